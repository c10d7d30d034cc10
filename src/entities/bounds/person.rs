//! The name of a person in what is tagged as one.

use super::spelling::{is_capital, words};
use super::syllable::is_syllable;
use crate::kinds::Gender;
use crate::lexicon::{Class, gender_of_given_name};
use crate::text::{Reading, Span};

/// The name of a person: words in lower case at both ends are cut off ("Ana Kovic of the").
///
/// Nothing is left where those that are cut off are half of it or more ("the mayor Kovic"). A name
/// all in lower case, as people type them, stays.
pub(in crate::entities) fn person(reading: &Reading<'_>, span: Span) -> Option<Span> {
    let text = reading.text;
    let words = words(reading, span);
    let is_name = |w: &Span| is_capital(&text[*w]) && !text[*w].eq_ignore_ascii_case("the");
    let Some(capital) = words.iter().position(is_name) else { return Some(span) };
    let (before, rest) = words.split_at(capital);
    let start = capital - before.iter().rev().take_while(|w| may_begin(&text[**w])).count();
    let end = capital + length(text, rest, is_name);
    let name = words.get(start..end)?;
    let count =
        |list: &[Span]| list.iter().filter(|w| text[**w].starts_with(char::is_alphabetic)).count();
    (count(name) * 2 > count(&words)).then_some(name.first()?.join(*name.last()?))
}

/// Whether a name may begin with this before its first capital: "al-Kovic", and "ana Kovic", typed
/// in haste; not "said Kovic".
fn may_begin(word: &str) -> bool {
    is_joint(word) || Class::NameParticle.has(word) || gender_of_given_name(word) != Gender::Unknown
}

/// How many words from its first capital on are a name's: "Ana bin Kovic" goes on over its particle,
/// "Han Seo-yun" over its hyphen, "Ana Kovic, chief of the" ends at "chief".
fn length(text: &str, words: &[Span], is_name: impl Fn(&Span) -> bool) -> usize {
    let mut length = 0;
    let mut before = "";
    for (at, span) in words.iter().enumerate() {
        let word = &text[*span];
        if is_name(span) || is_joint(before) && is_syllable(word) {
            length = at + 1;
        } else if !may_go_on(word) {
            break;
        }
        before = word;
    }
    length
}

/// Whether a name may go on over this to its next capital.
fn may_go_on(word: &str) -> bool {
    Class::NameParticle.has(word) || !word.starts_with(char::is_alphabetic) || word.len() < 3
}

/// What joins the parts of a name: "al-Kovic", "D’Alder".
fn is_joint(word: &str) -> bool {
    ["-", "'", "’"].contains(&word)
}
