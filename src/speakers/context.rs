//! What stands around a stretch of the text that refers to somebody.

use crate::kinds::StatementKind;
use crate::lexicon::Class;
use crate::scorers::antecedents::{Context, ReferenceForm};
use crate::statements::{Origin, Statement};
use crate::text::{Reading, Span, is_possessive_ending};

/// The first words of a sentence are mostly its subject.
const SUBJECT: usize = 6;

/// Where statements and their sources stand, for looking up what a stretch is part of.
#[derive(Debug)]
pub(super) struct Contexts<'a> {
    reading: &'a Reading<'a>,
    /// In order; nested statements are left out.
    said: Vec<(Span, StatementKind)>,
    sources: Vec<Span>,
}

/// Words before a name in which the preposition that governs it is looked for.
const NEAR: usize = 8;

/// Whether `before`, the words of the sentence before a name, nearest first, begin with what stands
/// before names (titles and other words in capitals, "the former") and then a preposition.
fn is_governed<'t>(before: impl Iterator<Item = &'t str>) -> bool {
    let belongs_to_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            || [".", "-"].contains(word)
            || [Class::PassingAdjective, Class::Definite, Class::Indefinite]
                .iter()
                .any(|class| class.has(word))
    };
    before.take(NEAR).find(|w| !belongs_to_name(w)).is_some_and(|w| Class::Preposition.has(w))
}

/// Whether the word after a name looks like a verb that it is the subject of.
fn is_verb(word: &str) -> bool {
    let is_inflected = || word.ends_with("ed") || word.ends_with('s');
    Class::ActingWord.has(word)
        || (word.starts_with(char::is_lowercase) && word.len() > 3 && is_inflected())
}

impl<'a> Contexts<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, statements: &[Statement]) -> Self {
        let mut said: Vec<(Span, StatementKind)> = statements
            .iter()
            .filter(|s| s.origin != Origin::Nested)
            .flat_map(|s| s.spans.iter().map(|&span| (span, s.kind)))
            .collect();
        said.sort_by_key(|(span, _)| *span);
        let mut sources: Vec<Span> =
            statements.iter().filter_map(|s| s.source.map(|r| r.span)).collect();
        sources.sort();
        sources.dedup();
        Self { reading, said, sources }
    }

    /// The kind of the statement that `span` begins in.
    pub(super) fn statement_at(&self, span: Span) -> Option<StatementKind> {
        let before = self.said.partition_point(|(s, _)| s.start <= span.start);
        self.said[..before].last().filter(|(s, _)| s.end > span.start).map(|&(_, kind)| kind)
    }

    /// Whether `span` begins in the words that name a source.
    pub(super) fn is_source(&self, span: Span) -> bool {
        let before = self.sources.partition_point(|s| s.start <= span.start);
        self.sources[..before].last().is_some_and(|s| s.end > span.start)
    }

    pub(super) fn of(&self, span: Span, form: ReferenceForm) -> Context {
        let reading = self.reading;
        let sentence = reading.sentence_at(span.start);
        let start = reading.sentences.get(sentence).map_or(span.start, |s| s.start.min(span.start));
        let before = reading.spans_before(span.start).take_while(|w| w.start >= start);
        let next = reading.spans_after(span.end).next();
        Context {
            span,
            sentence,
            block: reading.block_at(span.start),
            form,
            inside: self.statement_at(span),
            is_subject: reading.words_in(Span::new(start, span.start)).len() <= SUBJECT,
            is_possessive: next
                .is_some_and(|w| w.start == span.end && is_possessive_ending(&reading.text[w])),
            is_governed: is_governed(before.map(|w| &reading.text[w])),
            // "Kovic-led" is no verb: a space must stand between.
            is_acting: next.is_some_and(|w| w.start > span.end && is_verb(&reading.text[w])),
            is_source: self.is_source(span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn what_stands_beside_a_name() {
        for (before, governed) in [
            ("spoke to Mayor", true),
            ("a message from the former Governor", true),
            ("met with Sen .", true),
            ("said", false),
            ("", false),
        ] {
            assert_eq!(is_governed(before.split_whitespace().rev()), governed, "{before}");
        }
        for (word, verb) in
            [("has", true), ("praised", true), ("and", false), ("is", true), (",", false)]
        {
            assert_eq!(is_verb(word), verb, "{word}");
        }
    }

    #[test]
    fn a_name_is_seen_in_its_sentence() {
        let plain =
            PlainText::new("It rained with. Kovic’s aide left; Kovic-era", InputFormat::Text);
        let reading = Reading::new(&plain);
        let contexts = Contexts::new(&reading, &[]);
        let at = reading.text.find("Kovic").expect("it is there");
        let first = contexts.of(Span::new(at, at + 5), ReferenceForm::Name);
        assert!(first.is_possessive && first.is_subject);
        assert!(!first.is_governed && !first.is_acting && !first.is_source);
        let at = reading.text.rfind("Kovic").expect("it is there");
        assert!(!contexts.of(Span::new(at, at + 5), ReferenceForm::Name).is_acting);
        let end =
            contexts.of(Span::new(reading.text.len(), reading.text.len()), ReferenceForm::Name);
        assert!(!end.is_possessive && !end.is_acting);
    }
}
