//! "“The whole stand was chanting, ‘Go home!’ and I left,” he said", "“The coach told us, ‘Run,’ and
//! we ran,” he said": a cue that the model tags before words in other words, without its source, has
//! that before it.

use super::inner_quotations::{Inside, inside};
use crate::entities::Entities;
use crate::roles::{RoleSpan, Roles, overlapping, rules};
use crate::text::{Reading, Span};

/// The most words between a cue and what it reports: who is told.
const LISTENERS: usize = 2;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    for Inside { passage, clause, .. } in inside(reading) {
        let [cue] = overlapping(&roles.cues, clause) else { continue };
        if cue.span.end > passage.outer.start {
            continue;
        }
        let gap = Span::new(cue.span.end, passage.outer.start);
        let listeners = reading.count_words(gap, LISTENERS + 1);
        let is_set_off = reading.text[gap].trim_end().ends_with([',', ':']);
        let is_beside = listeners == 0 || listeners <= LISTENERS && is_set_off;
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
            ("“The coach told us, ‘Run,’ and we ran,” he said.", "told", "The coach"),
            ("“The coach told us that it was ‘over’,” he said.", "told", ""),
            ("“The fans claim to have ‘won’,” he said.", "claim", ""),
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
