//! "Kovic, whom the Post once called “a fox”, said": where the model leaves the verb out, what somebody is
//! called would be words of whoever speaks behind it.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::rules::SCORE;
use crate::roles::spans::free;
use crate::roles::{RoleSpan, Roles, relative_clause};
use crate::text::{Passage, Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    let passages = reading.passages.all().iter().filter(|p| p.depth == 0);
    for verb in passages.filter_map(|p| naming_verb(reading, p)) {
        if free(roles, verb) {
            roles.add_cue(RoleSpan { span: verb, score: SCORE });
        }
    }
}

/// The verb of such a clause, right before a passage.
fn naming_verb(reading: &Reading<'_>, passage: &Passage) -> Option<Span> {
    let verb = reading.spans_before(passage.outer.start).next()?;
    let names = Class::NamingVerb.has(&reading.text[verb].to_lowercase());
    (names && relative_clause(reading, verb).is_some()).then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, content, repaired};

    #[test]
    fn a_verb_that_names_in_a_relative_clause_is_a_cue() {
        let text = "Kovic, whom the Post once called “a fox”, left. She called “a friend”.";
        let found = repaired(text, &[], Roles::default(), repair);
        assert_eq!(all(text, &found.cues), ["called"]);
        let found = repaired(text, &[], content(text, 0..text.len()), repair);
        assert!(found.cues.is_empty(), "it stands in what somebody says");
    }
}
