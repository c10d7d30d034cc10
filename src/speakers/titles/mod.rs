//! The words of a text that give somebody's post, occupation or affiliation: "chief executive of
//! Quay Ferries".

mod address;
mod affiliation;
mod before;
mod behind;
mod called;
mod near;
mod phrase;
mod several;
mod words;

use std::collections::HashMap;

use self::affiliation::{of_source, of_title};
use self::near::Near;
use self::phrase::{Phrase, title};
use self::several::{Row, are_joined};
use self::words::Words;
use crate::entities::{Entities, Mention};
use crate::kinds::EntityKind;
use crate::lexicon::TitlePart;
use crate::text::{Reading, Span};

/// The most words and marks of a sentence before and behind a name that are looked at.
const BEFORE: usize = 22;
const BEHIND: usize = 26;
/// Of two titles of one kind the longer one wins, up to so many bytes; of these the first.
const LONG: usize = 60;
/// What a title that stands for its bearer ("the director said") has to be longer by.
const NOMINAL: usize = 10;

/// Where a title was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Beside the name.
    Beside,
    /// In place of the name.
    Nominal,
    /// What the sentence says of who is named.
    Said,
}

/// How much a title tells; the first of the greatest is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    /// Two for what somebody does, one for whose they are or that they are one of many, none for what
    /// tells hardly anything.
    telling: u8,
    is_said: std::cmp::Reverse<bool>,
    length: usize,
}

/// The titles of a text.
pub(super) struct Titles<'a> {
    words: Words<'a>,
    entities: &'a Entities,
    best: HashMap<usize, (Worth, Span)>,
    /// The organizations that stand beside the names of people.
    organizations: HashMap<usize, (Span, usize)>,
}

/// What a text says of a speaker beside the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// The words that give post, occupation or affiliation.
    pub(crate) title: Option<Span>,
    /// The entity that is spoken for.
    pub(crate) affiliation: Option<usize>,
}

impl<'a> Titles<'a> {
    /// The titles beside the names of people.
    pub(super) fn beside_names(reading: &'a Reading<'a>, entities: &'a Entities) -> Self {
        let words = Words::new(reading);
        let names = names(reading, entities, &words);
        let mut found: Vec<(usize, Place, Phrase)> = Vec::new();
        for (entity, near) in &names {
            let beside = [
                near.before(),
                near.called(),
                near.set_apart(),
                near.apposition(),
                near.bracketed(),
            ];
            let said = [near.said_to_be(), near.as_what(), near.duty()];
            found.extend(beside.into_iter().flatten().map(|p| (*entity, Place::Beside, p)));
            found.extend(said.into_iter().flatten().map(|p| (*entity, Place::Said, p)));
        }
        for row in names.chunk_by(|(_, a), (_, b)| are_joined(&words, a.end, b.name)) {
            let shared = Row::of(&words, row).and_then(|row| row.title());
            found
                .extend(shared.iter().flat_map(|p| row.iter().map(|(e, _)| (*e, Place::Said, *p))));
        }
        let organizations = affiliation::beside_names(reading, entities);
        let mut out = Self { words, entities, best: HashMap::new(), organizations };
        for (entity, place, phrase) in found {
            out.add(entity, place, phrase);
        }
        out
    }

    /// The words at `span` stand for the entity: "the director said".
    pub(super) fn add_nominal(&mut self, entity: usize, span: Span) {
        if self.entities.entities.get(entity).is_some_and(|e| e.kind == EntityKind::Person) {
            let words = self.words.of(span);
            if let Some(phrase) = title(&self.words, words.start, words.end) {
                self.add(entity, Place::Nominal, phrase);
            }
        }
    }

    /// What the text says of an entity. Without a title it is the organization that stands beside
    /// the name: "Ana Kovic of Quay Ferries".
    pub(super) fn of(&self, entity: usize) -> Profile {
        let beside = self.organizations.get(&entity).copied();
        let title = self.best.get(&entity).map(|(_, span)| *span);
        let named = title.and_then(|title| of_title(self.words.reading, self.entities, title));
        Profile {
            title: title.or_else(|| beside.map(|(span, _)| span)),
            affiliation: named.or_else(|| beside.map(|(_, entity)| entity)),
        }
    }

    /// The words at `label`, which stand for the name of whoever speaks, where they say what that
    /// one is: "MODERATOR:".
    pub(super) fn label(&self, label: Span) -> Option<Span> {
        let words = self.words.of(label);
        let is_noun =
            |p: &Phrase| self.words.look(p.head).is_lower() || self.words.is_office(p.head);
        let found = title(&self.words, words.start, words.end);
        found.filter(|p| p.end == words.end && is_noun(p)).map(|_| label)
    }

    /// What the words at `source`, which name nobody, say of whoever speaks. The phrase
    /// at `title` gives their title.
    pub(super) fn of_unnamed(&self, source: Option<Span>, title: Option<Span>) -> Profile {
        let title = title.and_then(|phrase| self.of_phrase(phrase));
        let named = title.and_then(|title| of_title(self.words.reading, self.entities, title));
        Profile { title, affiliation: named.or_else(|| of_source(self.entities, source?)) }
    }

    /// What of a noun phrase is a title: "club spokesman" of "a club spokesman who asked not to be
    /// named", nothing of "a woman".
    fn of_phrase(&self, span: Span) -> Option<Span> {
        let words = self.words.of(span);
        match title(&self.words, words.start, words.end) {
            Some(phrase) => {
                let is_anybody = self.words.look(phrase.head).has(TitlePart::Anybody);
                (!is_anybody).then(|| self.words.span(phrase.first, phrase.end))
            }
            None => {
                let first = words.clone().find(|i| !self.words.look(*i).opens)?;
                Some(self.words.span(first, words.end))
            }
        }
    }

    fn add(&mut self, entity: usize, place: Place, phrase: Phrase) {
        let span = self.words.span(phrase.first, phrase.end);
        let worth = self.worth(place, phrase, span);
        let known = self.best.entry(entity).or_insert((worth, span));
        if worth > known.0 {
            *known = (worth, span);
        }
    }

    fn worth(&self, place: Place, phrase: Phrase, span: Span) -> Worth {
        let head = self.words.look(phrase.head);
        let mut of_words = (phrase.first..phrase.end).map(|i| self.words.look(i));
        let is_mere = of_words.all(|l| l.is_mark || l.has(TitlePart::Rank));
        let telling = if is_mere || head.has(TitlePart::Anybody) {
            0
        } else if head.has(TitlePart::Kin) || self.words.look(phrase.first).opens {
            1
        } else {
            2
        };
        let shorter = if place == Place::Nominal { NOMINAL } else { 0 };
        Worth {
            telling,
            is_said: std::cmp::Reverse(place == Place::Said),
            length: span.len().min(LONG).saturating_sub(shorter),
        }
    }
}

/// The names of people, each with its entity and what stands around it.
fn names<'w>(
    reading: &Reading<'_>,
    entities: &Entities,
    words: &'w Words<'_>,
) -> Vec<(usize, Near<'w>)> {
    let mut last_person = Span::new(0, 0);
    let people = entities.mentions.iter().filter(|m| m.kind == EntityKind::Person);
    let of = |mention: &Mention| {
        let sentence = reading.sentences.get(reading.sentence_at(mention.span.start));
        let sentence = words.of(sentence.copied().unwrap_or(mention.span));
        let mut name = words.of(mention.span);
        // "Ambassador Ana Kovic", as one name.
        while name.len() > 1 && words.is_office(name.start) {
            name.start += 1;
        }
        let mut spoken = reading.words.partition_point(|w| w.span.end <= last_person.end);
        // "Ben Brandt's lawyer, Ana Kovic".
        if words.look(spoken).owns {
            spoken = words.of(last_person).start;
        }
        let near = Near {
            words,
            from: sentence.start.max(spoken).max(name.start.saturating_sub(BEFORE)),
            name: name.start,
            end: name.end,
            limit: sentence.end.min(name.end + BEHIND),
        };
        last_person = mention.span;
        (mention.entity, near)
    };
    people.map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Entity;
    use crate::kinds::Gender;
    use crate::text::{InputFormat, PlainText, suite};

    fn entities(text: &str, names: &[(&str, EntityKind)]) -> Entities {
        let mut out = Entities::default();
        for (id, (name, kind)) in names.iter().enumerate() {
            let Some(at) = text.find(name) else { continue };
            let span = Span::new(at, at + name.len());
            out.mentions.push(Mention { span, kind: *kind, score: 1.0, entity: id });
        }
        for (id, (name, kind)) in names.iter().enumerate() {
            let mentions = (0..out.mentions.len()).filter(|m| out.mentions[*m].entity == id);
            let (name, gender) = ((*name).to_owned(), Gender::Unknown);
            let mentions = mentions.collect();
            out.entities.push(Entity { name, kind: *kind, mentions, gender });
        }
        out.mentions.sort_by_key(|m| m.span);
        out
    }

    fn with_titles<T>(
        text: &str,
        names: &[(&str, EntityKind)],
        then: impl FnOnce(&mut Titles<'_>) -> T,
    ) -> T {
        let plain = PlainText::new(text, InputFormat::Text);
        let (reading, entities) = (Reading::new(&plain), entities(text, names));
        then(&mut Titles::beside_names(&reading, &entities))
    }

    /// `tests/data/titles.toml`: what each of the people of an input is.
    #[test]
    fn the_suite() {
        suite::run("titles.toml", |case| {
            let names: Vec<(&str, EntityKind)> =
                case.people.iter().map(|name| (name.as_str(), EntityKind::Person)).collect();
            let found = with_titles(&case.input, &names, |titles| {
                (0..names.len())
                    .map(|person| titles.of(person).title.map_or("", |title| &case.input[title]))
                    .collect::<Vec<_>>()
            });
            case.check(&found);
        });
    }

    #[test]
    fn a_label_is_a_title_where_it_says_what_somebody_is() {
        for (text, is) in
            [("MODERATOR", true), ("A port nurse", true), ("Ana Kovic", false), ("ALDER", false)]
        {
            let found = with_titles(text, &[], |t| t.label(Span::new(0, text.len())));
            assert_eq!(found.is_some(), is, "{text}");
        }
    }

    #[test]
    fn a_title_may_be_a_part_of_what_was_taken_for_the_name() {
        let text = "It was Port Alder's Ambassador Ana Kovic who left.";
        let names = [("Ambassador Ana Kovic", EntityKind::Person)];
        let found = with_titles(text, &names, |t| t.of(0).title);
        assert_eq!(found.map(|t| &text[t]), Some("Port Alder's Ambassador"));
    }

    #[test]
    fn whom_somebody_speaks_for_stands_in_the_title_or_beside_the_name() {
        for (text, title) in [
            ("Ana Kovic, head of Quay Ferries, left.", "head of Quay Ferries"),
            ("Quay Ferries' chief executive, Ana Kovic, left.", "Quay Ferries' chief executive"),
            ("Ana Kovic of Quay Ferries left.", "Quay Ferries"),
            ("Ana Kovic (Quay Ferries) left.", "Quay Ferries"),
            ("It was Quay Ferries' Ana Kovic who left.", "Quay Ferries"),
        ] {
            let names =
                [("Ana Kovic", EntityKind::Person), ("Quay Ferries", EntityKind::Organization)];
            let found = with_titles(text, &names, |t| t.of(0));
            assert_eq!(found.title.map(|t| &text[t]), Some(title), "{text}");
            assert_eq!(found.affiliation, Some(1), "{text}");
        }
    }

    #[test]
    fn a_city_is_no_organization_though_its_team_is_named_like_it() {
        let text = "Ana Kovic of Port Alder left.";
        let plain = PlainText::new(text, InputFormat::Text);
        let names = [("Ana Kovic", EntityKind::Person), ("Port Alder", EntityKind::Organization)];
        let mut entities = entities(text, &names);
        entities.entities[1].kind = EntityKind::Location;
        let found = Titles::beside_names(&Reading::new(&plain), &entities).of(0);
        assert_eq!((found.title, found.affiliation), (None, None));
    }

    #[test]
    fn who_has_no_name_has_the_title_of_their_phrase() {
        for (text, title) in [
            ("another club spokesman", "club spokesman"),
            ("a senior officer at the scene", "senior officer at the scene"),
            ("a fan who left", "fan"),
            ("her weir", "weir"),
        ] {
            let all = Some(Span::new(0, text.len()));
            let found = with_titles(text, &[], |t| t.of_unnamed(all, all));
            assert_eq!(found.title.map(|t| &text[t]), Some(title), "{text}");
        }
        let text = "the Quay Ferries poll";
        let names = [("Quay Ferries", EntityKind::Organization)];
        let all = Some(Span::new(0, text.len()));
        let found = with_titles(text, &names, |t| t.of_unnamed(all, None));
        assert_eq!((found.title, found.affiliation), (None, Some(0)));
    }

    #[test]
    fn what_stands_for_somebody_says_what_they_are() {
        let text = "Ana Kovic left. The director of the museum laughed.";
        let names = [("Ana Kovic", EntityKind::Person)];
        let at = text.find("The").expect("it is there");
        let nominal = Span::new(at, at + "The director of the museum".len());
        let found = with_titles(text, &names, |titles| {
            titles.add_nominal(0, nominal);
            titles.of(0).title
        });
        assert_eq!(found.map(|t| &text[t]), Some("director of the museum"));
    }
}
