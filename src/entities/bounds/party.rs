//! A party's letter before a politician's state: "(D-Ohio)".

use super::spelling::{is_capital, words};
use crate::text::{Reading, Span};

/// A place's name without the letter of a party before it.
pub(in crate::entities) fn without_party(reading: &Reading<'_>, name: Span) -> Span {
    let text = reading.text;
    let [letter, hyphen, state, ..] = words(reading, name)[..] else { return name };
    let is_set_off = reading.before(name.start).next().is_some_and(|w| ["(", ","].contains(&w));
    if is_set_off
        && ["D", "R", "I"].contains(&&text[letter])
        && &text[hyphen] == "-"
        && is_capital(&text[state])
    {
        Span::new(state.start, name.end)
    } else {
        name
    }
}
