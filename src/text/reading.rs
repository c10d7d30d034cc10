//! A text as it is read: its blocks, their sentences, their words, what stands between quotation
//! marks, which lies in which, and the words on either side of a place.

use std::ops::Range;

use super::{Block, Passages, PlainText, Span, Word, sentences, words};
use crate::error::Error;
use crate::limits::Allowance;

/// The plain text with its blocks, sentences, words and passages, each list in order.
#[derive(Clone, Debug)]
pub(crate) struct Reading<'t> {
    pub(crate) text: &'t str,
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Span>,
    pub(crate) words: Vec<Word>,
    /// Whether a word is the first of its block: no tag runs over such a bound.
    pub(crate) starts_block: Vec<bool>,
    /// What stands between quotation marks, or behind a quotation dash.
    pub(crate) passages: Passages,
}

/// Words that may stand between a quotation and what belongs to it: “*Yes,*” , she said.
const SEPARATORS: [&str; 3] = [",", "*", "_"];
/// More separators than that separate.
const MOST_SEPARATORS: usize = 3;

impl<'t> Reading<'t> {
    #[cfg(test)]
    pub(crate) fn new(plain: &'t PlainText<'_>) -> Self {
        Self::within(plain, &Allowance::unlimited()).expect("there are no limits")
    }

    pub(crate) fn within(
        plain: &'t PlainText<'_>,
        allowance: &Allowance<'_>,
    ) -> Result<Self, Error> {
        let text = plain.text();
        let mut out = Self {
            text,
            blocks: plain.blocks().to_vec(),
            sentences: Vec::new(),
            words: Vec::new(),
            starts_block: Vec::new(),
            passages: Passages::read(text, plain.blocks()),
        };
        allowance.check()?;
        for block in plain.blocks() {
            let first = out.words.len();
            for sentence in sentences(text, block.span, allowance)? {
                allowance.check_at(out.sentences.len())?;
                out.words.extend(words(text, sentence, allowance)?);
                out.sentences.push(sentence);
            }
            out.starts_block.resize(out.words.len(), false);
            if let Some(start) = out.starts_block.get_mut(first) {
                *start = true;
            }
        }
        Ok(out)
    }

    /// The words that overlap `span`.
    pub(crate) fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|w| w.span.end <= span.start);
        let to = self.words.partition_point(|w| w.span.start < span.end);
        from..to.max(from)
    }

    /// The words of the block before the byte at `offset`, the nearest first. Marks are words here.
    pub(crate) fn before(&self, offset: usize) -> impl Iterator<Item = &'t str> {
        let text = self.text;
        self.spans_before(offset).map(move |w| &text[w])
    }

    /// The words of the block from the byte at `offset` on, the nearest first. Marks are words here.
    pub(crate) fn after(&self, offset: usize) -> impl Iterator<Item = &'t str> {
        let text = self.text;
        self.spans_after(offset).map(move |w| &text[w])
    }

    /// Where the words of [`before`](Self::before) stand.
    pub(crate) fn spans_before(&self, offset: usize) -> impl Iterator<Item = Span> {
        let to = self.words.partition_point(|w| w.span.end <= offset);
        let start = self.blocks.get(self.block_at(offset)).map_or(0, |b| b.span.start);
        self.words[..to].iter().rev().map(|w| w.span).take_while(move |w| w.start >= start)
    }

    /// Where the words of [`after`](Self::after) stand.
    pub(crate) fn spans_after(&self, offset: usize) -> impl Iterator<Item = Span> {
        let from = self.words.partition_point(|w| w.span.start < offset);
        let end = self.blocks.get(self.block_at(offset)).map_or(0, |b| b.span.end);
        self.words[from..].iter().map(|w| w.span).take_while(move |w| w.end <= end)
    }

    /// Whether the word at `span` has neither letters nor digits.
    pub(crate) fn is_mark(&self, span: Span) -> bool {
        !self.text[span].contains(char::is_alphanumeric)
    }

    /// How many words stand in `span`, marks not counted, up to `most`.
    pub(crate) fn count_words(&self, span: Span, most: usize) -> usize {
        let words = self.words[self.words_in(span)].iter();
        words.filter(|w| !self.is_mark(w.span)).take(most).count()
    }

    /// Whether a passage ends right before the byte at `offset`, but for a comma.
    pub(crate) fn follows_passage(&self, offset: usize) -> bool {
        let mut words = self.spans_before(offset).take(MOST_SEPARATORS + 1);
        words
            .find(|w| !SEPARATORS.contains(&&self.text[*w]))
            .is_some_and(|w| self.passages.ends_at(w.end))
    }

    /// Whether a passage starts right at the byte at `offset`, but for a comma.
    pub(crate) fn precedes_passage(&self, offset: usize) -> bool {
        let mut words = self.spans_after(offset).take(MOST_SEPARATORS + 1);
        words
            .find(|w| !SEPARATORS.contains(&&self.text[*w]))
            .is_some_and(|w| self.passages.starts_at(w.start))
    }

    /// The sentence that holds the byte at `offset`, or the one before it.
    pub(crate) fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|s| s.start <= offset).saturating_sub(1)
    }

    /// Sentence bounds between two stretches.
    pub(crate) fn crossings(&self, a: Span, b: Span) -> usize {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        let end = first.end.max(first.start + 1) - 1;
        self.sentence_at(second.start).saturating_sub(self.sentence_at(end))
    }

    /// The block that holds the byte at `offset`, or the one before it.
    pub(crate) fn block_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|b| b.span.start <= offset).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::InputFormat;

    #[test]
    fn the_words_on_either_side_of_a_place_end_with_the_block() {
        let plain = PlainText::new("It rained.\n\n“Stay,” said Ana Kovic.", InputFormat::Text);
        let reading = Reading::new(&plain);
        let at = reading.text.find("said").expect("it is there");
        assert_eq!(reading.before(at).collect::<Vec<_>>(), ["”", ",", "Stay", "“"]);
        assert_eq!(reading.after(at).collect::<Vec<_>>(), ["said", "Ana", "Kovic", "."]);
        assert_eq!(reading.spans_before(at).next(), Some(Span::new(at - 4, at - 1)));
        assert_eq!(reading.spans_after(at).next(), Some(Span::new(at, at + 4)));
        assert!(
            !reading.is_mark(Span::new(at, at + 4)) && reading.is_mark(Span::new(at - 4, at - 1))
        );
        assert_eq!(reading.before(0).next(), None);
        assert_eq!(reading.after(reading.text.len()).next(), None);
        let empty = PlainText::new("", InputFormat::Text);
        assert_eq!(Reading::new(&empty).after(0).next(), None);
    }

    #[test]
    fn a_passage_stands_beside_what_no_word_sets_apart_from_it() {
        for text in
            ["“Stay”, said Ana: „Ja“", "«Stay,» said Ana: *‘Ja’*", "“*Stay*,” said Ana: \"Ja\""]
        {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            let at = |words: &str| reading.text.find(words).expect("it is there");
            assert!(reading.follows_passage(at("said")), "{text}");
            assert!(!reading.follows_passage(at("Ana")) && !reading.precedes_passage(at("said")));
            assert!(reading.precedes_passage(at(": ") + 1), "{text}");
            assert_eq!(reading.count_words(Span::new(at("said"), at(": ")), 9), 2);
        }
    }
}
