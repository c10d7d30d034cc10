//! "Bank ‘knew of fraud’, inquiry told": who is named before a "told" that nothing follows listened.

use crate::entities::Entities;
use crate::lexicon::Class;
use crate::roles::Roles;
use crate::text::{Reading, Span};

pub(super) fn repair(roles: &mut Roles, reading: &Reading<'_>, _: &Entities) {
    let text = reading.text;
    let is_heard = |cue: &Span| {
        let sentence = reading.sentences.get(reading.sentence_at(cue.start));
        Class::HeardVerb.has(&text[*cue])
            && sentence.is_some_and(|s| reading.is_mark(Span::new(cue.end, s.end.max(cue.end))))
    };
    let heard: Vec<Span> = roles.cues.iter().map(|c| c.span).filter(is_heard).collect();
    let is_before = |source: Span, verb: &Span| {
        let mut between = reading.spans_before(verb.start).take_while(|w| w.start >= source.end);
        source.end <= verb.start && between.all(|w| Class::BeforeVerb.has(&text[w]))
    };
    roles.sources.retain(|source| !heard.iter().any(|verb| is_before(source.span, verb)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::RoleSpan;
    use crate::roles::repair::fixtures::{all, repaired};

    #[test]
    fn who_was_told_says_nothing() {
        for (text, source, cue, left) in [
            ("Bank ‘knew of fraud’, inquiry told", "inquiry", "told", ""),
            ("It was shut, the board was assured.", "the board", "assured", ""),
            ("It was shut, the board said, ministers told.", "the board", "told", "the board"),
            ("It was shut, ministers told her.", "ministers", "told", "ministers"),
            ("It was shut, ministers warned.", "ministers", "warned", "ministers"),
        ] {
            let span = |words: &str| {
                let at = text.find(words).expect("there");
                RoleSpan { span: Span::new(at, at + words.len()), score: 0.9 }
            };
            let roles =
                Roles { cues: vec![span(cue)], sources: vec![span(source)], ..Roles::default() };
            let found = repaired(text, &[], roles, repair);
            assert_eq!(all(text, &found.sources).join("|"), left, "{text}");
        }
    }
}
