//! A town and the state that it lies in, where both are tagged as one place: "Boise Idaho".

use super::spelling::words;
use crate::lexicon::{Class, is_state};
use crate::text::{Reading, Span};

/// A place's name, cut before the state at its end where that stands for itself.
pub(in crate::entities) fn town_and_state(
    reading: &Reading<'_>,
    name: Span,
) -> (Span, Option<Span>) {
    let text = reading.text;
    let words = words(reading, name);
    // The longest state first: "West Virginia" before "Virginia".
    for count in [2, 1] {
        let (town, behind) = words.split_at(words.len().saturating_sub(count));
        let (Some(opens), Some(last), Some(state)) = (town.first(), town.last(), behind.first())
        else {
            continue;
        };
        let state = Span::new(state.start, name.end);
        if !is_own_state(&text[state]) || !text[..state.start].ends_with(' ') {
            continue;
        }
        // The word before, over an abbreviation's stop: "Ft. Washington".
        let before = town.iter().rev().find(|w| &text[**w] != ".").unwrap_or(last);
        let word = text[*before].to_lowercase();
        let goes_on =
            Class::PlaceOpener.has(&word) || before == opens && Class::PlaceFirstWord.has(&word);
        let town = opens.join(*last).trim(text, |c| c == ',' || c == ' ');
        return if goes_on || town.is_empty() { (name, None) } else { (town, Some(state)) };
    }
    (name, None)
}

fn is_own_state(words: &str) -> bool {
    is_state(words) && !Class::AmbiguousState.has(&words.to_lowercase())
}
