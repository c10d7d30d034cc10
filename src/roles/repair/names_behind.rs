//! "Harbour to open in June, says Idris": a name alone right behind a verb of saying that has no other
//! source is its source, though the model takes it for what is said.

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::roles::{RoleSpan, Roles, overlapping};
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    // "Says Idris": of a name alone it is hard to tell what it names.
    let is_name = |span: Span| {
        let named = entities.overlapping(span).first();
        named.is_some_and(|m| m.kind != EntityKind::Miscellaneous && m.span == span)
    };
    let all = std::mem::take(&mut roles.contents);
    let (names, contents): (Vec<RoleSpan>, _) = all.into_iter().partition(|content| {
        let cue = reading.spans_before(content.span.start).next();
        let is_said = cue.is_some_and(|w| {
            Class::SayVerb.has(&reading.text[w]) && !overlapping(&roles.cues, w).is_empty()
        });
        let sentence = reading.sentences[reading.sentence_at(content.span.start)];
        is_said && is_name(content.span) && overlapping(&roles.sources, sentence).is_empty()
    });
    roles.contents = contents;
    names.into_iter().for_each(|name| roles.add_source(name));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, repaired};

    #[test]
    fn a_name_behind_a_verb_of_saying_is_a_source() {
        for (text, sources, contents) in [
            ("Pier to open, says Kovic", &["Kovic"][..], &["Pier to open"][..]),
            ("Pier to open, says “Kovic”", &[], &["Pier to open", "“Kovic”"]),
        ] {
            let find = |words: &str| {
                let at = text.find(words).expect("the words are there");
                RoleSpan { span: Span::new(at, at + words.len()), score: 0.9 }
            };
            let last = contents.get(1).unwrap_or(&"Kovic");
            let roles = Roles {
                cues: vec![find("says")],
                contents: vec![find("Pier to open"), find(last)],
                ..Roles::default()
            };
            let found = repaired(text, &["Kovic"], roles, repair);
            assert_eq!(all(text, &found.sources), sources, "{text}");
            assert_eq!(all(text, &found.contents), contents, "{text}");
        }
    }
}
