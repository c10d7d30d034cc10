//! Names with what somebody is called between marks in them: "Ana “the Fox” Kovic".

use crate::kinds::Gender;
use crate::lexicon::gender_of_given_name;
use crate::text::{Passage, Reading, Span};

/// The longest nickname, in words.
const LONGEST: usize = 3;

/// The names around nicknames, each whole: the word before the marks, the marks, the word behind
/// them. Whether they are somebody's name is open where the word before is no known given name.
pub(in crate::entities) fn nicknamed<'r>(
    reading: &'r Reading<'_>,
) -> impl Iterator<Item = Nicknamed> + 'r {
    reading.passages.all().iter().filter_map(|passage| around(reading, passage))
}

/// A nickname and the names on both sides of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::entities) struct Nicknamed {
    pub(in crate::entities) before: Span,
    pub(in crate::entities) after: Span,
    /// Whether the word before it is a given name.
    pub(in crate::entities) is_given: bool,
}

fn around(reading: &Reading<'_>, passage: &Passage) -> Option<Nicknamed> {
    let text = reading.text;
    let inner = &text[passage.inner];
    // What is said has a stop or a comma at its end.
    let is_short = passage.closed
        && inner.ends_with(char::is_alphanumeric)
        && reading.count_words(passage.inner, LONGEST + 1) <= LONGEST;
    let first = inner.split_whitespace().last().unwrap_or_default();
    let before = reading.spans_before(passage.outer.start).next()?;
    let after = reading.spans_after(passage.outer.end).next()?;
    let is_beside = text.get(before.end..passage.outer.start) == Some(" ")
        && text.get(passage.outer.end..after.start) == Some(" ");
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    (is_short && is_beside && is_name(first) && is_name(&text[before]) && is_name(&text[after]))
        .then(|| Nicknamed {
            before,
            after,
            is_given: gender_of_given_name(&text[before]) != Gender::Unknown,
        })
}
