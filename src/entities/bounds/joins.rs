//! Names that were tagged in two.

use crate::kinds::EntityKind;
use crate::text::{Reading, Span};

/// Whether two mentions of a kind are one name that was cut: two people's with nothing but a space
/// or hyphen between them, as English puts a comma or a word between two people; or a first name that
/// somebody put in, in brackets: "Coach (Ana) Kovic".
pub(in crate::entities) fn are_one(
    reading: &Reading<'_>,
    before: Span,
    span: Span,
    kind: EntityKind,
) -> bool {
    let bracket = reading.text[..before.start].chars().next_back();
    kind == EntityKind::Person
        && match reading.text.get(before.end..span.start) {
            Some("" | " " | "-") => true,
            Some(") ") => bracket == Some('('),
            Some("] ") => bracket == Some('['),
            _ => false,
        }
}

/// Whether two mentions are the name of a letter's sender or addressee, family name first: `"Kovic,
/// Ana" <ana@port-alder.example>`.
pub(in crate::entities) fn are_turned_round(
    reading: &Reading<'_>,
    family: Span,
    given: Span,
) -> bool {
    let mut before = reading.before(family.start);
    // The last initial has its stop.
    let mut after = reading.after(given.end).skip_while(|word| *word == ".");
    let between = reading.text.get(family.end..given.start).map(str::trim);
    before.next() == Some("\"")
        && between == Some(",")
        && after.next() == Some("\"")
        && after.next() == Some("<")
}
