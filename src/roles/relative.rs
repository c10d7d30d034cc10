//! Relative clauses in which somebody else speaks: "Kovic, whom colleagues call “the fox”, said".

use crate::lexicon::{Class, Pronoun};
use crate::text::{Reading, Span};

/// The longest subject of such a clause, in words, adverbs counted in.
const LONGEST: usize = 5;

/// What a relative clause begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// "Whom" or "whose".
    pub(crate) pronoun: Span,
    /// The words behind "whom" that are a subject; with "whose", which is part of them.
    pub(crate) subject: Span,
}

/// The relative clause whose verb stands at `cue`.
pub(crate) fn relative_clause(reading: &Reading<'_>, cue: Span) -> Option<Clause> {
    let lower = |word: Span| reading.text[word].to_lowercase();
    let mut words: Vec<Span> = Vec::with_capacity(LONGEST);
    let before = reading.spans_before(cue.start).take(LONGEST + 1);
    for word in before.take_while(|w| !reading.is_mark(*w)) {
        let shown = lower(word);
        if Class::OthersClause.has(&shown) {
            let last = words.iter().find(|w| !Class::BeforeVerb.has(&lower(**w)))?;
            let is_apart = Pronoun::of(&shown).is_some();
            let first = if is_apart { *words.last()? } else { word };
            return Some(Clause { pronoun: word, subject: first.join(*last) });
        }
        words.push(word);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn a_clause_has_its_subject_between_its_pronoun_and_its_verb() {
        for (text, cue, right) in [
            ("Kovic, whom colleagues call “the fox”, left.", "call", Some("colleagues")),
            ("Kovic, whom the Post once called “a fox”, left.", "called", Some("the Post")),
            ("Kovic, whose lawyers argue that he is ill.", "argue", Some("whose lawyers")),
            ("Kovic, whom, people say, nobody saw, left.", "say", None),
            ("Kovic, who said no, left.", "said", None),
        ] {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            let at = text.find(cue).expect("the cue is there");
            let found = relative_clause(&reading, Span::new(at, at + cue.len()));
            assert_eq!(found.map(|c| &text[c.subject]), right, "{text}");
        }
    }
}
