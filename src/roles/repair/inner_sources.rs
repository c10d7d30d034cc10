//! "“The whole stand was chanting, ‘Go home!’ and I left,” he said": a cue that the model tags right
//! before words in other words, without its source, has that before it.

use super::inner_quotations::{Inside, inside};
use crate::entities::Entities;
use crate::roles::{RoleSpan, Roles, overlapping, rules};
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    for Inside { passage, clause, .. } in inside(reading) {
        let [cue] = overlapping(&roles.cues, clause) else { continue };
        let is_beside = cue.span.end <= passage.outer.start
            && reading.is_mark(Span::new(cue.span.end, passage.outer.start));
        if is_beside && overlapping(&roles.sources, clause).is_empty() {
            found.extend(rules::inner_source(reading, entities, clause, cue.span));
        }
    }
    found.into_iter().for_each(|source| roles.add_source(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};

    #[test]
    fn a_cue_in_a_quotation_has_its_source_before_it() {
        for (text, cue, source) in [
            (
                "“The whole stand was chanting, ‘Go!’ and I left,” he said.",
                "chanting",
                "The whole stand",
            ),
            ("“My mother was shouting ‘Stop,’ then,” he said.", "shouting", "My mother"),
            ("“It was raining, shouting ‘Stop’ was no use,” he said.", "shouting", ""),
            ("The whole stand was chanting, ‘Go!’", "chanting", ""),
        ] {
            let at = text.find(cue).expect("there");
            let cue = RoleSpan { span: Span::new(at, at + cue.len()), score: 0.9 };
            let roles = Roles { cues: vec![cue], ..Roles::default() };
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.sources).join("|"), source, "{text}");
        }
    }
}
