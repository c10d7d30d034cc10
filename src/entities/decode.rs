//! Tags to mentions.

use super::bounds::{
    are_one, are_turned_round, names_nothing, person, thing, town_and_state, with_ending,
    with_initials, with_syllable, without_party, without_titles,
};
use crate::error::Error;
use crate::kinds::EntityKind;
use crate::limits::Allowance;
use crate::model::TagSpan;
use crate::text::{Reading, Span, is_place_of_dateline};

/// A mention that has no entity yet.
#[derive(Clone, Debug)]
pub(super) struct Tagged {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) score: f32,
}

/// No name is longer, in bytes.
const LONGEST: usize = 512;

/// The mentions that `tags` mark; one that names nothing is dropped.
pub(super) fn mentions(
    reading: &Reading<'_>,
    tags: &[TagSpan<EntityKind>],
    allowance: &Allowance<'_>,
) -> Result<Vec<Tagged>, Error> {
    let mut out: Vec<Tagged> = Vec::new();
    for (step, tag) in tags.iter().enumerate() {
        allowance.check_at(step)?;
        let Some(new) = tagged(reading, tag) else { continue };
        let Some(span) = bounded(reading, &new) else { continue };
        let (span, state) = match new.kind {
            EntityKind::Location => town_and_state(reading, span),
            EntityKind::Person => (with_free_initials(reading, span, &out), None),
            EntityKind::Organization | EntityKind::Miscellaneous => (span, None),
        };
        for span in [Some(span), state].into_iter().flatten() {
            add(reading, Tagged { span, ..new }, &mut out);
        }
    }
    Ok(out)
}

/// What a tag marks.
fn tagged(reading: &Reading<'_>, tag: &TagSpan<EntityKind>) -> Option<Tagged> {
    let first = reading.words.get(tag.first)?;
    let last = reading.words.get(tag.last.checked_sub(1)?)?;
    let span = first.span.join(last.span);
    // "PORT ALDER (Herald) —" looks like many things.
    let kind = match tag.kind {
        EntityKind::Person | EntityKind::Organization if is_place_of_dateline(reading, span) => {
            EntityKind::Location
        }
        kind => kind,
    };
    (span.len() <= LONGEST).then_some(Tagged { span, kind, score: tag.score })
}

/// The rules for where a name begins and ends, in order: each goes on from what the one before it
/// left.
fn bounded(reading: &Reading<'_>, tagged: &Tagged) -> Option<Span> {
    let mut name = tagged.span;
    if tagged.kind == EntityKind::Person {
        name = person(reading, name)?;
        name = without_titles(reading, name);
        name = with_syllable(reading, name);
        name = with_ending(reading, name);
    } else {
        name = thing(reading, name, tagged.kind)?;
        name = with_ending(reading, name);
        name = without_party(reading, name);
    }
    (!names_nothing(reading, name, tagged.kind)).then_some(name)
}

/// A person's name with the initials before it, unless the letter is the end of the mention before:
/// "He left Alder B. Kovic stayed."
fn with_free_initials(reading: &Reading<'_>, name: Span, before: &[Tagged]) -> Span {
    let whole = with_initials(reading, name);
    let is_taken =
        before.last().is_some_and(|b| b.span.start < whole.start && b.span.end > whole.start);
    if is_taken { name } else { whole }
}

/// Puts a mention behind those before it, or joins it to the last one, whose name it is a part of.
fn add(reading: &Reading<'_>, new: Tagged, out: &mut Vec<Tagged>) {
    // Initials that were tagged apart from their name.
    while out.last().is_some_and(|before| before.span.start >= new.span.start) {
        out.pop();
    }
    let Some(before) = out.last_mut() else {
        out.push(new);
        return;
    };
    // The name before has taken the rest of a word that was tagged apart.
    if before.span.end > new.span.start {
        return;
    }
    let whole = before.span.join(new.span);
    let is_turned = is_turned_name(reading, before, &new);
    if whole.len() <= LONGEST
        && (is_turned
            || before.kind == new.kind && are_one(reading, before.span, new.span, new.kind))
    {
        if is_turned {
            before.kind = EntityKind::Person;
        }
        let (old_length, length) = (before.span.len() as f32, new.span.len() as f32);
        before.score = (before.score * old_length + new.score * length) / (old_length + length);
        before.span = whole;
    } else {
        out.push(new);
    }
}

/// Whether two mentions are one person's name, family name first. "Harbour Board, Ana Kovic" and
/// "Paris, France" are two.
fn is_turned_name(reading: &Reading<'_>, before: &Tagged, new: &Tagged) -> bool {
    let may_be = |m: &Tagged| m.kind == EntityKind::Person || !reading.text[m.span].contains(' ');
    let are_places = before.kind == EntityKind::Location && new.kind == EntityKind::Location;
    may_be(before) && may_be(new) && !are_places && are_turned_round(reading, before.span, new.span)
}
