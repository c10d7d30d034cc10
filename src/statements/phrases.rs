//! Marks that hold no statement: scare quotes, titles, nicknames, terms.

use crate::entities::Entities;
use crate::kinds::{EntityKind, PhraseReason};
use crate::lexicon::Class;
use crate::text::{Passage, Reading, Span};

/// Words between marks that are no statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkedPhrase {
    /// Without the marks.
    pub(crate) span: Span,
    pub(crate) reason: PhraseReason,
}

/// Whether a passage is somebody's or something's name because the text says so.
pub(super) fn names_something(reading: &Reading<'_>, passage: &Passage) -> bool {
    const LONGEST: usize = 8;
    reading.count_words(passage.inner, LONGEST + 1) <= LONGEST
        && word_before(reading, passage).is_some_and(|w| Class::EntitlingWord.has(&w))
}

/// The word right before a passage, in lower case.
fn word_before(reading: &Reading<'_>, passage: &Passage) -> Option<String> {
    reading.before(passage.outer.start).find(|w| *w != ",").map(str::to_lowercase)
}

/// Why the words of `passage` are no statement, as far as the text shows.
pub(super) fn reason(
    reading: &Reading<'_>,
    passage: &Passage,
    entities: &Entities,
) -> PhraseReason {
    if is_nickname(reading, passage, entities) {
        PhraseReason::Nickname
    } else if is_title(&reading.text[passage.inner]) {
        PhraseReason::Title
    } else if is_named(reading, passage) {
        PhraseReason::Term
    } else {
        PhraseReason::ScareQuote
    }
}

/// "a thing called “…”", "known as “…”"; not "the so-called “…”".
fn is_named(reading: &Reading<'_>, passage: &Passage) -> bool {
    let mut before = reading.before(passage.outer.start).skip_while(|w| *w == ",");
    let last = before.next().unwrap_or_default().to_lowercase();
    let second = before.next().unwrap_or_default();
    let names = Class::NamingWord.has(&last) || Class::EntitlingWord.has(&last);
    names && second != "-" || last == "as" && second == "known"
}

/// Up to three words in capitals, with a capitalized word right before and right after, one of them
/// a person's: John “Jack” Miller.
fn is_nickname(reading: &Reading<'_>, passage: &Passage, entities: &Entities) -> bool {
    let inner = &reading.text[passage.inner];
    let is_short = inner.split_whitespace().take(4).count() <= 3
        && inner.starts_with(char::is_uppercase)
        && inner.ends_with(char::is_alphanumeric);
    let is_capital = |word: &Span| {
        let word = &reading.text[*word];
        word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    let is_person =
        |span: Span| entities.overlapping(span).iter().any(|m| m.kind == EntityKind::Person);
    let before = reading.spans_before(passage.outer.start).next().filter(is_capital);
    let after = reading.spans_after(passage.outer.end).next().filter(is_capital);
    is_short
        && before.zip(after).is_some_and(|(before, after)| is_person(before) || is_person(after))
}

/// Capitalized throughout, but for small words.
pub(super) fn is_title(inner: &str) -> bool {
    let words: Vec<&str> = inner.split_whitespace().collect();
    let fine = |w: &&str| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || Class::TitleSmallWord.has(bare)
    };
    words.iter().all(fine)
        && words
            .first()
            .is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Mention;
    use crate::text::{InputFormat, PlainText};

    fn reason_in(text: &str, person: &str) -> PhraseReason {
        let mut entities = Entities::default();
        if let Some(at) = text.find(person).filter(|_| !person.is_empty()) {
            entities.mentions.push(Mention {
                span: Span::new(at, at + person.len()),
                kind: EntityKind::Person,
                score: 1.0,
                entity: 0,
            });
        }
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let all = Span::new(0, text.len());
        reason(&reading, &reading.passages.starting_in(all)[0], &entities)
    }

    #[test]
    fn reasons() {
        assert_eq!(reason_in("They saw John “Jack” Miller there", "John"), PhraseReason::Nickname);
        assert_eq!(reason_in("They saw John «Jack» Miller there", "John"), PhraseReason::Nickname);
        assert_eq!(reason_in("her novel “The Mill on the Moor” sold", ""), PhraseReason::Title);
        assert_eq!(reason_in("a thing called “dark pools” by all", ""), PhraseReason::Term);
        assert_eq!(reason_in("their so very “fair” deal", ""), PhraseReason::ScareQuote);
        assert_eq!(reason_in("the so-called “bridge war” began", ""), PhraseReason::ScareQuote);
    }
}
