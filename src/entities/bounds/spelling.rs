//! How the words of names are written.

use crate::text::{Reading, Span};

/// The words of a stretch, marks among them.
pub(super) fn words(reading: &Reading<'_>, span: Span) -> Vec<Span> {
    reading.words[reading.words_in(span)].iter().map(|w| w.span).collect()
}

/// Whether a word is written as names are: with a capital ("Kovic", "d’Alder", "iBoat") or a number
/// in it.
pub(super) fn is_capital(word: &str) -> bool {
    word.contains(|c: char| c.is_uppercase() || c.is_numeric())
}
