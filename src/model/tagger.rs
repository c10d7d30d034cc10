//! Text to tags: pieces, windows, one forward pass, and the heads on what comes out.

use super::batches::Batches;
use super::bundle::Bundle;
use super::encoder::{Encoder, Window};
use super::scores::Scores;
use super::tags::Tags;
use super::windows::{WindowRange, windows};
use super::word_pieces::{WordPieces, word_pieces};
use crate::error::Error;
use crate::limits::Allowance;
use crate::text::{Reading, Word};
use crate::timings::{Stopwatch, Timings};

/// Runs a bundle's heads on an encoder's hidden states.
#[derive(Debug)]
pub(crate) struct Tagger {
    bundle: Bundle,
    encoder: Box<dyn Encoder>,
}

impl Tagger {
    pub(crate) fn new(bundle: Bundle, encoder: Box<dyn Encoder>) -> Result<Self, Error> {
        let (needed, given) = (bundle.config().hidden_size, encoder.hidden_size());
        if needed != given {
            return Err(Error::config(format!(
                "the encoder's hidden states have {given} numbers, the model's heads need {needed}"
            )));
        }
        if bundle.window() > encoder.max_window() {
            return Err(Error::config(format!(
                "the encoder takes windows of {} pieces, the model needs {}",
                encoder.max_window(),
                bundle.window()
            )));
        }
        Ok(Self { bundle, encoder })
    }

    pub(crate) fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// The tags of the words of `text`; no span runs over a block's bound.
    pub(crate) fn tag(
        &self,
        reading: &Reading<'_>,
        allowance: &Allowance<'_>,
        time: &mut Timings,
    ) -> Result<Tags, Error> {
        let text = reading.text;
        let mut clock = Stopwatch::start();
        let words = &reading.words;
        let pieces = word_pieces(&self.bundle, text, &reading.sentences, allowance)?;
        clock.lap(&mut time.tokenizer);
        let of_word = first_pieces(&pieces, words);
        let mut scores = Scores::new(&self.bundle, words.len());
        let mut word = 0;
        let mut hidden = Vec::new();
        let windows = windows(&pieces, self.bundle.window() - 2);
        let (mut windows, mut batches) = (windows.as_slice(), Batches::new(allowance));
        while let Some(batch) = batches.next(&mut windows) {
            let inputs = Inputs::new(&pieces, batch, self.bundle.special());
            self.encoder.encode(&inputs.windows(), &mut hidden)?;
            time.word_pieces += inputs.ids.len();
            clock.lap(&mut time.encoder);
            let size = self.encoder.hidden_size();
            if hidden.len() != inputs.ids.len() * size {
                return Err(Error::inference(format!(
                    "the encoder returned {} numbers for {} pieces of {size}",
                    hidden.len(),
                    inputs.ids.len()
                )));
            }
            if !hidden.iter().all(|v| v.is_finite()) {
                return Err(Error::inference(
                    "the encoder returned a number that is not finite; are the weights those of this network?",
                ));
            }
            for (range, &start) in batch.iter().zip(&inputs.starts) {
                while word < words.len() {
                    match of_word[word] {
                        Some(piece) if piece >= range.own.end => break,
                        Some(piece) => {
                            // One more for the special token before the first piece.
                            let row = (start + piece - range.seen.start + 1) * size;
                            // In bounds: the length was checked, and the piece is one that the
                            // window sees.
                            scores.add(&hidden[row..row + size]);
                        }
                        None => scores.add_outside(),
                    }
                    word += 1;
                }
            }
            clock.lap(&mut time.heads);
            allowance.check()?;
        }
        // A tokenizer may leave nothing of a text.
        for _ in word..words.len() {
            scores.add_outside();
        }
        let tags = scores.into_tags(reading, self.bundle.name_agreement());
        clock.lap(&mut time.heads);
        allowance.check()?;
        Ok(tags)
    }
}

/// The piece that speaks for each word: the first one that overlaps it, if any does.
fn first_pieces(pieces: &WordPieces, words: &[Word]) -> Vec<Option<usize>> {
    let mut next = 0;
    words
        .iter()
        .map(|word| {
            while pieces.spans.get(next).is_some_and(|p| p.end <= word.span.start) {
                next += 1;
            }
            pieces.spans.get(next).is_some_and(|p| p.start < word.span.end).then_some(next)
        })
        .collect()
}

/// Ids and types of a batch, special tokens added, all in one row.
#[derive(Debug)]
struct Inputs {
    ids: Vec<u32>,
    types: Vec<u8>,
    starts: Vec<usize>,
}

impl Inputs {
    fn new(pieces: &WordPieces, batch: &[WindowRange], special: (u32, u32)) -> Self {
        let mut out = Self { ids: Vec::new(), types: Vec::new(), starts: Vec::new() };
        for window in batch {
            out.starts.push(out.ids.len());
            out.ids.push(special.0);
            out.ids.extend_from_slice(&pieces.ids[window.seen.clone()]);
            out.ids.push(special.1);
            out.types.push(0);
            out.types.extend_from_slice(&pieces.types[window.seen.clone()]);
            out.types.push(0);
        }
        out
    }

    fn windows(&self) -> Vec<Window<'_>> {
        let ends = self.starts.iter().skip(1).copied().chain([self.ids.len()]);
        self.starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| Window {
                ids: &self.ids[start..end],
                types: &self.types[start..end],
            })
            .collect()
    }
}
