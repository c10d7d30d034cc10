//! The syllable that a hyphen joins to a given name: "Han Seo-yun".

use crate::lexicon::Class;
use crate::text::{Reading, Span};

/// Syllables are as long, in bytes.
const SYLLABLE: std::ops::RangeInclusive<usize> = 2..=5;

/// A person's name with the syllable in lower case that a hyphen joins to its end. "Ana Kovic-led"
/// is no name, and a name of one word ("Kovic-ish") has no given name before the hyphen.
pub(in crate::entities) fn with_syllable(reading: &Reading<'_>, name: Span) -> Span {
    let text = reading.text;
    let mut at = name.end;
    // Words that touch.
    let mut run = reading.spans_after(name.end).map_while(|word| {
        let touches = word.start == at;
        at = word.end;
        touches.then_some(word)
    });
    let (Some(hyphen), Some(syllable), next) = (run.next(), run.next(), run.next()) else {
        return name;
    };
    let is_one = &text[hyphen] == "-" && is_syllable(&text[syllable]);
    // "Ana Kovic-to-be" goes on.
    let ends = next.is_none_or(|word| &text[word] != "-");
    if is_one && ends && text[name].contains(' ') { name.join(syllable) } else { name }
}

/// Whether a word behind a hyphen may be a syllable of a name: not "led" or "era".
pub(super) fn is_syllable(word: &str) -> bool {
    SYLLABLE.contains(&word.len())
        && word.chars().all(char::is_lowercase)
        && !word.ends_with("ed")
        && !Class::AfterHyphen.has(word)
}
