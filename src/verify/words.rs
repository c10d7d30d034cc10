//! The words that texts are compared by: runs of letters and digits, whatever their case and
//! however their characters are coded.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization_alignments::UnicodeNormalization;

use crate::lexicon::marks::is_apostrophe;
use crate::text::Span;

/// What stands for a word in an index. Two words of one id are nearly always the same: whoever
/// needs to be sure looks at the words.
pub(super) type Id = u32;

/// What stands between two texts, and is no word.
pub(super) const BOUND: Id = 0;

/// Hands `take` where the words of `text` stand, in order.
pub(super) fn each_word(text: &str, mut take: impl FnMut(Span)) {
    let mut start = None;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let inside = is_letter(c)
            || start.is_some()
                && (is_unseen(c) || joins(before, c, after))
                && after.is_some_and(is_letter);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                take(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
        before = Some(c);
    }
    if let Some(from) = start {
        take(Span::new(from, text.len()));
    }
}

/// Whether words hold it: a letter, a digit, an accent that is coded by itself.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{1dc0}'..='\u{1dff}')
}

/// Whether nobody sees it: a soft hyphen, a joiner.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// "it’s", "3.5", "1,000".
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    is_apostrophe(c) || matches!(c, '.' | ',') && is_digit(before) && is_digit(after)
}

/// The form that two spellings of one word share.
pub(super) fn normal(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return word.into();
    }
    if word.is_ascii() {
        return word.to_ascii_lowercase().into();
    }
    let seen = word.chars().filter(|&c| !is_unseen(c));
    let plain = seen.map(|c| if is_apostrophe(c) { '\'' } else { c });
    plain.nfc().map(|(c, _)| c).flat_map(char::to_lowercase).collect::<String>().into()
}

/// The id of a word, given in any of its spellings.
pub(super) fn id(word: &str) -> Id {
    let mut hasher = DefaultHasher::new();
    normal(word).hash(&mut hasher);
    // The low half is as good as the high one.
    #[allow(clippy::cast_possible_truncation)]
    let id = hasher.finish() as Id;
    if id == BOUND { 1 } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        each_word(text, |span| out.push(&text[span]));
        out
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            cut("“It’s 3.5, or 1,000,” the boys' ‘old’ U.S. vice-mayor said"),
            ["It’s", "3.5", "or", "1,000", "the", "boys", "old", "U", "S", "vice", "mayor", "said"]
        );
        assert!(cut(" … — “” ").is_empty() && cut("").is_empty());
    }

    #[test]
    fn spellings_of_one_word_have_one_id() {
        for (one, other) in
            [("It’s", "it's"), ("Caf\u{e9}", "cafe\u{301}"), ("brid\u{ad}ge", "BRIDGE")]
        {
            assert_eq!(id(one), id(other), "{one}");
        }
        assert_ne!(id("naive"), id("na\u{ef}ve"));
        assert_eq!(cut("the brid\u{ad}ge"), ["the", "brid\u{ad}ge"]);
    }
}
