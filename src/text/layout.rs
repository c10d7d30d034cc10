//! The order of a text: its blocks, their sentences, their words, and which lies in which.

use std::ops::Range;

use super::{Block, Source, Span, Word, sentences, words};

/// Blocks, sentences and words of a text, each list in order.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Span>,
    pub(crate) words: Vec<Word>,
    /// Whether a word is the first of its block: no tag runs over such a bound.
    pub(crate) starts_block: Vec<bool>,
}

impl Layout {
    pub(crate) fn new(source: &Source<'_>) -> Self {
        let text = source.text();
        let mut out = Self {
            blocks: source.blocks().to_vec(),
            sentences: Vec::new(),
            words: Vec::new(),
            starts_block: Vec::new(),
        };
        for block in source.blocks() {
            let first = out.words.len();
            for sentence in sentences(text, block.span) {
                out.words.extend(words(text, sentence));
                out.sentences.push(sentence);
            }
            out.starts_block.resize(out.words.len(), false);
            if let Some(start) = out.starts_block.get_mut(first) {
                *start = true;
            }
        }
        out
    }

    /// The words that overlap `span`.
    pub(crate) fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|w| w.span.end <= span.start);
        let to = self.words.partition_point(|w| w.span.start < span.end);
        from..to.max(from)
    }

    /// The sentence that holds the byte at `offset`, or the one before it.
    pub(crate) fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|s| s.start <= offset).saturating_sub(1)
    }

    /// The block that holds the byte at `offset`, or the one before it.
    pub(crate) fn block_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|b| b.span.start <= offset).saturating_sub(1)
    }
}
