//! Names that were tagged in two.

use crate::kinds::EntityKind;
use crate::text::{Reading, Span};

/// Whether two mentions of a kind are one name that was cut: two people's with nothing but a space
/// or hyphen between them, as English puts a comma or a word between two people.
pub(in crate::entities) fn are_one(
    reading: &Reading<'_>,
    before: Span,
    span: Span,
    kind: EntityKind,
) -> bool {
    kind == EntityKind::Person
        && matches!(reading.text.get(before.end..span.start), Some("" | " " | "-"))
}
