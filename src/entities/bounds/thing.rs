//! The name of a place, an organization or another thing in what is tagged as one.

use super::spelling::{is_capital, words};
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::{Reading, Span};

/// The name of a thing: an article or dash before it is cut off, and words in lower case behind it
/// but where they are a place's ("the Harbour Board of", but "the Alder strip").
///
/// Nothing is left of an organization or another thing in lower case ("former campaign
/// strategist"); places are often tagged rightly where somebody types without capitals.
pub(in crate::entities) fn thing(
    reading: &Reading<'_>,
    span: Span,
    kind: EntityKind,
) -> Option<Span> {
    let text = reading.text;
    let words = words(reading, span);
    let Some(last) = words.iter().rposition(|w| is_capital(&text[*w])) else {
        return (kind == EntityKind::Location).then_some(span);
    };
    let (name, behind) = words.split_at(last);
    // "Alder-born" is one word here.
    let apart = behind.windows(2).find(|pair| pair[0].end < pair[1].start);
    let end = match apart {
        Some([before, word])
            if kind != EntityKind::Location && text[*word].starts_with(char::is_lowercase) =>
        {
            before.end
        }
        _ => span.end,
    };
    let is_part = |w: &&Span| !Class::Article.has(&text[**w]) && !is_dash(&text[**w]);
    let start = name.iter().find(is_part).or(behind.first()).map_or(span.start, |w| w.start);
    Some(Span::new(start, end))
}

/// A dash or the mark of a list's item.
fn is_dash(word: &str) -> bool {
    ["-", "–", "—", "*"].contains(&word)
}
