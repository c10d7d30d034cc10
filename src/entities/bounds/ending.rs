//! The end of a name that was cut inside of a word.

use super::spelling::words;
use crate::lexicon::Class;
use crate::text::{Reading, Span};

/// The name with what it was cut from: the stop of its last word's abbreviation ("Harbour Corp."),
/// the rest of a word with a hyphen ("F-16").
pub(in crate::entities) fn with_ending(reading: &Reading<'_>, name: Span) -> Span {
    let text = reading.text;
    let Some(next) = reading.spans_after(name.end).next().filter(|w| w.start == name.end) else {
        return name;
    };
    let goes_on = match words(reading, name)[..] {
        [_, .., last] if &text[next] == "." => {
            Class::NameAbbreviation.has(&text[last].to_lowercase())
        }
        [.., last] if &text[last] == "-" => text[next].starts_with(char::is_alphanumeric),
        _ => false,
    };
    if goes_on { name.join(next) } else { name }
}
