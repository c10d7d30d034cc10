//! Noun phrases that speak of somebody without a name: "a senior police officer", "the poll",
//! "Prosecutors".

use super::nominal::modifies_noun;
use crate::entities::Entities;
use crate::kinds::{EntityKind, SpeakerKind};
use crate::lexicon::{self, Class, Pronoun};
use crate::text::{Reading, Span, is_possessive_ending};

/// The most words of a phrase behind its determiner.
const MOST_WORDS: usize = 7;
/// The bytes of the longest ending that a verb is known by.
const LONGEST_ENDING: usize = 3;

/// A noun phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) span: Span,
    /// Its noun.
    pub(super) noun: Span,
    pub(super) kind: SpeakerKind,
    /// Whether it brings in somebody new: "a", "two".
    pub(super) is_new: bool,
}

/// The phrases of a text, in its order.
pub(super) fn phrases(reading: &Reading<'_>, entities: &Entities) -> Vec<Phrase> {
    let text = reading.text;
    let mut out = Vec::new();
    for (i, word) in reading.words.iter().enumerate() {
        let lower = text[word.span].to_lowercase();
        let is_new = Class::Indefinite.has(&lower);
        // "That" is a conjunction far more often.
        let opens = is_new
            || Class::Possessive.has(&lower)
            || (Class::Definite.has(&lower) && !Class::Complementizer.has(&lower));
        let found = if opens {
            noun(reading, i + 1).map(|(noun, kind)| (word.span.start, noun, kind))
        } else if is_possessive_ending(&text[word.span]) {
            let before = entities.mentions.partition_point(|m| m.span.end <= word.span.end);
            let owner = entities.mentions[..before].last();
            let owner = owner.filter(|m| m.span.end >= word.span.start);
            owner.and_then(|m| noun(reading, i + 1).map(|(noun, kind)| (m.span.start, noun, kind)))
        } else if starts_sentence(reading, word.span) && is_plural(&lower) {
            Some((word.span.start, word.span, SpeakerKind::Group))
        } else {
            None
        };
        // "A statement" speaks for whoever issued it.
        if let Some((start, noun, kind)) = found
            && !is_named(entities, noun)
            && !is_apposition(reading, entities, start)
            && !Class::IssuedNoun.has(&text[noun])
        {
            out.push(Phrase { span: Span::new(start, noun.end), noun, kind, is_new });
        }
    }
    out
}

fn starts_sentence(reading: &Reading<'_>, word: Span) -> bool {
    reading.sentences.get(reading.sentence_at(word.start)).is_some_and(|s| s.start == word.start)
}

/// "Officials", "researchers": several of what one noun stands for.
fn is_plural(noun: &str) -> bool {
    noun.strip_suffix('s').is_some_and(lexicon::is_person)
}

/// The noun of the phrase whose words begin at index `from`, if it is one for somebody who speaks.
fn noun(reading: &Reading<'_>, from: usize) -> Option<(Span, SpeakerKind)> {
    let text = reading.text;
    let mut found = None;
    for (i, word) in reading.words.iter().enumerate().skip(from).take(MOST_WORDS) {
        let shown = &text[word.span];
        let lower = shown.to_lowercase();
        if ends_phrase(&lower) || reading.starts_block[i] {
            break;
        }
        if shown.starts_with(char::is_lowercase)
            && let Some(kind) = kind_of_noun(&lower)
        {
            found = Some((word.span, kind));
        } else if found.is_some() {
            // "The police horse" is about the horse, "the officer turned" about the officer.
            if !may_be_verb(&lower) {
                return None;
            }
            break;
        }
    }
    found
}

fn ends_phrase(word: &str) -> bool {
    !word.contains(char::is_alphanumeric)
        || modifies_noun(word)
        || Pronoun::of(word).is_some()
        || [
            Class::ReportingVerb,
            Class::ActingWord,
            Class::BeforeVerb,
            Class::Definite,
            Class::Indefinite,
            Class::Possessive,
            Class::Conjunction,
        ]
        .iter()
        .any(|class| class.has(word))
}

fn may_be_verb(word: &str) -> bool {
    let mut endings =
        (word.len().saturating_sub(LONGEST_ENDING)..word.len()).filter_map(|at| word.get(at..));
    Class::IrregularPast.has(word) || endings.any(|ending| Class::VerbEnding.has(ending))
}

fn kind_of_noun(noun: &str) -> Option<SpeakerKind> {
    match lexicon::kind(noun) {
        SpeakerKind::Group => {
            (Class::GroupNoun.has(noun) || is_plural(noun)).then_some(SpeakerKind::Group)
        }
        SpeakerKind::Unnamed => lexicon::is_person(noun).then_some(SpeakerKind::Unnamed),
        kind => Some(kind),
    }
}

/// Whether a name stands right behind a noun, or behind the comma after it: "the judge, Ana Kovic,"
/// speaks of Ana Kovic.
fn is_named(entities: &Entities, noun: Span) -> bool {
    entities.ending_after(noun.end).is_some_and(|m| {
        m.span.start <= noun.end + 2
            && (m.kind == EntityKind::Person || m.span.start <= noun.end + 1)
    })
}

/// Whether a phrase that begins at `start` stands behind a person's name and a comma: "Ana Kovic, a
/// guard at the pier" speaks of Ana Kovic.
fn is_apposition(reading: &Reading<'_>, entities: &Entities, start: usize) -> bool {
    let comma = reading.spans_before(start).next().filter(|w| &reading.text[*w] == ",");
    comma.is_some_and(|comma| {
        let before = entities.overlapping(Span::new(comma.start.saturating_sub(1), comma.start));
        before.iter().any(|m| m.kind == EntityKind::Person && m.span.end == comma.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    fn found(text: &str) -> Vec<(String, SpeakerKind, bool)> {
        let plain = PlainText::new(text, InputFormat::Text);
        let phrases = phrases(&Reading::new(&plain), &Entities::default());
        phrases.into_iter().map(|p| (text[p.span].to_owned(), p.kind, p.is_new)).collect()
    }

    #[test]
    fn who_has_no_name_is_brought_in_by_a_noun_phrase() {
        for (text, words, kind, is_new) in [
            (
                "A senior police officer at the dock left.",
                "A senior police officer",
                SpeakerKind::Unnamed,
                true,
            ),
            ("They read the poll.", "the poll", SpeakerKind::Document, false),
            ("Officials left early.", "Officials", SpeakerKind::Group, false),
            ("It annoyed her lawyer.", "her lawyer", SpeakerKind::Unnamed, false),
            ("The officer turned away.", "The officer", SpeakerKind::Unnamed, false),
        ] {
            assert_eq!(found(text), [(words.to_owned(), kind, is_new)], "{text}");
        }
        for text in ["The police horse bolted.", "A bridge fell.", "The", "a of"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
