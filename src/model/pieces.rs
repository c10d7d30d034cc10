//! Text to word pieces.

use rayon::prelude::*;
use tokenizers::Tokenizer;

use super::shape::Shape;
use crate::Error;
use crate::text::Span;

/// The word pieces of a text, without special tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) ids: Vec<u32>,
    /// The case type of the pre-tokenizer word that a piece is of.
    pub(crate) types: Vec<u8>,
    /// Where a piece stands in the text.
    pub(crate) spans: Vec<Span>,
    /// Whether a piece is the first of its pre-tokenizer word.
    pub(crate) starts_word: Vec<bool>,
    /// The pieces that a sentence begins with, ascending.
    pub(crate) sentence_starts: Vec<usize>,
}

impl Pieces {
    /// These pieces and, after them, those of `next`.
    fn join(mut self, next: Self) -> Self {
        let before = self.ids.len();
        self.ids.extend(next.ids);
        self.types.extend(next.types);
        self.spans.extend(next.spans);
        self.starts_word.extend(next.starts_word);
        self.sentence_starts.extend(next.sentence_starts.iter().map(|start| start + before));
        self
    }
}

/// Sentences that one task cuts: enough to be worth a task.
const TASK: usize = 64;

/// Cuts the `sentences` of `text` into pieces; all their types are 0 without `case_types`.
pub(crate) fn pieces(tokenizer: &Tokenizer, text: &str, sentences: &[Span], case_types: bool) -> Result<Pieces, Error> {
    let parts: Vec<Pieces> = sentences.par_chunks(TASK).map(|part| cut(tokenizer, text, part, case_types)).collect::<Result<_, _>>()?;
    Ok(parts.into_iter().reduce(Pieces::join).unwrap_or_default())
}

fn cut(tokenizer: &Tokenizer, text: &str, sentences: &[Span], case_types: bool) -> Result<Pieces, Error> {
    let mut out = Pieces::default();
    for &(mut sentence) in sentences {
        // Where space is part of a piece (RoBERTa's), a word that has one before it is another piece than one that begins a text.
        if text[..sentence.start].ends_with(' ') {
            sentence.start -= 1;
        }
        let encoding =
            tokenizer.encode(&text[sentence], false).map_err(|e| Error::inference(format!("the tokenizer failed on a sentence: {e}")))?;
        if encoding.is_empty() {
            continue;
        }
        out.sentence_starts.push(out.ids.len());
        let words = encoding.get_word_ids();
        let offsets = encoding.get_offsets();
        let mut first = 0;
        while first < words.len() {
            let mut last = first + 1;
            while last < words.len() && words[last] == words[first] && words[first].is_some() {
                last += 1;
            }
            let written = sentence.start + offsets[first].0..sentence.start + offsets[last - 1].1;
            let shape = if case_types { text.get(written).map_or(Shape::Punctuation, Shape::of) as u8 } else { 0 };
            for (i, &(start, end)) in offsets.iter().enumerate().take(last).skip(first) {
                out.ids.push(encoding.get_ids()[i]);
                out.types.push(shape);
                out.spans.push(Span::new(sentence.start + start, sentence.start + end));
                out.starts_word.push(i == first);
            }
            first = last;
        }
    }
    Ok(out)
}
