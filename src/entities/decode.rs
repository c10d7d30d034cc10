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
///
/// Two people's names with nothing but a space between them are one name that was cut: English puts a comma or a word there.
pub(super) fn mentions(text: &str, words: &[Word], tags: &[TagSpan]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for tag in tags {
        let last = tag.last.checked_sub(1).and_then(|l| words.get(l));
        let (Some(first), Some(last), Some(&kind)) = (words.get(tag.first), last, KINDS.get(tag.kind)) else { continue };
        let span = first.span.join(last.span);
        if !text[span].contains(char::is_alphanumeric) {
            continue;
        }
        match out.last_mut() {
            Some(before) if kind == EntityKind::Person && before.kind == kind && text.get(before.span.end..span.start) == Some(" ") => {
                let (old, new) = (before.span.len() as f32, span.len() as f32);
                before.score = (before.score * old + tag.score * new) / (old + new);
                before.span.end = span.end;
            }
            _ => out.push(Tagged { span, kind, score: tag.score }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn a_name_that_was_cut_is_joined() {
        let text = "Ana Maria Kovic, Ben Brandt of Rome Paris";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found = mentions(text, &words, &[tag(0, 0, 2), tag(0, 2, 3), tag(0, 4, 6), tag(1, 7, 8), tag(1, 8, 9)]);
        let found: Vec<_> = found.iter().map(|m| &text[m.span]).collect();
        assert_eq!(found, ["Ana Maria Kovic", "Ben Brandt", "Rome", "Paris"]);
    }
}
