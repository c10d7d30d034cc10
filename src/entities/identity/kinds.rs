//! One kind a name: what a text tags now as a person and now as a thing is one of both.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::thing_forms::without_form;
use crate::entities::bounds::title_before;
use crate::entities::decode::Tagged;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::Reading;

/// Of an organization's first words so many at most are a short name.
const MOST_FIRST_WORDS: usize = 8;
/// A name that is tagged as a person is one, if its mean score is as high.
const SURE: f32 = 0.75;

/// Gives mentions of one name one kind. A place and an organization of one name stay both: a city
/// and its team.
pub(super) fn agree_on_kinds(reading: &Reading<'_>, tagged: &mut [Tagged], names: &[Vec<String>]) {
    let known = Known::new(tagged, names);
    let kinds: Vec<EntityKind> = tagged
        .iter()
        .zip(names)
        .map(|(m, name)| {
            // What stands behind a title is somebody.
            let has_title = || title_before(reading, m.span).is_some();
            match m.kind {
                EntityKind::Person if has_title() => EntityKind::Person,
                EntityKind::Person => known.of_person(name),
                _ if known.is_of_person_alone(name)
                    && (has_title() || may_be_person(reading, m)) =>
                {
                    EntityKind::Person
                }
                kind => known.of_thing(name, kind),
            }
        })
        .collect();
    for (m, kind) in tagged.iter_mut().zip(kinds) {
        m.kind = kind;
    }
}

/// Whether what is tagged as a place or an organization, not surely, stands where a person may:
/// "Fairfax left", not "in Fairfax" or "the Fairfax".
fn may_be_person(reading: &Reading<'_>, mention: &Tagged) -> bool {
    let before = reading.before(mention.span.start).next().unwrap_or_default().to_lowercase();
    let is_thing = match mention.kind {
        EntityKind::Location => Class::Preposition.has(&before),
        EntityKind::Organization => {
            Class::Preposition.has(&before) || Class::Determiner.has(&before)
        }
        EntityKind::Person | EntityKind::Miscellaneous => true,
    };
    mention.score < SURE && !is_thing
}

/// What a text says of its names.
#[derive(Debug, Default)]
struct Known<'n> {
    /// The parts of people's full names.
    of_people: HashSet<&'n str>,
    /// Organizations and their first words, run together.
    organizations: HashSet<String>,
    /// The first words of organizations alone.
    short_names: HashSet<String>,
    names: HashMap<&'n [String], Evidence>,
}

/// How often, and how surely, a name is tagged as what: sums of scores.
#[derive(Debug, Default)]
struct Evidence {
    person: f32,
    /// The number of mentions as a person.
    people: f32,
    things: BTreeMap<EntityKind, f32>,
}

impl<'n> Known<'n> {
    fn new(tagged: &[Tagged], names: &'n [Vec<String>]) -> Self {
        let mut known = Self::default();
        for (m, name) in tagged.iter().zip(names) {
            known.names.entry(name).or_default().add(m);
            match m.kind {
                EntityKind::Person if name.len() > 1 => {
                    known.of_people.extend(name.iter().map(String::as_str));
                }
                EntityKind::Organization => {
                    let core = without_form(name);
                    let most = core.len().min(MOST_FIRST_WORDS);
                    known.organizations.extend((1..=most).map(|n| core[..n].concat()));
                    let fewer = most.min(name.len().saturating_sub(1));
                    known.short_names.extend((1..=fewer).map(|n| core[..n].concat()));
                }
                _ => {}
            }
        }
        known
    }

    /// What a name is that is tagged as a person: a thing, if it is tagged as one more often, or in
    /// doubt and the short name of an organization ("Quay" of Quay Motors); but not where it is a
    /// part of a person's full name.
    fn of_person(&self, name: &[String]) -> EntityKind {
        let known = self.names.get(name).filter(|_| !self.is_of_person(name));
        let thing = known.and_then(|known| {
            let is_short = known.is_doubtful() && self.organizations.contains(&name.concat());
            known.thing().or(is_short.then_some(EntityKind::Organization))
        });
        thing.unwrap_or(EntityKind::Person)
    }

    /// What a name is that is tagged as this kind of thing: a person, if it is a part of one's full
    /// name and mostly tagged as one; another kind, if it is tagged so more often and one of the two
    /// is that of all other things.
    fn of_thing(&self, name: &[String], kind: EntityKind) -> EntityKind {
        let Some(known) = self.names.get(name) else { return kind };
        match known.thing() {
            None if self.is_of_person(name) && !self.organizations.contains(&name.concat()) => {
                EntityKind::Person
            }
            Some(best) if [best, kind].contains(&EntityKind::Miscellaneous) => best,
            _ => kind,
        }
    }

    /// Whether a name is a part of a person's full name, and no short one of an organization.
    fn is_of_person_alone(&self, name: &[String]) -> bool {
        self.is_of_person(name) && !self.short_names.contains(&name.concat())
    }

    fn is_of_person(&self, name: &[String]) -> bool {
        matches!(name, [only] if self.of_people.contains(only.as_str()))
    }
}

impl Evidence {
    fn add(&mut self, m: &Tagged) {
        if m.kind == EntityKind::Person {
            self.person += m.score;
            self.people += 1.0;
        } else {
            *self.things.entry(m.kind).or_default() += m.score;
        }
    }

    fn is_doubtful(&self) -> bool {
        self.person < SURE * self.people
    }

    /// The kind of thing that the name is, if it is tagged as one more often than as a person.
    fn thing(&self) -> Option<EntityKind> {
        let all: f32 = self.things.values().sum();
        let (kind, _) = self.things.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        (all > self.person).then_some(*kind)
    }
}
