//! "The prime minister, Olaf Stern,": a description and the name set off behind it are one source,
//! whether the model tags them as two, or stops before the name.

use crate::entities::{Entities, Mention};
use crate::kinds::EntityKind;
use crate::roles::spans::free;
use crate::roles::{RoleSpan, Roles};
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut sources: Vec<RoleSpan> = Vec::with_capacity(roles.sources.len());
    for source in std::mem::take(&mut roles.sources) {
        match sources.last_mut() {
            Some(last) if are_one(reading, entities, last.span, source.span) => {
                last.span = last.span.join(source.span);
                last.score = last.score.min(source.score);
            }
            _ => sources.push(source),
        }
    }
    for i in 0..sources.len() {
        let span = sources[i].span;
        let next = sources.get(i + 1).map_or(usize::MAX, |s| s.span.start);
        if let Some(name) = name_behind(reading, entities, span)
            && name.span.end <= next
            && free(roles, Span::new(span.end, name.span.end))
        {
            sources[i].span.end = name.span.end;
        }
    }
    roles.sources = sources;
}

fn are_one(reading: &Reading<'_>, entities: &Entities, description: Span, name: Span) -> bool {
    let names_person = || {
        entities
            .starting_in(name)
            .next()
            .is_some_and(|(_, m)| m.kind == EntityKind::Person && m.span.start == name.start)
    };
    reading.text.get(description.end..name.start) == Some(", ")
        && entities.overlapping(description).is_empty()
        && names_person()
}

/// The person named right behind a source that names nobody and ends with the comma, or before it.
fn name_behind<'e>(
    reading: &Reading<'_>,
    entities: &'e Entities,
    source: Span,
) -> Option<&'e Mention> {
    let name = entities.ending_after(source.end)?;
    let gap = reading.text.get(source.end..name.span.start)?;
    let is_set_off = gap.chars().all(|c| ", ".contains(c))
        && reading.text.get(source.start..name.span.start)?.ends_with(", ");
    (name.kind == EntityKind::Person && is_set_off && entities.overlapping(source).is_empty())
        .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn a_description_and_the_name_behind_it_are_one_source() {
        for (text, tagged, right) in [
            (
                "The prime minister, Olaf Stern, declined to say.",
                &["The prime minister", "Olaf Stern"][..],
                &["The prime minister, Olaf Stern"][..],
            ),
            (
                "The prime minister and Olaf Stern declined to say.",
                &["The prime minister", "Olaf Stern"],
                &["The prime minister", "Olaf Stern"],
            ),
            (
                "Ana Kovic, Olaf Stern, and others declined to say.",
                &["Ana Kovic", "Olaf Stern"],
                &["Ana Kovic", "Olaf Stern"],
            ),
            (
                "her neighbour, Olaf Stern, said so",
                &["her neighbour"],
                &["her neighbour, Olaf Stern"],
            ),
            (
                "her neighbour, Olaf Stern, said so",
                &["her neighbour,"],
                &["her neighbour, Olaf Stern"],
            ),
            ("her neighbour saw Olaf Stern", &["her neighbour"], &["her neighbour"]),
        ] {
            let names: Vec<&str> =
                ["Ana Kovic", "Olaf Stern"].into_iter().filter(|n| text.contains(n)).collect();
            let found = repaired(text, &names, sources(text, tagged), repair);
            assert_eq!(all(text, &found.sources), right, "{text}");
        }
    }
}
