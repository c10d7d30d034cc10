//! "Kovic, whom rivals call “a menace”, said": the subject before the aside is a source, whether the
//! model tags it or only who speaks inside of the aside.

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::roles::spans::free;
use crate::roles::{RoleSpan, Roles, aside_before, overlapping};
use crate::text::{Reading, after_dateline};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    for cue in &roles.cues {
        let Some(aside) = aside_before(reading, cue.span) else { continue };
        let subject = after_dateline(reading, aside.subject);
        let is_taken = found.last().is_some_and(|f| f.span.overlaps(subject))
            || !overlapping(&roles.sources, subject).is_empty()
            || !free(roles, subject);
        let is_named = entities.overlapping(subject).iter().any(|m| {
            m.span.end == subject.end
                && matches!(m.kind, EntityKind::Person | EntityKind::Organization)
        });
        let first = reading.after(subject.start).next().unwrap_or_default().to_lowercase();
        if !is_taken && (is_named || Class::Determiner.has(&first)) {
            found.push(RoleSpan { span: subject, score: cue.score });
        }
    }
    found.into_iter().for_each(|source| roles.add_source(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};
    use crate::text::Span;

    #[test]
    fn the_subject_before_an_aside_is_a_source() {
        for (text, names, tagged, right) in [
            (
                "Ana Kovic, whom rivals call “a fox”, said no.",
                &["Ana Kovic"][..],
                &["rivals"][..],
                &["Ana Kovic", "rivals"][..],
            ),
            ("The mayor, who left, said no.", &[], &["The mayor"], &["The mayor"]),
            ("The mayor, who left, said no.", &[], &[], &["The mayor"]),
            ("Yesterday, who left, said no.", &[], &[], &[]),
        ] {
            let mut roles = sources(text, tagged);
            let at = text.find("said").expect("there");
            roles.cues = vec![RoleSpan { span: Span::new(at, at + 4), score: 0.9 }];
            let found = repaired(text, names, roles, repair);
            assert_eq!(all(text, &found.sources), right, "{text}");
        }
    }
}
