//! Mentions to entities: which names of a document name the same thing.

mod brackets;
mod kinds;
mod people;
mod short_names;
mod thing_forms;
mod things;

use std::cmp::Reverse;
use std::collections::HashMap;

use brackets::named_before_brackets;
use kinds::agree_on_kinds;
use people::People;
use things::Things;

use super::bounds::title_before;
use super::decode::Tagged;
use super::{Entities, Entity, Mention};
use crate::error::Error;
use crate::kinds::{EntityKind, Gender};
use crate::lexicon::normal_tokens;
use crate::limits::Allowance;
use crate::text::Reading;

/// Puts the mentions of one thing together.
///
/// People: a full name takes the names that share its last token and whose first token occurs in
/// it; a single token takes the person whose last, or else first, token it is, where there are
/// several the one of the right gender, spoken of most so far. Everything else: the same words; an
/// acronym takes the name whose initials it is, or behind which the text shows it in brackets; an
/// organization's first or last words take the one organization that begins or ends with them.
pub(super) fn join(
    reading: &Reading<'_>,
    mut tagged: Vec<Tagged>,
    allowance: &Allowance<'_>,
) -> Result<Entities, Error> {
    let text = reading.text;
    let names: Vec<Vec<String>> = tagged.iter().map(|m| tokens(&text[m.span], m.kind)).collect();
    agree_on_kinds(reading, &mut tagged, &names);
    let is_person = |m: &Tagged| m.kind == EntityKind::Person;
    let mut people =
        People::new(tagged.iter().zip(&names).filter(|(m, _)| is_person(m)).map(|(_, name)| name));
    let mut things = Things::new(
        tagged
            .iter()
            .zip(&names)
            .filter(|(m, _)| !is_person(m))
            .map(|(m, name)| (name.as_slice(), &text[m.span], m.kind)),
    );
    for (i, m) in tagged.iter().enumerate() {
        allowance.check_at(i)?;
        if is_person(m) {
            people.add_full(i, &names[i]);
        } else if let Some(name) = named_before_brackets(text, &tagged[..i], m.span) {
            let id = things.find(&names[name], &text[tagged[name].span], tagged[name].kind);
            things.add_shown(&names[i], id);
        }
    }
    let mut key: Vec<Key> = Vec::with_capacity(tagged.len());
    for (i, m) in tagged.iter().enumerate() {
        allowance.check_at(i)?;
        key.push(if is_person(m) {
            let gender = title_before(reading, m.span).unwrap_or_default();
            let spelled =
                text[..m.span.start].ends_with('@').then(|| people.spelled(&names[i])).flatten();
            Key::Person(spelled.unwrap_or_else(|| people.find(i, &names[i], gender)))
        } else {
            Key::Thing(things.find(&names[i], &text[m.span], m.kind))
        });
    }
    Ok(collect(text, tagged, &key, &people))
}

/// The tokens of a name, a person's in the order "Ana Kovic" though it is written "Kovic, Ana".
pub(super) fn tokens(written: &str, kind: EntityKind) -> Vec<String> {
    match written.split_once(',') {
        Some((family, given)) if kind == EntityKind::Person => {
            [normal_tokens(given), normal_tokens(family)].concat()
        }
        _ => normal_tokens(written),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Person(usize),
    Thing(usize),
}

fn collect(text: &str, tagged: Vec<Tagged>, keys: &[Key], people: &People) -> Entities {
    let mut out = Entities::default();
    let mut ids: HashMap<Key, usize> = HashMap::new();
    for (m, &key) in tagged.into_iter().zip(keys) {
        let id = *ids.entry(key).or_insert_with(|| {
            let gender = match key {
                Key::Person(person) => people.gender(person),
                Key::Thing(_) => Gender::Unknown,
            };
            out.entities.push(Entity {
                name: String::new(),
                kind: m.kind,
                mentions: Vec::new(),
                gender,
            });
            out.entities.len() - 1
        });
        out.entities[id].mentions.push(out.mentions.len());
        out.mentions.push(Mention { span: m.span, kind: m.kind, score: m.score, entity: id });
    }
    for entity in &mut out.entities {
        entity.name = shown(text, entity, &out.mentions);
        entity.kind = commonest_kind(entity, &out.mentions);
    }
    out
}

/// The mention whose words have support: of names of several words those that end with the word that
/// stands alone, then those that stand twice or more, else all, and of these the longest: "Kovic"
/// shows that "Ana Kovic Wins" is a slip. Among equals one that is not all capitals, then the one that
/// stands more often, then one as it is spoken, then the longest, then the first.
fn shown(text: &str, entity: &Entity, mentions: &[Mention]) -> String {
    let words = |i: usize| &text[mentions[i].span];
    let name = |i: usize| tokens(words(i), mentions[i].kind);
    let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
    for &i in &entity.mentions {
        *counts.entry(name(i)).or_default() += 1;
    }
    let alone = counts.iter().filter(|(name, _)| name.len() == 1);
    let alone = alone.max_by_key(|(name, count)| (**count, Reverse(*name)));
    let alone = alone.and_then(|(name, _)| name.last());
    let rank = |i: &usize| {
        let (name, words) = (name(*i), words(*i));
        let count = counts.get(&name).copied().unwrap_or_default();
        let is_full = name.len() > 1 && alone.is_some_and(|alone| name.last() == Some(alone));
        let has_support = name.len() > 1 && count > 1;
        let is_shouted = !words.contains(char::is_lowercase);
        let is_spoken = !words.contains(',');
        (is_full, has_support, name.len(), !is_shouted, count, is_spoken, words.len(), Reverse(*i))
    };
    let best = entity.mentions.iter().max_by_key(|i| rank(i));
    let best = best.map_or("", |&i| words(i));
    let best: String = best.chars().filter(|c| !is_half_a_pair(best, *c)).collect();
    best.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a bracket has no partner in a name: "Coach (Ana) Kovic", of which "Ana) Kovic" is tagged.
fn is_half_a_pair(name: &str, c: char) -> bool {
    let lacks = |pair: [char; 2]| {
        pair.contains(&c) && name.matches(pair[0]).count() != name.matches(pair[1]).count()
    };
    lacks(['(', ')']) || lacks(['[', ']'])
}

fn commonest_kind(entity: &Entity, mentions: &[Mention]) -> EntityKind {
    let mut counts: Vec<(EntityKind, f32)> = Vec::new();
    for &i in &entity.mentions {
        match counts.iter_mut().find(|(kind, _)| *kind == mentions[i].kind) {
            Some((_, sum)) => *sum += mentions[i].score,
            None => counts.push((mentions[i].kind, mentions[i].score)),
        }
    }
    // The first of the largest, so that ties go to the kind that came first.
    counts
        .iter()
        .fold(
            (entity.kind, f32::NEG_INFINITY),
            |best, &(kind, sum)| if sum > best.1 { (kind, sum) } else { best },
        )
        .0
}
