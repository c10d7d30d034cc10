//! A nominal: its noun, and what its words show.

use super::relative::before_relative;
use crate::kinds::SpeakerKind;
use crate::lexicon::{self, Class, Sort};
use crate::scorers::antecedents::Nominal;
use crate::text::{Reading, Span, is_possessive_ending};

/// A word without the marks around it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the noun before `word` is modified from behind by it: "aide to", "officials familiar".
pub(super) fn modifies_noun(word: &str) -> bool {
    Class::Preposition.has(word) || Class::NounModifier.has(word)
}

/// Where the part of a source that begins at `start` ends: at a comma, a dash or a bracket. Brackets
/// that a word follows end nothing: "Harbour Party (HP) leader Ana Kovic".
pub(super) fn part_end(text: &str, start: usize, end: usize) -> usize {
    let mut depth = 0usize;
    for (at, c) in text[start..end].char_indices() {
        match c {
            '(' | '[' => {
                // In bounds: `at` is the place of a character.
                if at > 0 && depth == 0 && !goes_on_behind_brackets(&text[start + at..end]) {
                    return start + at;
                }
                depth += 1;
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | '—' | '–' | ';' if depth == 0 => return start + at,
            _ => {}
        }
    }
    end
}

/// The most bytes between brackets that a phrase goes on behind.
const SHORT: usize = 12;

/// Whether a word stands right behind the short brackets that `rest` begins with.
fn goes_on_behind_brackets(rest: &str) -> bool {
    rest.split_once([')', ']']).is_some_and(|(inside, behind)| {
        let next = behind.strip_prefix(' ').and_then(|b| b.split(' ').next()).unwrap_or_default();
        inside.len() <= SHORT && next.starts_with(char::is_alphanumeric) && !modifies_noun(next)
    })
}

/// What of the words of a nominal names who it is: its first part, without a relative clause.
pub(super) fn core(reading: &Reading<'_>, span: Span) -> Span {
    let end = part_end(reading.text, span.start, span.end);
    let end = before_relative(reading, Span::new(span.start, end));
    let shown = reading.text[span.start..end].trim_end();
    if shown.is_empty() { span } else { Span::new(span.start, span.start + shown.len()) }
}

/// The last noun of a nominal before whatever modifies it from behind.
pub(super) fn head_noun(text: &str, span: Span) -> &str {
    let part = &text[span.start..part_end(text, span.start, span.end)];
    let words: Vec<&str> = part.split_whitespace().collect();
    let end = words.iter().skip(1).position(|w| modifies_noun(w)).map_or(words.len(), |at| at + 1);
    words[..end].last().map_or("", |w| bare(w))
}

/// What the words of the nominal at `span` show.
pub(super) fn read(reading: &Reading<'_>, span: Span, kind: SpeakerKind) -> Nominal {
    let words = &reading.text[span];
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let noun = head_noun(reading.text, span);
    let head = noun.to_lowercase();
    let owns = |w: &crate::text::Word| {
        w.span.end < span.end && is_possessive_ending(&reading.text[w.span])
    };
    let is_owned =
        Class::Possessive.has(&first) || reading.words[reading.words_in(span)].iter().any(owns);
    let is_definite = Class::Definite.has(&first);
    Nominal {
        is_definite,
        is_indefinite: Class::Indefinite.has(&first) || (!is_definite && !is_owned),
        is_owned,
        is_office: lexicon::is_office(&head),
        gender: lexicon::gender(&head),
        kind: Some(kind),
        // "The Belgian", "the PM".
        is_person: lexicon::is_person(&head)
            || (kind == SpeakerKind::Unnamed && noun.starts_with(char::is_uppercase)),
        is_age: lexicon::age(&head).is_some(),
        is_place: Class::PlaceNoun.has(&head),
        is_issued: Class::IssuedNoun.has(&head),
        is_post: lexicon::is_post(&head),
        words: words.split_whitespace().count(),
        is_role: lexicon::is_person(&head) && !Sort::Anybody.has(&head),
        is_another: words.split_whitespace().any(|w| Sort::Another.has(&bare(w).to_lowercase())),
        is_anonymous: Sort::Anonymous.has(&head),
        is_institution: Sort::Institution.has(&head),
        modifiers: words
            .split_whitespace()
            .skip(usize::from(is_definite))
            .take_while(|w| bare(w) != noun)
            .count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn what_a_nominal_shows() {
        let read = |words: &str| {
            let plain = PlainText::new(words, InputFormat::Text);
            read(&Reading::new(&plain), Span::new(0, words.len()), SpeakerKind::Unnamed)
        };
        assert!(read("the chairwoman of the board").is_definite);
        assert_eq!(read("the chairwoman").gender, Gender::Female);
        assert!(read("Kovic’s spokesman").is_owned && !read("Kovic’s").is_owned);
        assert!(read("a spokesman").is_indefinite);
        assert!(read("officials").is_indefinite);
        assert!(read("the 46-year-old").is_age);
        assert!(read("his spokesman").is_owned && !read("his spokesman").is_indefinite);
        assert_eq!(read("").words, 0);
    }

    #[test]
    fn the_noun_of_a_nominal_stands_before_what_modifies_it() {
        for (words, noun) in [
            ("the mayor of Port Alder", "mayor"),
            ("officials familiar with the talks", "officials"),
            ("a group supporting Ana Kovic", "group"),
            ("the chairman, a lawyer", "chairman"),
            ("", ""),
        ] {
            assert_eq!(head_noun(words, Span::new(0, words.len())), noun, "{words}");
        }
    }
}
