//! Tags to mentions.

use super::bounds::{
    are_one, are_one_firm, are_turned_round, firm, is_of_place, names_nothing, nicknamed, person,
    thing, town_and_state, with_apostrophe, with_ending, with_initials, with_syllable,
    without_party, without_titles,
};
use super::missed::add_missed;
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
        let firm = firm(reading, span).filter(|_| new.kind == EntityKind::Person);
        let new = Tagged {
            kind: if firm.is_some() { EntityKind::Organization } else { new.kind },
            ..new
        };
        let span = firm.unwrap_or(span);
        let (span, state) = match new.kind {
            EntityKind::Location => town_and_state(reading, span),
            EntityKind::Person => (with_free_initials(reading, span, &out), None),
            EntityKind::Organization | EntityKind::Miscellaneous => (span, None),
        };
        for span in [Some(span), state].into_iter().flatten() {
            add(reading, Tagged { span, ..new }, &mut out);
        }
    }
    with_nicknames(reading, &mut out);
    add_missed(reading, &mut out);
    Ok(out)
}

/// The score of a name that its form alone shows: a given name, a nickname in marks, another name.
pub(super) const SCORE_OF_FORM: f32 = 0.5;

/// Makes the names on both sides of a nickname, and it, one person's.
fn with_nicknames(reading: &Reading<'_>, tagged: &mut Vec<Tagged>) {
    let mut whole: Vec<Tagged> = Vec::new();
    for name in nicknamed(reading) {
        let [before, after] = [name.before, name.after].map(|word| touching(tagged, word));
        let is_person = |m: &&Tagged| m.kind == EntityKind::Person;
        let people = || before.iter().chain(after).filter(is_person);
        if !name.is_given && (before.is_empty() || people().next().is_none()) {
            continue;
        }
        let names = before.iter().chain(after).map(|m| m.span).chain([name.before, name.after]);
        let Some(span) = names.reduce(Span::join).filter(|s| s.len() <= LONGEST) else { continue };
        if whole.last().is_none_or(|last| last.span.end <= span.start) {
            let score = people().map(|m| m.score).fold(SCORE_OF_FORM, f32::max);
            whole.push(Tagged { span, kind: EntityKind::Person, score });
        }
    }
    if !whole.is_empty() {
        tagged.retain(|m| touching(&whole, m.span).is_empty());
        tagged.append(&mut whole);
        tagged.sort_by_key(|m| m.span);
    }
}

/// Those of `tagged`, which are in order and do not overlap, that share a byte with `span`.
pub(super) fn touching(tagged: &[Tagged], span: Span) -> &[Tagged] {
    let from = tagged.partition_point(|m| m.span.end <= span.start);
    let to = tagged.partition_point(|m| m.span.start < span.end);
    &tagged[from..to.max(from)]
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
        name = with_apostrophe(reading, name);
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
    let is_firm = is_firm_of_two(reading, before, &new);
    if whole.len() <= LONGEST
        && (is_turned
            || is_firm
            || before.kind == new.kind && are_one(reading, before.span, new.span, new.kind))
    {
        if is_turned {
            before.kind = EntityKind::Person;
        } else if is_firm {
            before.kind = EntityKind::Organization;
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

/// Whether two mentions are the name of one organization: "Fletcher & Dunne", "District of Alder".
fn is_firm_of_two(reading: &Reading<'_>, before: &Tagged, new: &Tagged) -> bool {
    let may_be = |m: &Tagged| matches!(m.kind, EntityKind::Person | EntityKind::Organization);
    if before.kind == EntityKind::Organization && new.kind == EntityKind::Location {
        return is_of_place(reading, before.span, new.span);
    }
    may_be(before) && may_be(new) && are_one_firm(reading, before.span, new.span)
}
