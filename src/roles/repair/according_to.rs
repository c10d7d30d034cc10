//! "According to Kovic, the bridge is safe": where the model finds nothing that is reported, it is
//! the rest of the sentence.

use crate::entities::Entities;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    let mut found: Vec<RoleSpan> = Vec::new();
    for cue in &roles.cues {
        if !reading.text[cue.span].eq_ignore_ascii_case("according to") {
            continue;
        }
        let sentence = reading.sentences[reading.sentence_at(cue.span.start)];
        let is_taken = found.last().is_some_and(|f| f.span.end > sentence.start);
        if is_taken || !overlapping(&roles.contents, sentence).is_empty() {
            continue;
        }
        let behind = Span::new(cue.span.end, sentence.end.max(cue.span.end));
        let Some(source) = overlapping(&roles.sources, behind).first() else { continue };
        let before = Span::new(sentence.start, cue.span.start);
        let rest = if !reading.is_mark(before) {
            before
        } else {
            Span::new(source.span.end, sentence.end.max(source.span.end))
        };
        let rest = rest.trim(reading.text, |c| c.is_whitespace() || ",.;".contains(c));
        if !reading.is_mark(rest) {
            found.push(RoleSpan { span: rest, score: cue.score.min(source.score) });
        }
    }
    roles.contents.extend(found);
    roles.contents.sort_by_key(|r| r.span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired, sources};

    #[test]
    fn the_rest_of_the_sentence_is_what_is_reported() {
        for (text, right) in [
            ("According to Ana Kovic, the bridge is safe.", &["the bridge is safe"][..]),
            ("The bridge is safe, according to Ana Kovic.", &["The bridge is safe"]),
            ("According to Ana Kovic.", &[]),
        ] {
            let mut roles = sources(text, &["Ana Kovic"]);
            let at = text.to_lowercase().find("according to").expect("there");
            roles.cues = vec![RoleSpan { span: Span::new(at, at + 12), score: 0.9 }];
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.contents), right);
        }
    }
}
