//! Whom of the caller's list a text speaks of.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::identity::tokens;
use super::{Entities, Entity};
use crate::kinds::EntityKind;
use crate::known::KnownEntities;
use crate::text::Reading;

impl Entities {
    /// Finds the entities that are on the list, gives them its name and kind, and makes one of those
    /// that are one there. Returns for each entity its number on the list.
    pub(crate) fn settle(
        &mut self,
        reading: &Reading<'_>,
        known: &KnownEntities,
    ) -> Vec<Option<usize>> {
        let names: Vec<Vec<Vec<String>>> =
            self.entities.iter().map(|e| self.names(reading, e)).collect();
        let numbers: Vec<Option<usize>> = self
            .entities
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(i, (entity, own))| {
                whole(entity, own, known).or_else(|| alone(i, &names, self, known))
            })
            .collect();
        self.merge(&numbers, known)
    }

    /// The different names of an entity, in normal words, the longest first.
    fn names(&self, reading: &Reading<'_>, entity: &Entity) -> Vec<Vec<String>> {
        let mentions = entity.mentions.iter().filter_map(|m| self.mentions.get(*m));
        let names: HashSet<Vec<String>> = mentions
            .map(|m| tokens(&reading.text[m.span], m.kind))
            .filter(|n| !n.is_empty())
            .collect();
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|name| (Reverse(name.len()), name.clone()));
        names
    }

    /// Makes one entity of those with one number, in the place of the first.
    fn merge(&mut self, numbers: &[Option<usize>], known: &KnownEntities) -> Vec<Option<usize>> {
        let mut of_number: HashMap<usize, usize> = HashMap::new();
        let mut place: Vec<usize> = Vec::with_capacity(numbers.len());
        let mut out = Vec::with_capacity(numbers.len());
        let all = std::mem::take(&mut self.entities);
        for (mut entity, number) in all.into_iter().zip(numbers) {
            let new = self.entities.len();
            let at = number.map_or(new, |n| *of_number.entry(n).or_insert(new));
            place.push(at);
            if let Some(listed) = number.and_then(|n| known.entity(n)) {
                listed.name.clone_into(&mut entity.name);
                entity.kind = listed.kind;
            }
            match self.entities.get_mut(at) {
                Some(first) => {
                    first.mentions.append(&mut entity.mentions);
                    first.mentions.sort_unstable();
                }
                None => {
                    self.entities.push(entity);
                    out.push(*number);
                }
            }
        }
        for mention in &mut self.mentions {
            let Some(&at) = place.get(mention.entity) else { continue };
            mention.entity = at;
            if let (Some(Some(_)), Some(entity)) = (out.get(at), self.entities.get(at)) {
                mention.kind = entity.kind;
            }
        }
        out
    }
}

/// The one on the list who has one of the names as a whole; of several names the longest tells.
fn whole(entity: &Entity, names: &[Vec<String>], known: &KnownEntities) -> Option<usize> {
    names.iter().find_map(|name| {
        let number = known.named(&name.join(" "))?;
        let kind = known.entity(number)?.kind;
        // "Jordan" is a country and a player: one word does not settle what it is.
        let suits =
            name.len() > 1 || entity.kind == kind || entity.kind == EntityKind::Miscellaneous;
        suits.then_some(number)
    })
}

/// The one on the list whose last name stands alone all over the text, where nobody else in it has
/// that name.
fn alone(
    index: usize,
    names: &[Vec<Vec<String>>],
    entities: &Entities,
    known: &KnownEntities,
) -> Option<usize> {
    let is_person =
        |i: usize| entities.entities.get(i).is_some_and(|e| e.kind == EntityKind::Person);
    let [name] = names.get(index)?.as_slice() else { return None };
    let [word] = name.as_slice() else { return None };
    let number = known.surnamed(word).filter(|_| is_person(index))?;
    let others = names.iter().enumerate().filter(|(i, _)| *i != index && is_person(*i));
    let is_shared = others.flat_map(|(_, names)| names).any(|name| name.last() == Some(word));
    (!is_shared).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Mention;
    use crate::kinds::Gender;
    use crate::known::KnownEntity;
    use crate::text::{InputFormat, PlainText, Span};

    /// The entities of a text whose names are all its words, and whom they are found to be.
    fn settled(text: &str, kinds: &[EntityKind]) -> Vec<(String, EntityKind, Option<usize>)> {
        let list = [
            KnownEntity::new("1", "Ana Kovic", EntityKind::Person).alias("Lady Quay"),
            KnownEntity::new("2", "Ben Brandt", EntityKind::Person),
            KnownEntity::new("3", "Quay Ferries", EntityKind::Organization).alias("QF"),
            KnownEntity::new("4", "Alder", EntityKind::Person),
        ];
        let known = KnownEntities::new(list).expect("it is a list");
        let plain = PlainText::new(text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let mut entities = Entities::default();
        let mut at = 0;
        for (id, (name, kind)) in text.split(", ").zip(kinds).enumerate() {
            let span = Span::new(at, at + name.len());
            at = span.end + 2;
            entities.mentions.push(Mention { span, kind: *kind, score: 1.0, entity: id });
            let (name, gender) = (name.to_owned(), Gender::Unknown);
            entities.entities.push(Entity { name, kind: *kind, mentions: vec![id], gender });
        }
        let numbers = entities.settle(&reading, &known);
        assert!(entities.mentions.iter().all(|m| m.entity < entities.entities.len()));
        let entities = entities.entities.into_iter().zip(numbers);
        entities.map(|(e, number)| (e.name, e.kind, number)).collect()
    }

    #[test]
    fn a_name_of_the_list_settles_who_and_what_it_is() {
        use EntityKind::{Location, Organization, Person};
        let one = |text, kind| settled(text, &[kind]).pop().expect("there is one");
        assert_eq!(one("Ana Kovic", Location), ("Ana Kovic".to_owned(), Person, Some(0)));
        assert_eq!(one("QF", Organization), ("Quay Ferries".to_owned(), Organization, Some(2)));
        assert_eq!(one("Kovic", Person).2, Some(0));
        assert_eq!(one("Kovic", Location).2, None);
        assert_eq!(one("Alder", Location).2, None);
        assert_eq!(one("Eva Kovic", Person).2, None);
        assert_eq!(settled("Kovic, Eva Kovic", &[Person, Person])[0].2, None);
    }

    #[test]
    fn two_names_of_one_become_one_entity() {
        let kinds = [EntityKind::Person; 3];
        let found = settled("Lady Quay, Ben Brandt, Ana Kovic", &kinds);
        let numbers: Vec<_> = found.iter().map(|(_, _, number)| *number).collect();
        assert_eq!(numbers, [Some(0), Some(1)]);
    }
}
