//! "Kovic, whom colleagues call “the fox”, said": who says what in a relative clause stands between the
//! pronoun and the verb, and where the model leaves that out, whoever is described would say it.

use crate::entities::Entities;
use crate::roles::spans::free;
use crate::roles::{Clause, RoleSpan, Roles, overlapping, relative_clause};
use crate::text::Reading;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    let mut found: Vec<(Clause, f32)> = Vec::new();
    for cue in &roles.cues {
        let Some(clause) = relative_clause(reading, cue.span) else { continue };
        let near = clause.subject.join(cue.span);
        // "Whom" says nothing, "whose" not alone, and "whose | lawyers" not without it.
        let is_other = |s: &RoleSpan| s.span != clause.pronoun && !lacks_whose(s, &clause);
        let is_taken = found.last().is_some_and(|(f, _)| f.subject.overlaps(clause.subject))
            || overlapping(&roles.sources, near).iter().any(is_other);
        if !is_taken && free(roles, clause.subject) {
            found.push((clause, cue.score));
        }
    }
    let is_part = |s: &RoleSpan| {
        let behind = found.partition_point(|(f, _)| f.pronoun.start <= s.span.start);
        let clause = behind.checked_sub(1).map(|last| &found[last].0);
        clause.is_some_and(|f| s.span == f.pronoun || f.subject.covers(s.span))
    };
    roles.sources.retain(|s| !is_part(s));
    for (Clause { subject, .. }, score) in found {
        roles.add_source(RoleSpan { span: subject, score });
    }
}

/// Whether a source is the subject without the "whose" that it begins with.
fn lacks_whose(source: &RoleSpan, clause: &Clause) -> bool {
    let Clause { pronoun, subject } = clause;
    subject.covers(*pronoun) && source.span.start > pronoun.start && source.span.end == subject.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};
    use crate::text::Span;

    #[test]
    fn who_says_it_stands_between_the_pronoun_and_the_verb() {
        for (text, cue, tagged, right) in [
            ("Kovic, whom colleagues call “the fox”, left.", "call", &[][..], "colleagues"),
            ("Kovic, whom the Post once called “a fox”, left.", "called", &[], "the Post"),
            ("Kovic, whose lawyers argue that he is ill, left.", "argue", &[], "whose lawyers"),
            ("Kovic, whose lawyers argue so, left.", "argue", &["lawyers"], "whose lawyers"),
            ("Kovic, whom they all call “the fox”, left.", "call", &["whom"], "they all"),
            ("Kovic, whom they call “the fox”, left.", "call", &["they"], "they"),
            ("Kovic, whom, people say, nobody saw, left.", "say", &[], ""),
            ("Kovic, who said no, left.", "said", &[], ""),
        ] {
            let mut roles = sources(text, tagged);
            let at = text.find(cue).expect("there");
            roles.cues = vec![RoleSpan { span: Span::new(at, at + cue.len()), score: 0.9 }];
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.sources).join("|"), right, "{text}");
        }
    }
}
