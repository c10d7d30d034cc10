//! Blocks that have an author, and the line that names one.

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::text::{Reading, Span};

/// The longest signature, in words.
pub(super) const NAME_WORDS: usize = 6;
/// The longest title before a name, in bytes.
pub(super) const LONGEST_TITLE: usize = 24;

/// A block, or the part of one, that is somebody's words by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The block that holds its words.
    pub(crate) block: usize,
    /// Its words.
    pub(crate) content: Span,
    /// The name or handle (with its @) of whoever they belong to.
    pub(crate) author: Span,
    /// The author's handle without its @, for a posted message.
    pub(crate) handle: Option<Span>,
    /// "RT" where a message passes on another's words, ":" after a label.
    pub(crate) cue: Option<Span>,
}

/// A signature without what its author is: "Ana Kovic, mayor".
pub(super) fn name_in(text: &str, signature: Span) -> Span {
    let end = text[signature].find(',').map_or(signature.end, |at| signature.start + at);
    Span::new(signature.start, end)
}

/// Whether words are a person's name, alone or with a comma behind it and what they are.
pub(super) fn begins_with_person(reading: &Reading<'_>, entities: &Entities, span: Span) -> bool {
    let person = entities.overlapping(span).first().filter(|m| m.kind == EntityKind::Person);
    let behind = person.and_then(|m| reading.text.get(m.span.end..span.end));
    person.is_some_and(|m| {
        reading.text[span.start..m.span.start.max(span.start)].len() < LONGEST_TITLE
    }) && behind.is_some_and(|b| b.is_empty() || b.starts_with(','))
        && reading.count_words(span, 2 * NAME_WORDS + 1) <= 2 * NAME_WORDS
}
