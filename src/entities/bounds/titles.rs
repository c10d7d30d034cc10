//! Titles before a person's name: "Mayor Ana Kovic", and a player's position: "QB Ben Brandt".

use super::spelling::{is_capital, words};
use crate::kinds::Gender;
use crate::lexicon::{Class, is_title, title};
use crate::text::{Reading, Span};

/// A person's name without the titles at its front, which stay where nothing else is left.
pub(in crate::entities) fn without_titles(reading: &Reading<'_>, name: Span) -> Span {
    let text = reading.text;
    let words = words(reading, name);
    let mut rest = words.as_slice();
    while let [title, behind @ ..] = rest
        && (is_title(&text[*title]) || is_position(reading, *title, behind))
    {
        let behind = match behind {
            [stop, behind @ ..] if &text[*stop] == "." => behind,
            _ => behind,
        };
        if !behind.first().is_some_and(|w| is_capital(&text[*w])) {
            break;
        }
        rest = behind;
    }
    rest.first().map_or(name, |first| Span::new(first.start, name.end))
}

/// Whether a word says what a player plays; two words of the name stand behind it, as "DB Kovic" may
/// be a name with initials.
fn is_position(reading: &Reading<'_>, word: Span, behind: &[Span]) -> bool {
    behind.len() > 1 && Class::PlayerPosition.has(&reading.text[word])
}

/// The gender told by the title that stands right before a name, if one does.
pub(in crate::entities) fn title_before(reading: &Reading<'_>, name: Span) -> Option<Gender> {
    let mut before = reading.before(name.start);
    before
        .next()
        .map(|word| if word == "." { before.next().unwrap_or(word) } else { word })
        .and_then(title)
}
