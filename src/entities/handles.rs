//! Names outside of running text: handles of social media, labels in capitals.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Entities;
use super::substrings::{LONGEST_HANDLE, substrings};
use crate::kinds::EntityKind;
use crate::lexicon::normal_tokens;

/// Of the entities that one key leads to, the most that are kept or looked at.
const MOST_OF_A_KEY: usize = 256;

/// What the people and organizations of a text are called, so that each handle and label is looked
/// up and not compared with all of them.
#[derive(Debug)]
pub(crate) struct NameIndex<'e> {
    entities: &'e Entities,
    /// By the tokens of a name run together: all of them, or the first and the last.
    run_together: HashMap<String, Vec<usize>>,
    /// Last token, first token, entity; sorted.
    ends: Vec<(String, String, usize)>,
    /// People by the last token of their names, and by whether there is another: none, or which one
    /// comes first.
    people: HashMap<(String, FirstToken), usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum FirstToken {
    Any,
    None,
    Is(String),
}

impl<'e> NameIndex<'e> {
    pub(crate) fn new(entities: &'e Entities) -> Self {
        let mut out = Self {
            entities,
            run_together: HashMap::new(),
            ends: Vec::new(),
            people: HashMap::new(),
        };
        for (i, entity) in entities.entities.iter().enumerate() {
            if matches!(entity.kind, EntityKind::Person | EntityKind::Organization) {
                let tokens = normal_tokens(&entity.name);
                if entity.kind == EntityKind::Person {
                    out.add_person(i, &tokens);
                }
                out.add(i, &tokens);
            }
        }
        out.ends.sort_unstable();
        out
    }

    fn add(&mut self, entity: usize, tokens: &[String]) {
        let mut keys = vec![tokens.concat()];
        if let [first, .., last] = tokens {
            keys.push(format!("{first}{last}"));
            self.ends.push((last.clone(), first.clone(), entity));
        }
        keys.dedup();
        for key in keys {
            let known = self.run_together.entry(key).or_default();
            if known.len() < MOST_OF_A_KEY {
                known.push(entity);
            }
        }
    }

    fn add_person(&mut self, entity: usize, tokens: &[String]) {
        let Some(last) = tokens.last() else { return };
        let first =
            if tokens.len() < 2 { FirstToken::None } else { FirstToken::Is(tokens[0].clone()) };
        for first in [FirstToken::Any, first] {
            let known = self.people.get(&(last.clone(), first.clone())).copied();
            let best =
                known.into_iter().chain([entity]).max_by_key(|&i| self.fame(i)).unwrap_or(entity);
            self.people.insert((last.clone(), first), best);
        }
    }

    /// More mentions come first, then the earlier entity.
    fn fame(&self, entity: usize) -> (usize, Reverse<usize>) {
        (self.entities.entities[entity].mentions.len(), Reverse(entity))
    }

    /// The entity whose name the handle (without its @) spells: all tokens of a name run together,
    /// or a name's last token where the rest of the handle is the start of its first. Of several
    /// the one with the longest name.
    pub(crate) fn of_handle(&self, handle: &str) -> Option<usize> {
        let own: String = handle.to_lowercase();
        let handle: String =
            handle.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let name = |entity: usize| self.entities.entities[entity].name.as_str();
        // The tagger may have taken the handle itself for a name.
        let best = |found: &mut dyn Iterator<Item = usize>| {
            found
                .filter(|&i| name(i).trim_start_matches('@').to_lowercase() != own)
                .max_by_key(|&i| (name(i).len(), Reverse(i)))
        };
        let spelled = |key: &str| self.run_together.get(key).into_iter().flatten().copied();
        // Three letters and fewer turn up in any handle.
        best(&mut substrings(&handle).filter(|key| key.len() > 3).flat_map(spelled)).or_else(|| {
            best(
                &mut self
                    .with_initial(&handle)
                    .chain(spelled(&handle).filter(|_| !handle.is_empty())),
            )
        })
    }

    /// The entities whose last token ends `handle`, where what is before it begins their first.
    fn with_initial<'s>(&'s self, handle: &'s str) -> impl Iterator<Item = usize> + 's {
        let cuts = handle
            .char_indices()
            .map(|(at, _)| handle.split_at(at))
            .filter(|(_, last)| (4..=LONGEST_HANDLE).contains(&last.len()));
        cuts.flat_map(|(start, last)| {
            let from =
                self.ends.partition_point(|(l, f, _)| (l.as_str(), f.as_str()) < (last, start));
            self.ends[from..]
                .iter()
                .take(MOST_OF_A_KEY)
                .take_while(move |(l, f, _)| l == last && f.starts_with(start))
                .map(|&(.., i)| i)
        })
    }

    /// The person whose last name ends `label` ("GOV. KOVIC"), the one with most mentions where
    /// there are several.
    pub(crate) fn of_label(&self, label: &str) -> Option<usize> {
        let wanted = normal_tokens(label);
        let last = wanted.last()?;
        let of = |first| self.people.get(&(last.clone(), first)).copied();
        if wanted.len() < 2 {
            return of(FirstToken::Any);
        }
        let found = [of(FirstToken::None), of(FirstToken::Is(wanted[0].clone()))];
        found.into_iter().flatten().max_by_key(|&i| self.fame(i))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Gender};
    use super::*;

    #[test]
    fn handles_are_matched_to_the_names_they_spell() {
        let entity = |name: &str, kind| Entity {
            name: name.to_owned(),
            kind,
            mentions: vec![],
            gender: Gender::Unknown,
        };
        let entities = Entities {
            mentions: vec![],
            entities: vec![
                entity("Ana Maria Kovic", EntityKind::Person),
                entity("Kovic Works", EntityKind::Organization),
                entity("Bo Li", EntityKind::Person),
                entity("Rome", EntityKind::Location),
            ],
        };
        let names = NameIndex::new(&entities);
        assert_eq!(names.of_handle("realAnaKovic"), Some(0));
        assert_eq!(names.of_handle("AKovic"), Some(0));
        assert_eq!(names.of_handle("kovicworks_official"), Some(1));
        assert_eq!(names.of_label("MAYOR KOVIC"), Some(0));
        assert_eq!(names.of_label("Q"), None);
        assert_eq!(names.of_handle("bo_li"), Some(2));
        assert_eq!(names.of_handle("Boli"), Some(2));
        assert_eq!(names.of_handle("rome"), None);
        assert_eq!(names.of_handle("someoneelse"), None);
        assert_eq!(names.of_handle(""), None);
    }
    #[test]
    fn of_several_the_longest_name_or_the_most_spoken_of_is_meant() {
        let entity = |name: &str, mentions: usize| Entity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            mentions: (0..mentions).collect(),
            gender: Gender::Unknown,
        };
        let entities = Entities {
            mentions: vec![],
            entities: vec![
                entity("Ana Kovic", 1),
                entity("Ben Kovic", 3),
                entity("Kovic", 2),
                entity("@AnaKovic", 9),
                entity("Ada Kovic", 1),
            ],
        };
        let names = NameIndex::new(&entities);
        assert_eq!(names.of_label("KOVIC"), Some(1));
        assert_eq!(names.of_label("ANA KOVIC"), Some(2));
        assert_eq!(names.of_label("ANA REYL"), None);
        // The fourth is the handle itself. "Kovic" is spelled in each, which counts for more than
        // an initial.
        assert_eq!(names.of_handle("AnaKovic"), Some(0));
        assert_eq!(names.of_handle("AKovic"), Some(2));
        assert_eq!(names.of_handle("bkovic"), Some(2));
    }
}
