//! "“The minister told me, ‘There is no money,’” she said": who is quoted inside of a quotation is
//! hardly ever tagged, so rules look for the verb and its source in the words around it.

use crate::entities::Entities;
use crate::roles::{Roles, overlapping, rules};
use crate::text::{Passage, Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, entities: &Entities) {
    let mut found = Vec::new();
    for Inside { passage, around, clause } in inside(reading) {
        if overlapping(&roles.contents, around).is_empty()
            || !overlapping(&roles.cues, clause).is_empty()
        {
            continue;
        }
        found.extend(rules::inner_attribution(reading, entities, clause, passage));
    }
    for (cue, source) in found {
        roles.add_cue(cue);
        if overlapping(&roles.sources, source.span).is_empty() {
            roles.add_source(source);
        }
    }
}

/// A passage inside of another.
pub(super) struct Inside<'a> {
    pub(super) passage: &'a Passage,
    /// The words of the outermost passage around it.
    pub(super) around: Span,
    /// What of its sentence stands before it, in the passage around it.
    pub(super) clause: Span,
}

/// The passages of a text that stand in others, in its order.
pub(super) fn inside<'a>(reading: &'a Reading<'_>) -> impl Iterator<Item = Inside<'a>> {
    let mut around = Span::default();
    reading.passages.all().iter().filter_map(move |passage| {
        if passage.depth == 0 {
            around = passage.inner;
            return None;
        }
        let sentence = reading.sentences[reading.sentence_at(passage.outer.start)];
        let start = sentence.start.max(around.start).min(passage.outer.start);
        let clause = Span::new(start, passage.outer.start);
        Some(Inside { passage, around, clause })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::repair::fixtures::{all, content, repaired};

    #[test]
    fn who_is_quoted_in_a_quotation_is_in_the_words_around_it() {
        for (text, names, source, cue) in [
            ("“The minister told me, ‘No,’ and left,” she said.", &[][..], "The minister", "told"),
            ("“Yes. Ana Kovic said: ‘No.’”", &["Ana Kovic"], "Ana Kovic", "said"),
            ("“My mother used to say: «No,»” he said.", &[], "My mother", "say"),
            ("“My mother wants to say: «No,»” he said.", &[], "", ""),
            ("“He saw the ‘shop’ and left.”", &[], "", ""),
        ] {
            let found = repaired(text, names, content(text, 0..text.len()), repair);
            assert_eq!(all(text, &found.sources).join("|"), source, "{text}");
            assert_eq!(all(text, &found.cues).join("|"), cue, "{text}");
        }
        let text = "“The minister told me, ‘No,’ and left,” she said.";
        let found = repaired(text, &[], Roles::default(), repair);
        assert!(found.cues.is_empty(), "nothing says that it is a quotation");
    }
}
