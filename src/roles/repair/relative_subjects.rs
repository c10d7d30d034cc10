//! "Kovic, whom colleagues call “the fox”, said": who says what in a relative clause stands between the
//! pronoun and the verb, and where the model leaves that out, whoever is described would say it.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::spans::free;
use crate::roles::{Clause, RoleSpan, Roles, overlapping, relative_clause};
use crate::text::{Passage, Reading, Span};

/// What a cue that is added scores: right more often than not, less often than what is learned.
const SCORE: f32 = 0.7;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    for verb in reading.passages.all().iter().filter_map(|p| naming_verb(reading, p)) {
        if overlapping(&roles.cues, verb).is_empty() {
            roles.add_cue(RoleSpan { span: verb, score: SCORE });
        }
    }
    let mut found: Vec<(Clause, f32)> = Vec::new();
    for cue in &roles.cues {
        let Some(clause) = relative_clause(reading, cue.span) else { continue };
        let near = clause.subject.join(cue.span);
        // "Whom" says nothing, and "whose" not alone.
        let is_other = |s: &RoleSpan| s.span != clause.pronoun;
        let is_taken = found.last().is_some_and(|(f, _)| f.subject.overlaps(clause.subject))
            || overlapping(&roles.sources, near).iter().any(is_other);
        if !is_taken && free(roles, clause.subject) {
            found.push((clause, cue.score));
        }
    }
    let is_pronoun = |s: &RoleSpan| found.binary_search_by_key(&s.span, |(f, _)| f.pronoun).is_ok();
    roles.sources.retain(|s| !is_pronoun(s));
    for (Clause { subject, .. }, score) in found {
        roles.add_source(RoleSpan { span: subject, score });
    }
}

/// The verb of "whom the Post called “a fox”", right before that passage.
fn naming_verb(reading: &Reading<'_>, passage: &Passage) -> Option<Span> {
    let verb = reading.spans_before(passage.outer.start).next()?;
    let names = Class::NamingVerb.has(&reading.text[verb].to_lowercase());
    (passage.depth == 0 && names && relative_clause(reading, verb).is_some()).then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn a_verb_that_names_in_such_a_clause_is_a_cue() {
        let text = "Kovic, whom the Post once called “a fox”, left. She called “a friend”.";
        let found = repaired(text, &[], Roles::default(), repair);
        assert_eq!(all(text, &found.cues), ["called"]);
        assert_eq!(all(text, &found.sources), ["the Post"]);
    }

    #[test]
    fn who_says_it_stands_between_the_pronoun_and_the_verb() {
        for (text, cue, tagged, right) in [
            ("Kovic, whom colleagues call “the fox”, left.", "call", &[][..], "colleagues"),
            ("Kovic, whom the Post once called “a fox”, left.", "called", &[], "the Post"),
            ("Kovic, whose lawyers argue that he is ill, left.", "argue", &[], "whose lawyers"),
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
