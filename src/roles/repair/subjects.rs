//! "Nissan is hoping that …": a verb that the model tags as a cue without its source has its subject
//! right before it.

use crate::entities::Entities;
use crate::roles::spans::free;
use crate::roles::{RoleSpan, Roles, overlapping, rules};
use crate::text::Reading;

/// Words behind a cue among which a source may follow.
const REACH: usize = 3;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    for cue in &roles.cues {
        let Some(subject) = rules::subject(reading, entities, cue.span) else { continue };
        let behind = reading.spans_after(cue.span.end).take(REACH).last();
        let near = subject.span.join(behind.map_or(cue.span, |w| w.join(cue.span)));
        let is_taken = found.last().is_some_and(|f| f.span.overlaps(subject.span))
            || !overlapping(&roles.sources, near).is_empty()
            || !free(roles, subject.span);
        if !is_taken {
            found.push(RoleSpan { span: subject.span, score: cue.score });
        }
    }
    found.into_iter().for_each(|source| roles.add_source(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};
    use crate::text::Span;

    #[test]
    fn the_name_or_pronoun_before_a_verb_is_its_subject() {
        for (text, cue, source) in [
            ("Ana Kovic is hoping that it is safe.", "hoping", "Ana Kovic"),
            ("She would believe it.", "believe", "She"),
            ("She would be expected to.", "expected", ""),
            ("It is also considering a bridge.", "considering", "It"),
            ("Ana Kovic, 46, who told the board that it was safe.", "told", "who"),
            ("Ana Kovic is believed to be safe.", "believed", ""),
            ("Ana Kovic is believed to be safe.", "is believed", ""),
            ("Players who wanted to leave did.", "wanted", ""),
            ("The house of Ana Kovic suggested so.", "suggested", ""),
            ("He or she said so.", "said", ""),
            ("Rain is hoped for.", "hoped", ""),
        ] {
            let at = text.find(cue).expect("there");
            let span = Span::new(at, at + cue.len());
            let roles = Roles { cues: vec![RoleSpan { span, score: 0.9 }], ..Roles::default() };
            let named: &[&str] = if text.contains("Ana Kovic") { &["Ana Kovic"] } else { &[] };
            let found = repaired(text, named, roles, repair);
            assert_eq!(all(text, &found.sources).join("|"), source, "{text}");
        }
    }
}
