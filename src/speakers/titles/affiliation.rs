//! Whom somebody speaks for: "a spokeswoman for Quay Ferries".

use std::collections::HashMap;

use crate::entities::{Entities, Mention};
use crate::kinds::EntityKind;
use crate::lexicon::marks::is_apostrophe;
use crate::lexicon::{Class, TitlePart};
use crate::text::{Reading, Span, is_possessive_ending};

/// The organization that a title names: of several the first behind its noun, else the last before.
pub(super) fn of_title(reading: &Reading<'_>, entities: &Entities, title: Span) -> Option<usize> {
    let mut inside = organizations(entities, title);
    let joined = inside
        .clone()
        .find(|(span, _)| reading.before(span.start).take(2).any(|w| Class::Preposition.has(w)));
    // "Quay Ferries' chief executive": whose it is stands before the title.
    let owner = || owner(reading, entities, title.start);
    joined.or_else(|| inside.next_back()).or_else(owner).map(|(_, entity)| entity)
}

/// The organization that the words of a source name, of several the last: "the Quay Ferries poll".
pub(super) fn of_source(entities: &Entities, source: Span) -> Option<usize> {
    organizations(entities, source).next_back().map(|(_, entity)| entity)
}

/// The organizations in whose name people speak without a title: "Ana Kovic of Quay Ferries",
/// "Quay Ferries' Ana Kovic", "Ana Kovic, Quay Ferries".
pub(super) fn beside_names(
    reading: &Reading<'_>,
    entities: &Entities,
) -> HashMap<usize, (Span, usize)> {
    let mut out = HashMap::new();
    for person in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let found = behind(reading, entities, person.span)
            .or_else(|| owner(reading, entities, person.span.start));
        if let Some(organization) = found {
            out.entry(person.entity).or_insert(organization);
        }
    }
    out
}

/// Words and marks between a name and the organization behind it.
const BETWEEN: usize = 3;

fn behind(reading: &Reading<'_>, entities: &Entities, name: Span) -> Option<(Span, usize)> {
    let next = entities.ending_after(name.end).filter(|m| is_organization(entities, m))?;
    let sentence = reading.sentences.get(reading.sentence_at(name.start))?;
    if next.span.end > sentence.end || next.span.start < name.end {
        return None;
    }
    let between: Vec<&str> = reading
        .spans_after(name.end)
        .take_while(|w| w.end <= next.span.start)
        .take(BETWEEN + 1)
        .map(|w| &reading.text[w])
        .collect();
    let after = reading.after(next.span.end).next();
    let is_set_off = after.is_none_or(|w| matches!(w, "," | "." | ":" | ")" | ";"));
    let belongs = match between.as_slice() {
        ["," | "("] => is_set_off,
        [",", word, rest @ ..] | [word, rest @ ..] => {
            TitlePart::Affiliating.lists(word) && matches!(rest, [] | ["the"])
        }
        [] => false,
    };
    belongs.then_some((next.span, next.entity))
}

/// The organization whose possessive stands right before the byte at `start`.
fn owner(reading: &Reading<'_>, entities: &Entities, start: usize) -> Option<(Span, usize)> {
    let mut before = reading.spans_before(start);
    let ending = before.next()?;
    let shown = &reading.text[ending];
    if !is_possessive_ending(shown) && !shown.chars().all(is_apostrophe) {
        return None;
    }
    let until = entities.mentions.partition_point(|m| m.span.start < ending.start);
    let owner = entities.mentions[..until].last()?;
    (is_organization(entities, owner) && owner.span.end + ending.len() >= ending.end)
        .then_some((owner.span, owner.entity))
}

fn organizations(
    entities: &Entities,
    within: Span,
) -> impl DoubleEndedIterator<Item = (Span, usize)> + Clone {
    let inside = entities.overlapping(within).iter();
    inside.filter(|m| is_organization(entities, m)).map(|m| (m.span, m.entity))
}

/// Whether a name is an organization's here, and mostly: a city whose team shares its name stays one.
fn is_organization(entities: &Entities, mention: &Mention) -> bool {
    let mostly = entities.entities.get(mention.entity).map(|e| e.kind);
    [Some(mention.kind), mostly] == [Some(EntityKind::Organization); 2]
}
