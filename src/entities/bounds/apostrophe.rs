//! Names with apostrophes in them, which a tagger leaves out: "Ng'ang'a Kovic".

use crate::lexicon::marks::is_apostrophe;
use crate::text::{Reading, Span};

/// What stands behind the apostrophe of a contraction or a possessive: "it's", "I'd", "we’re".
const ENDINGS: [&str; 7] = ["s", "d", "t", "m", "re", "ve", "ll"];

/// A person's name with the word before it, if that has an apostrophe as names have it.
pub(in crate::entities) fn with_apostrophe(reading: &Reading<'_>, name: Span) -> Span {
    let text = reading.text;
    let before = reading.spans_before(name.start).next();
    before
        .filter(|w| text.get(w.end..name.start) == Some(" ") && is_name(&text[*w]))
        .map_or(name, |w| w.join(name))
}

fn is_name(word: &str) -> bool {
    let ending = word.rsplit(is_apostrophe).next().unwrap_or_default();
    word.starts_with(char::is_uppercase)
        && word.contains(is_apostrophe)
        && ending.starts_with(char::is_alphabetic)
        && !ENDINGS.contains(&ending.to_lowercase().as_str())
}
