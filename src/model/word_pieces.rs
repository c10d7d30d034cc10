//! Text to word pieces.

use rayon::prelude::*;

use super::bundle::Bundle;
use super::shape::Shape;
use crate::error::Error;
use crate::limits::Allowance;
use crate::text::Span;

/// The word pieces of a text, without special tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPieces {
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

impl WordPieces {
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

/// Cuts the `sentences` of `text` into pieces; all their types are 0 where the model has no case
/// types.
pub(crate) fn word_pieces(
    bundle: &Bundle,
    text: &str,
    sentences: &[Span],
    allowance: &Allowance<'_>,
) -> Result<WordPieces, Error> {
    let parts: Vec<WordPieces> = sentences
        .par_chunks(TASK)
        .map(|part| cut(bundle, text, part, allowance))
        .collect::<Result<_, _>>()?;
    Ok(parts.into_iter().reduce(WordPieces::join).unwrap_or_default())
}

/// The tokenizer needs up to a hundred bytes for each byte that it is given at a time.
const LONGEST_PART: usize = 1 << 14;
/// And that for each byte that it makes of those.
const MOST_MADE: usize = 1 << 18;

/// `sentence` in parts of at most `longest` bytes, cut at space where there is some: one part, but
/// for what is no sentence.
fn parts(text: &str, sentence: Span, longest: usize) -> impl Iterator<Item = Span> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.end;
        if rest.len() > longest {
            end = (rest.start + 1..=rest.start + longest)
                .rfind(|&at| text.is_char_boundary(at))
                .unwrap_or(rest.end);
            // Not at the very beginning: that would leave nothing.
            let space = text[rest.start..end]
                .char_indices()
                .skip(1)
                .filter(|(_, c)| c.is_whitespace())
                .last();
            end = space.map_or(end, |(at, _)| rest.start + at);
        }
        let part = Span::new(rest.start, end);
        rest.start = end;
        Some(part)
    })
}

fn cut(
    bundle: &Bundle,
    text: &str,
    sentences: &[Span],
    allowance: &Allowance<'_>,
) -> Result<WordPieces, Error> {
    allowance.check()?;
    let (tokenizer, case_types) = (bundle.tokenizer(), bundle.has_case_types());
    let longest = LONGEST_PART.min(MOST_MADE / bundle.growth());
    let mut out = WordPieces::default();
    for (sentence, mut part) in sentences
        .iter()
        .flat_map(|&sentence| parts(text, sentence, longest).map(move |part| (sentence, part)))
    {
        // A part that is as long as this takes as long as a task.
        if part.len() * 2 > longest {
            allowance.check()?;
        }
        let begins = part.start == sentence.start;
        // Where space is part of a piece (RoBERTa's), a word that has one before it is another
        // piece than one that begins a text.
        if text[..part.start].ends_with(' ') {
            part.start -= 1;
        }
        let encoding = tokenizer
            .encode(&text[part], false)
            .map_err(|e| Error::inference(format!("the tokenizer failed on a sentence: {e}")))?;
        if encoding.is_empty() {
            continue;
        }
        if begins {
            out.sentence_starts.push(out.ids.len());
        }
        let words = encoding.get_word_ids();
        let offsets = encoding.get_offsets();
        let mut first = 0;
        while first < words.len() {
            let mut last = first + 1;
            while last < words.len() && words[last] == words[first] && words[first].is_some() {
                last += 1;
            }
            // In bounds: `last` is at least one more than `first`.
            let written = part.start + offsets[first].0..part.start + offsets[last - 1].1;
            let shape = if case_types {
                text.get(written).map_or(Shape::Punctuation, Shape::of) as u8
            } else {
                0
            };
            for (i, &(start, end)) in offsets.iter().enumerate().take(last).skip(first) {
                out.ids.push(encoding.get_ids()[i]);
                out.types.push(shape);
                out.spans.push(Span::new(part.start + start, part.start + end));
                out.starts_word.push(i == first);
            }
            first = last;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_to(text: &str, longest: usize) -> Vec<&str> {
        parts(text, Span::new(0, text.len()), longest).map(|part| &text[part]).collect()
    }

    #[test]
    fn a_sentence_is_cut_at_space_and_nothing_is_lost() {
        assert_eq!(cut_to("one two three", 20), ["one two three"]);
        assert_eq!(cut_to("one two three", 9), ["one two", " three"]);
        assert_eq!(cut_to("onetwothree", 4), ["onet", "woth", "ree"]);
        assert_eq!(cut_to("ééé é", 3), ["é", "é", "é", " é"]);
        // Where not even one character fits.
        assert_eq!(cut_to("😀😀", 2), ["😀😀"]);
        assert!(cut_to("", 4).is_empty());
    }

    #[cfg(feature = "bundled-model")]
    #[test]
    fn pieces_are_the_same_however_a_sentence_is_cut() {
        let (bundle, _) = crate::model::fixtures::tagger("bert");
        let sentence = "Ana Kovic and 27 others crossed the bridge again and again, "
            .repeat(LONGEST_PART / 30);
        let all = Span::new(0, sentence.len());
        let whole = bundle.tokenizer().encode(sentence.as_str(), false).expect("the text is cut");
        let found = word_pieces(&bundle, &sentence, &[all], &Allowance::unlimited())
            .expect("the text is cut");
        assert!(parts(&sentence, all, LONGEST_PART).count() > 1);
        assert_eq!(found.ids, whole.get_ids());
        let spans: Vec<(usize, usize)> = found.spans.iter().map(|s| (s.start, s.end)).collect();
        assert_eq!(spans, whole.get_offsets());
        assert_eq!(found.sentence_starts, [0]);
    }
}
