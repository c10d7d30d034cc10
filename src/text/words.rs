//! Words: the bounds of Unicode Standard Annex #29, with the possessive ending cut off and
//! abbreviations kept whole.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use crate::error::Error;
use crate::limits::Allowance;

/// A word or a mark, without space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: Span,
}

/// The words of the stretch `within` of `text`, in order.
pub(crate) fn words(
    text: &str,
    within: Span,
    allowance: &Allowance<'_>,
) -> Result<Vec<Word>, Error> {
    let mut out: Vec<Word> = Vec::new();
    for (step, (at, piece)) in text[within].split_word_bound_indices().enumerate() {
        // Most sentences are over before.
        if step > 0 {
            allowance.check_at(step)?;
        }
        let span = Span::new(within.start + at, within.start + at + piece.len());
        if piece.chars().all(char::is_whitespace) {
            continue;
        }
        if piece == "."
            && let Some(last) = out.last_mut()
            && last.span.end == span.start
            && is_dotted(&text[last.span])
        {
            last.span.end = span.end;
            continue;
        }
        let stem = possessive_stem(piece);
        out.push(Word { span: Span::new(span.start, span.start + stem) });
        if stem < piece.len() {
            out.push(Word { span: Span::new(span.start + stem, span.end) });
        }
    }
    Ok(out)
}

/// "U.S", "a.m": single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

const POSSESSIVE: [&str; 4] = ["'s", "’s", "'S", "’S"];

/// Whether a word is the ending that was cut off the one before it.
pub(crate) fn is_possessive_ending(word: &str) -> bool {
    POSSESSIVE.contains(&word)
}

/// A word without its possessive ending ('s, ’s).
pub(crate) fn without_possessive(word: &str) -> &str {
    // In bounds: it is the length of a beginning.
    &word[..possessive_stem(word)]
}

/// The length of a word without its possessive ending ('s, ’s).
fn possessive_stem(word: &str) -> usize {
    POSSESSIVE
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| !stem.is_empty())
        .map_or(word.len(), str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len()), &Allowance::unlimited())
            .expect("there are no limits")
            .into_iter()
            .map(|w| &text[w.span])
            .collect()
    }

    #[test]
    fn possessives_come_off_and_contractions_stay() {
        assert_eq!(cut("Syria’s Idlib isn't 's"), ["Syria", "’s", "Idlib", "isn't", "'", "s"]);
        assert!(is_possessive_ending(cut("Kovic's")[1]) && !is_possessive_ending("s"));
    }

    #[test]
    fn dotted_abbreviations_stay_whole() {
        assert_eq!(
            cut("the U.S. at 5 a.m. (N.Y.)."),
            ["the", "U.S.", "at", "5", "a.m.", "(", "N.Y.", ")", "."]
        );
        assert_eq!(cut("He left. 3.5"), ["He", "left", ".", "3.5"]);
    }

    #[test]
    fn marks_and_hyphens_are_words() {
        assert_eq!(cut("“Al-Qaeda-linked”"), ["“", "Al", "-", "Qaeda", "-", "linked", "”"]);
    }
}
