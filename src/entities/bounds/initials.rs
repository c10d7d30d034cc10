//! Initials before a person's name: "A. B. Kovic".

use crate::lexicon::marks;
use crate::text::{Reading, Span};

/// No name has more initials.
const MOST: usize = 3;

/// A person's name with the initials before it.
pub(in crate::entities) fn with_initials(reading: &Reading<'_>, mut name: Span) -> Span {
    for _ in 0..MOST {
        let Some(initial) = initial_before(reading, name) else { break };
        name.start = initial;
    }
    name
}

/// Where the initial right before a name begins.
fn initial_before(reading: &Reading<'_>, name: Span) -> Option<usize> {
    let text = reading.text;
    let mut before = reading.spans_before(name.start);
    let (stop, letter) = (before.next()?, before.next()?);
    let is_stopped = text.get(letter.end..name.start)? == ". " && stop.start == letter.end;
    let mut letters = text[letter].chars();
    // Not the words at a sentence's end: "more than I. Kovic left", "World War I. Kovic left".
    let is_initial = letters.next().is_some_and(|c| c.is_uppercase() && !"IVX".contains(c))
        && letters.next().is_none();
    let is_apart = text[..letter.start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || c == '(' || marks::may_open(c));
    (is_stopped && is_initial && is_apart).then_some(letter.start)
}
