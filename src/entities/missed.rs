//! Names of people that the tagger missed and the text shows: part of a name that it found
//! ("Ng'ang'a" of Ana Ng'ang'a), a given name where nothing else can stand ("Will raised money").

use std::collections::HashSet;

use super::decode::{SCORE_OF_FORM, Tagged, touching};
use crate::kinds::{EntityKind, Gender};
use crate::lexicon::marks::{is_apostrophe, is_mark};
use crate::lexicon::{Class, gender_of_given_name};
use crate::text::{Reading, Span};

/// The score of a full name whose last word is one by itself.
const SURE: f32 = 0.8;
/// A family name is no shorter, in bytes: shorter words are too often others.
const SHORTEST: usize = 4;

/// Adds the people whom `tagged`, which is in order, lacks.
pub(super) fn add_missed(reading: &Reading<'_>, tagged: &mut Vec<Tagged>) {
    let family = family_names(reading, tagged);
    let missed: Vec<Tagged> = reading
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| reading.text[word.span].starts_with(char::is_uppercase))
        .filter(|(at, word)| {
            is_repeated(reading, *at, word.span, &family) || is_given(reading, word.span)
        })
        .map(|(_, word)| word.span)
        .filter(|span| touching(tagged, *span).is_empty())
        .map(|span| Tagged { span, kind: EntityKind::Person, score: SCORE_OF_FORM })
        .collect();
    if !missed.is_empty() {
        tagged.extend(missed);
        tagged.sort_by_key(|m| m.span);
    }
}

/// The last words of people's full names that are no words of the text besides.
fn family_names<'t>(reading: &Reading<'t>, tagged: &[Tagged]) -> HashSet<&'t str> {
    let is_full = |m: &&Tagged| {
        m.kind == EntityKind::Person && m.score >= SURE && reading.text[m.span].contains(' ')
    };
    let mut out: HashSet<&str> = tagged
        .iter()
        .filter(is_full)
        .filter_map(|m| reading.text[m.span].split_whitespace().last())
        .filter(|w| w.len() >= SHORTEST && w.contains(char::is_lowercase))
        .collect();
    if !out.is_empty() {
        let lower: HashSet<String> = out.iter().map(|name| name.to_lowercase()).collect();
        let words = reading.words.iter().map(|w| &reading.text[w.span]);
        let common: HashSet<&str> = words.filter(|w| lower.contains(*w)).collect();
        out.retain(|name| !common.contains(name.to_lowercase().as_str()));
    }
    out
}

/// Whether a word is somebody's family name that stands alone. At the beginning of a sentence any
/// word has a capital, but few an apostrophe.
fn is_repeated(reading: &Reading<'_>, at: usize, word: Span, names: &HashSet<&str>) -> bool {
    let shown = &reading.text[word];
    let begins = || {
        let sentence = reading.sentences.get(reading.sentence_at(word.start));
        sentence.is_none_or(|s| s.start == word.start)
    };
    names.contains(shown)
        && !has_neighbours(reading, at)
        && (shown.contains(is_apostrophe) || !begins())
}

/// Whether a word with a capital, or a hyphen, touches the word at `at`: both may be one name.
fn has_neighbours(reading: &Reading<'_>, at: usize) -> bool {
    let shown = |at: Option<usize>| {
        at.and_then(|at| reading.words.get(at)).map_or("", |w| &reading.text[w.span])
    };
    let is_of_name = |w: &str| w.starts_with(char::is_uppercase) || w == "-" || w == "&";
    is_of_name(shown(at.checked_sub(1))) || is_of_name(shown(Some(at + 1)))
}

/// Whether a word that is a given name and another one besides is the name: "Will raised money",
/// where no verb can help another; "“…,” said June.", where no month speaks.
fn is_given(reading: &Reading<'_>, word: Span) -> bool {
    let shown = &reading.text[word];
    if gender_of_given_name(shown) == Gender::Unknown {
        return false;
    }
    let mut before = reading.before(word.start);
    let mut after = reading.after(word.end);
    let next = after.next().unwrap_or_default();
    let helps = Class::Modal.has(&shown.to_lowercase());
    let sentence = reading.sentences.get(reading.sentence_at(word.start)).copied();
    let begins = |s: Span| s.start == word.start && !reading.text[s].trim_end().ends_with('?');
    if helps && sentence.is_some_and(begins) && is_past(next) {
        return true;
    }
    let speaks = before.next().is_some_and(|w| Class::ReportingVerb.has(w));
    let is_behind_words =
        before.next().is_some_and(|w| w == "," || w.chars().all(is_mark) && !w.is_empty());
    speaks && is_behind_words && [".", ",", ""].contains(&next)
}

fn is_past(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && (Class::IrregularPast.has(word) || word.len() > 4 && word.ends_with("ed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    /// The people whom `text` has beside those at `tagged`.
    fn added(text: &str, tagged: &[&str]) -> Vec<String> {
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let mut people: Vec<Tagged> = tagged
            .iter()
            .filter_map(|name| text.find(name).map(|at| Span::new(at, at + name.len())))
            .map(|span| Tagged { span, kind: EntityKind::Person, score: 1.0 })
            .collect();
        add_missed(&reading, &mut people);
        assert!(people.is_sorted_by_key(|m| m.span));
        let new = people.iter().filter(|m| m.score < 1.0);
        new.map(|m| text[m.span].to_owned()).collect()
    }

    #[test]
    fn a_family_name_that_comes_back_is_a_name() {
        let tagged = ["Ana Ng'ang'a", "Ben Brook"];
        let of = |rest: &str| added(&format!("Ana Ng'ang'a met Ben Brook. {rest}"), &tagged);
        assert_eq!(of("Ng'ang'a left."), ["Ng'ang'a"]);
        assert_eq!(of("She saw Brook there."), ["Brook"]);
        for rest in [
            "Brook trout is dear.",
            "The brook was dry. She saw Brook there.",
            "She saw Alder Brook there.",
            "She was in Brook-Alder.",
            "Ng'ang",
        ] {
            assert!(of(rest).is_empty(), "{rest}");
        }
    }

    #[test]
    fn a_given_name_where_nothing_else_can_stand_is_a_name() {
        for (text, names) in [
            ("Will raised money.", &["Will"][..]),
            ("Will lost it.", &["Will"]),
            ("Will tired nurses stay?", &[]),
            ("Will they stay.", &[]),
            ("“It is late,” said June.", &["June"]),
            ("“It is late,” said June and July.", &[]),
            ("It was said June would be wet.", &[]),
        ] {
            assert_eq!(added(text, &[]), names, "{text}");
        }
    }
}
