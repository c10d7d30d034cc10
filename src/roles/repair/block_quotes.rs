//! "Kovic wrote in a letter to the council.", right after a block quote: where the model finds no
//! source in such a sentence, which reports nothing else, rules look for one, and for the cue.

use crate::entities::Entities;
use crate::roles::{RoleSpan, Roles, overlapping, rules};
use crate::text::Reading;

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    for (quote, after) in reading.blocks.iter().zip(reading.blocks.iter().skip(1)) {
        if quote.quote_depth == 0 || after.quote_depth > 0 {
            continue;
        }
        let sentence = reading.sentences[reading.sentence_at(after.span.start)];
        let is_free = |list: &[RoleSpan]| overlapping(list, sentence).is_empty();
        if !is_free(&roles.sources) || !is_free(&roles.contents) {
            continue;
        }
        if let Some((cue, source)) = rules::attribution(reading, entities, sentence) {
            if is_free(&roles.cues) {
                roles.add_cue(cue);
            }
            roles.add_source(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, read};
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn whoever_wrote_a_block_quote_is_named_after_it() {
        let found = |after: &str, names: &[&str]| {
            let text = format!("> Nobody asked us.\n\n{after}");
            let plain = PlainText::new(&text, InputFormat::Markdown);
            let (reading, entities) = read(&plain, names);
            let mut roles = Roles::default();
            repair(&mut roles, &reading, &entities);
            (all(reading.text, &roles.sources).join("|"), all(reading.text, &roles.cues).join("|"))
        };
        let is = |source: &str, cue: &str| (source.to_owned(), cue.to_owned());
        assert_eq!(
            found("Ana Kovic wrote in a letter to the council.", &["Ana Kovic"]),
            is("Ana Kovic", "wrote")
        );
        assert_eq!(
            found("The board's chairman wrote in June. He left.", &[]),
            is("The board's chairman", "wrote")
        );
        // It has words of its own, or says nothing of anybody's.
        assert_eq!(found("Ana Kovic said that the bridge was safe.", &["Ana Kovic"]), is("", ""));
        assert_eq!(found("The bridge was shut on Tuesday.", &[]), is("", ""));
    }
}
