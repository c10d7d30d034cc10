//! Firms that are called like people: "The carmaker Ernst Adler said it would hire", "McCarthy’s said
//! it would close".

use crate::kinds::Gender;
use crate::lexicon::{Class, gender_of_given_name};
use crate::text::{Reading, Span, is_possessive_ending};

/// Words between "Ernst Adler, the" and "carmaker".
const ADJECTIVES: usize = 2;

/// The name of a firm in what is tagged as a person's; `None` where it is a person's.
pub(in crate::entities) fn firm(reading: &Reading<'_>, name: Span) -> Option<Span> {
    let text = reading.text;
    let mut after = reading.spans_after(name.end);
    let next = after.next();
    // "Marks & Kovic"
    let is_of_two = text[name].contains(" & ");
    // "McCarthy’s said": whose is a firm, where nothing is said to be theirs.
    let is_verb = |w: Span| {
        let says = [Class::SayVerb, Class::TellVerb].iter().any(|class| class.has(&text[w]));
        says || is_of_two && Class::StateVerb.has(&text[w])
    };
    if let Some(ending) = next.filter(|w| w.start == name.end && is_possessive_ending(&text[*w]))
        && after.next().is_some_and(is_verb)
    {
        return Some(name.join(ending));
    }
    let is_firm = is_of_two || is_called_firm(reading, name) || is_firm_behind(reading, name);
    is_firm.then_some(name)
}

/// Whether two mentions are one firm's name: "Fletcher & Dunne", "Smith, Barney & Co." Two people who
/// are called by their given names are not: "Ana & Ben".
pub(in crate::entities) fn are_one_firm(reading: &Reading<'_>, before: Span, span: Span) -> bool {
    let text = reading.text;
    let is_given = |name: Span| gender_of_given_name(&text[name]) != Gender::Unknown;
    let is_word = !text[before].contains(' ');
    match text.get(before.end..span.start) {
        Some(" & ") => is_word && !(is_given(before) && is_given(span)),
        Some(", ") => is_word && text[span].contains(" & "),
        _ => false,
    }
}

/// Whether the place behind an organization's name is a part of it: "Western District of Alder".
pub(in crate::entities) fn is_of_place(reading: &Reading<'_>, before: Span, place: Span) -> bool {
    let last = reading.text[before].split_whitespace().next_back().unwrap_or_default();
    Class::OfPlace.has(&last.to_lowercase())
        && reading.text.get(before.end..place.start) == Some(" of ")
}

/// "The carmaker Ernst Adler said"; not "the carmaker Ernst Adler founded".
fn is_called_firm(reading: &Reading<'_>, name: Span) -> bool {
    let mut before = reading.before(name.start);
    before.next().is_some_and(|w| Class::FirmNoun.has(w))
        && before.next().is_some_and(|w| Class::Article.has(&w.to_lowercase()) || is_small(w))
        && !reading.after(name.end).next().is_some_and(|w| Class::FoundingVerb.has(w))
}

/// An adjective between "the" and "carmaker".
fn is_small(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !Class::Possessive.has(&word.to_lowercase())
}

/// "Ernst Adler, the carmaker, said".
fn is_firm_behind(reading: &Reading<'_>, name: Span) -> bool {
    let mut after = reading.after(name.end);
    after.next() == Some(",")
        && after.next().is_some_and(|w| Class::Article.has(w))
        && after
            .take_while(|w| *w != ",")
            .take(ADJECTIVES + 1)
            .last()
            .is_some_and(|w| Class::FirmNoun.has(w))
}
