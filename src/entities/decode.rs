//! Tags to mentions.

use crate::document::EntityKind;
use crate::model::TagSpan;
use crate::text::{Span, Word};

/// A mention that has no entity yet.
#[derive(Clone, Debug)]
pub(super) struct Tagged {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) score: f32,
}

/// The kinds in the order of the entity head's labels, which the bundle has checked.
const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Location, EntityKind::Organization, EntityKind::Miscellaneous];

/// The mentions that `tags` mark; one without a letter or digit names nothing and is dropped.
pub(super) fn mentions(text: &str, words: &[Word], tags: &[TagSpan]) -> Vec<Tagged> {
    tags.iter()
        .filter_map(|tag| {
            let span = words.get(tag.first)?.span.join(words.get(tag.last.checked_sub(1)?)?.span);
            let kind = *KINDS.get(tag.kind)?;
            text[span].contains(char::is_alphanumeric).then_some(Tagged { span, kind, score: tag.score })
        })
        .collect()
}
