//! Marks that hold no statement: scare quotes, titles, nicknames, terms.

use crate::entities::Entities;
use crate::kinds::{EntityKind, PhraseReason};
use crate::lexicon::Class;
use crate::text::Passage;
use crate::text::Span;

/// Words between marks that are no statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkedPhrase {
    /// Without the marks.
    pub(crate) span: Span,
    pub(crate) reason: PhraseReason,
}

/// Whether a passage is somebody's or something's name because the text says so.
pub(super) fn names_something(text: &str, passage: &Passage) -> bool {
    const LONGEST: usize = 8;
    text[passage.inner].split_whitespace().take(LONGEST + 1).count() <= LONGEST
        && Class::EntitlingWord.has(&word_before(text, passage))
}

/// The word right before a passage, in lower case.
fn word_before(text: &str, passage: &Passage) -> String {
    let before = text[..passage.outer.start].trim_end_matches([' ', ',']);
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(0, |(at, c)| at + c.len_utf8());
    before[start..].to_lowercase()
}

/// Why the words of `passage` are no statement, as far as the text shows.
pub(crate) fn reason(text: &str, passage: &Passage, entities: &Entities) -> PhraseReason {
    let before = text[..passage.outer.start].trim_end();
    let last_word = word_before(text, passage);
    let named = Class::NamingWord.has(&last_word) && !before.ends_with("so-called");
    if is_nickname(text, passage, entities) {
        PhraseReason::Nickname
    } else if is_title(&text[passage.inner]) {
        PhraseReason::Title
    } else if named || before.ends_with("known as") {
        PhraseReason::Term
    } else {
        PhraseReason::ScareQuote
    }
}

/// Up to three words in capitals, with a capitalized word right before and right after, one of them
/// a person's: John “Jack” Miller.
fn is_nickname(text: &str, passage: &Passage, entities: &Entities) -> bool {
    let inner = &text[passage.inner];
    let short = inner.split_whitespace().count() <= 3
        && inner.starts_with(char::is_uppercase)
        && inner.ends_with(char::is_alphanumeric);
    let before = text[..passage.outer.start]
        .strip_suffix(' ')
        .and_then(|t| t.split_whitespace().next_back());
    let after =
        text[passage.outer.end..].strip_prefix(' ').and_then(|t| t.split_whitespace().next());
    let capital = |word: Option<&str>| {
        word.is_some_and(|w| w.starts_with(char::is_uppercase) && w.contains(char::is_lowercase))
    };
    let person =
        |span: Span| entities.overlapping(span).iter().any(|m| m.kind == EntityKind::Person);
    short && capital(before) && capital(after) && {
        let from = passage.outer.start - before.map_or(0, str::len) - 1;
        let to = passage.outer.end + 1 + after.map_or(0, str::len);
        person(Span::new(from, passage.outer.start)) || person(Span::new(passage.outer.end, to))
    }
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
    use crate::text::passages;

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
        reason(text, &passages(text, Span::new(0, text.len()))[0], &entities)
    }

    #[test]
    fn reasons() {
        assert_eq!(reason_in("They saw John “Jack” Miller there", "John"), PhraseReason::Nickname);
        assert_eq!(reason_in("her novel “The Mill on the Moor” sold", ""), PhraseReason::Title);
        assert_eq!(reason_in("a thing called “dark pools” by all", ""), PhraseReason::Term);
        assert_eq!(reason_in("their so very “fair” deal", ""), PhraseReason::ScareQuote);
        assert_eq!(reason_in("the so-called “bridge war” began", ""), PhraseReason::ScareQuote);
    }
}
