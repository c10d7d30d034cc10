//! The words of a text that give somebody's post, occupation or affiliation: "chief executive of
//! Quay Ferries".

use std::collections::HashMap;

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::marks::joins_words;
use crate::lexicon::{self, Class, Pronoun, is_title};
use crate::text::{Reading, Span, is_possessive_ending};

/// The most words and marks of a title.
const LONGEST: usize = 14;

/// The title of each person that the text gives one: of several the longest, of those the first.
pub(super) fn titles(reading: &Reading<'_>, entities: &Entities) -> HashMap<usize, Span> {
    let mut out: HashMap<usize, Span> = HashMap::new();
    let mut last_person = 0;
    for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let sentence = reading.sentences.get(reading.sentence_at(mention.span.start));
        let sentence = sentence.copied().unwrap_or(mention.span);
        let before = reading.spans_before(mention.span.start);
        let from = sentence.start.max(last_person);
        let before: Vec<Span> = before.take_while(|w| w.start >= from).take(LONGEST + 2).collect();
        let after = reading.spans_after(mention.span.end);
        let after: Vec<Span> =
            after.take_while(|w| w.end <= sentence.end).take(LONGEST + 4).collect();
        last_person = mention.span.end;
        let near = Near { reading, before, after };
        for found in
            [near.right_before(), near.set_apart(), near.apposition()].into_iter().flatten()
        {
            let known = out.entry(mention.entity).or_insert(found);
            if found.len() > known.len() {
                *known = found;
            }
        }
    }
    out
}

/// The words of a noun phrase without its determiner: "a club spokesman".
pub(super) fn without_determiner(reading: &Reading<'_>, span: Span) -> Span {
    let mut words = reading.words[reading.words_in(span)].iter().map(|w| w.span);
    let first = words.find(|w| !opens(&reading.text[*w]));
    first.map_or(span, |w| Span::new(w.start.max(span.start), span.end))
}

/// The words on both sides of a name, the nearest first, in its sentence.
struct Near<'a> {
    reading: &'a Reading<'a>,
    before: Vec<Span>,
    after: Vec<Span>,
}

impl Near<'_> {
    /// "Port Alder mayor" before "Ana Kovic".
    fn right_before(&self) -> Option<Span> {
        let before = self.behind_courtesy(&self.before);
        let last = *before.first()?;
        if !is_post(self.shown(last)) {
            return None;
        }
        let ends = |w: &&Span| {
            let shown = self.shown(**w);
            self.reading.is_mark(**w)
                || opens(shown)
                || is_possessive_ending(shown)
                || Class::DescriptionBound.has(&shown.to_lowercase())
                || Class::ReportingVerb.has(&shown.to_lowercase())
        };
        let first = before.iter().take(LONGEST).take_while(|w| !ends(w)).last()?;
        Some(Span::new(first.start, last.end))
    }

    /// "The director of the museum, Ana Kovic,": the name is set apart by commas.
    fn set_apart(&self) -> Option<Span> {
        let before = self.behind_courtesy(&self.before);
        let (comma, phrase) = before.split_first()?;
        let follows = self.after.first().is_none_or(|w| self.reading.is_mark(*w));
        if self.shown(*comma) != "," || !follows {
            return None;
        }
        let last = *phrase.first()?;
        let mut found = None;
        // The noun of the words from here on: the last one before a preposition.
        let mut noun = last;
        for word in phrase.iter().take(LONGEST) {
            let shown = self.shown(*word);
            if opens(shown) || is_possessive_ending(shown) {
                if is_post(self.shown(noun)) && word.end < noun.start {
                    found = Some(Span::new(word.end, last.end));
                }
            } else if Class::Preposition.has(shown) {
                let at = phrase.iter().position(|w| w == word)?;
                noun = *phrase.get(at + 1)?;
            } else if self.reading.is_mark(*word) || Class::ReportingVerb.has(shown) {
                break;
            }
        }
        found.map(|f| self.trimmed(f))
    }

    /// ", 46, the director of the museum," behind "Ana Kovic".
    fn apposition(&self) -> Option<Span> {
        let mut words = self.after.iter().copied().peekable();
        words.next_if(|w| self.shown(*w) == ",")?;
        words.next_if(|w| Class::AgeWord.has(self.shown(*w)));
        if words.next_if(|w| self.shown(*w).chars().all(|c| c.is_ascii_digit())).is_some() {
            words.next_if(|w| self.shown(*w) == ",")?;
        }
        while words.next_if(|w| opens(self.shown(*w))).is_some() {}
        let first = *words.peek()?;
        let ends = |w: &Span| {
            let shown = self.shown(*w);
            let lower = shown.to_lowercase();
            let joins = shown.chars().all(joins_words) || is_possessive_ending(shown);
            (self.reading.is_mark(*w) && !joins)
                || Pronoun::of(&lower).is_some_and(Pronoun::is_relative)
                || Class::ReportingVerb.has(&lower)
        };
        let title: Vec<Span> = words.take(LONGEST).take_while(|w| !ends(w)).collect();
        let last = *title.last()?;
        let has_post = title.iter().any(|w| is_post(self.shown(*w)));
        has_post.then(|| self.trimmed(Span::new(first.start, last.end)))
    }

    /// Without a "Mr" or "Dr" that stands first.
    fn behind_courtesy<'w>(&self, before: &'w [Span]) -> &'w [Span] {
        let from = usize::from(before.first().is_some_and(|w| self.shown(*w) == "."));
        match before[from..].split_first() {
            Some((first, rest)) if is_title(self.shown(*first)) && !is_post(self.shown(*first)) => {
                rest
            }
            _ => before,
        }
    }

    /// Without spaces and stops at its ends.
    fn trimmed(&self, span: Span) -> Span {
        let shown = &self.reading.text[span];
        let start = span.end - shown.trim_start().len();
        let end =
            span.start + shown.trim_end_matches(|c: char| c.is_whitespace() || c == '.').len();
        Span::new(start, end.max(start))
    }

    fn shown(&self, word: Span) -> &str {
        &self.reading.text[word]
    }
}

/// Whether a word is a noun for what somebody is.
fn is_post(word: &str) -> bool {
    let lower = word.to_lowercase();
    lexicon::is_person(&lower) || lexicon::is_post(&lower)
}

/// Whether a word begins a noun phrase.
fn opens(word: &str) -> bool {
    let lower = word.to_lowercase();
    [Class::Definite, Class::Indefinite, Class::Possessive].iter().any(|class| class.has(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Entity, Mention};
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn what_somebody_is_stands_around_their_name() {
        for (text, title) in [
            ("Port Alder mayor Ana Kovic left.", Some("Port Alder mayor")),
            ("It was said that Prime Minister Ana Kovic left.", Some("Prime Minister")),
            (
                "It was Ana Kovic, 46, the director of the museum, who left.",
                Some("director of the museum"),
            ),
            ("Ana Kovic, a spokeswoman for the port.", Some("spokeswoman for the port")),
            ("The director of the museum, Ana Kovic, left.", Some("director of the museum")),
            ("Its chairwoman, Ana Kovic, left.", Some("chairwoman")),
            ("She cheered Ana Kovic, but left.", None),
            ("Ana Kovic", None),
        ] {
            let at = text.find("Ana Kovic").expect("she is there");
            let span = Span::new(at, at + "Ana Kovic".len());
            let kind = EntityKind::Person;
            let (name, gender) = ("Ana Kovic".to_owned(), Gender::Female);
            let entities = Entities {
                mentions: vec![Mention { span, kind, score: 1.0, entity: 0 }],
                entities: vec![Entity { name, kind, mentions: vec![0], gender }],
            };
            let plain = PlainText::new(text, InputFormat::Text);
            let found = titles(&Reading::new(&plain), &entities);
            assert_eq!(found.get(&0).map(|t| &text[*t]), title, "{text}");
        }
    }

    #[test]
    fn a_noun_phrase_is_a_title_without_its_determiner() {
        let text = "another club spokesman";
        let plain = PlainText::new(text, InputFormat::Text);
        let span = without_determiner(&Reading::new(&plain), Span::new(0, text.len()));
        assert_eq!(&text[span], "club spokesman");
    }
}
