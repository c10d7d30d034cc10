use std::time::Duration;

use crate::clock::Instant;

/// Where the time went that reading a text took: [`Document::timings`](crate::Document::timings).
///
/// Stages follow each other, so their sum is the time of the whole but for making the document.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let document = dixit::Extractor::new()?.extract("“Never,” said Ana Kovic.")?;
/// let timings = document.timings();
/// assert!(timings.word_pieces >= 7, "{timings:?}");
/// assert!(timings.encoder > timings.speakers, "most of the time goes into it");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Timings {
    /// Reading the markup; blocks, sentences and words.
    pub layout: Duration,
    /// Words to word pieces.
    pub tokenizer: Duration,
    /// Word pieces to hidden states.
    pub encoder: Duration,
    /// Hidden states to tags.
    pub heads: Duration,
    /// Tags to mentions and entities.
    pub entities: Duration,
    /// Tags and quotation marks to the pieces of statements.
    pub statements: Duration,
    /// Who said them.
    pub speakers: Duration,
    /// How many word pieces the encoder was given: those of overlapping windows and the special tokens
    /// count each time.
    pub word_pieces: usize,
}

/// Takes the time of one stage after another.
#[derive(Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// Adds what has passed since the last call to `stage`.
    pub(crate) fn lap(&mut self, stage: &mut Duration) {
        let now = Instant::now();
        *stage += now - self.0;
        self.0 = now;
    }
}
