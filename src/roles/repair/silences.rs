//! "She did not respond to a request for comment": who does not answer, where the model finds nothing
//! that it is sure of.

use crate::entities::Entities;
use crate::roles::rules::{self, Report};
use crate::roles::{Roles, overlapping};
use crate::text::Reading;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    for block in reading.blocks.iter().filter(|block| block.quote_depth == 0) {
        let first = reading.sentence_at(block.span.start);
        for span in reading.sentences[first..].iter().take_while(|s| s.start < block.span.end) {
            rules::silences(reading, entities, *span).into_iter().for_each(|r| add(roles, r));
        }
    }
}

fn add(roles: &mut Roles, report: Report) {
    let Report { cue, source, content } = report;
    let whole = cue.span.join(content.span);
    let doubted = overlapping(&roles.contents, whole);
    if doubted.iter().any(|c| c.score >= content.score) {
        return;
    }
    if !doubted.is_empty() {
        roles.contents.retain(|c| !c.span.overlaps(whole));
    }
    roles.add_content(content);
    if overlapping(&roles.cues, whole).is_empty() {
        roles.add_cue(cue);
    }
    if overlapping(&roles.sources, source.span.join(cue.span)).is_empty() {
        roles.add_source(source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::RoleSpan;
    use crate::roles::repair::fixtures::{all, repaired};
    use crate::text::Span;

    #[test]
    fn who_does_not_answer_is_the_source_of_what_they_leave_open() {
        for (text, source, cue, content) in [
            (
                "Ana Kovic did not respond to a request for comment.",
                "Ana Kovic",
                "respond",
                "to a request for comment",
            ),
            (
                "The board didn’t answer questions on Monday, but Brandt paid.",
                "The board",
                "answer",
                "questions on Monday",
            ),
            ("It would not say who had paid.", "It", "say", "who had paid"),
            ("She has not yet said whether it is safe.", "She", "said", "whether it is safe"),
            ("Ana Kovic did not say a word.", "", "", ""),
            ("Ana Kovic did not answer the door.", "", "", ""),
            ("Ana Kovic responded to a request for comment.", "", "", ""),
            ("Ana Kovic made no mention of who paid.", "", "", ""),
            ("“I did not say who paid,” said Ana Kovic.", "", "", ""),
        ] {
            let named: &[&str] = if text.contains("Ana Kovic") { &["Ana Kovic"] } else { &[] };
            let found = repaired(text, named, Roles::default(), repair);
            assert_eq!(all(text, &found.sources).join("|"), source, "{text}");
            assert_eq!(all(text, &found.cues).join("|"), cue, "{text}");
            assert_eq!(all(text, &found.contents).join("|"), content, "{text}");
        }
    }

    #[test]
    fn what_the_model_is_sure_of_stays() {
        let text = "Ana Kovic did not say who had paid.";
        let at = text.find("who").expect("there");
        for (score, stays) in [(0.9, true), (0.4, false)] {
            let content = RoleSpan { span: Span::new(at, at + 7), score };
            let roles = Roles { contents: vec![content], ..Roles::default() };
            let found = repaired(text, &["Ana Kovic"], roles, repair);
            let right = if stays { "who had" } else { "who had paid" };
            assert_eq!(all(text, &found.contents), [right], "{score}");
        }
    }
}
