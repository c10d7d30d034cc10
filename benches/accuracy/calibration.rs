//! Whether scores mean what they say: of what has a score of 0.8, four in five should be right.

use std::fmt;

use serde::Serialize;

const BINS: usize = 10;

/// A score, and whether what it was given to is right.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Answer {
    /// The curve of the model's manifest that calibrates it.
    pub(crate) curve: &'static str,
    /// Where it is from: scores of one document are not independent.
    pub(crate) document: usize,
    pub(crate) score: f32,
    pub(crate) right: bool,
}

/// Scores of one kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reliability(pub(crate) Vec<Answer>);

#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    count: usize,
    right: usize,
    scores: f64,
}

impl Reliability {
    fn bins(&self) -> [Bin; BINS] {
        let mut bins = [Bin::default(); BINS];
        for answer in &self.0 {
            let bin = &mut bins[((answer.score * BINS as f32) as usize).min(BINS - 1)];
            bin.count += 1;
            bin.right += usize::from(answer.right);
            bin.scores += f64::from(answer.score);
        }
        bins
    }

    /// How far the mean score of a bin is from its share of right answers: the mean over all
    /// answers, with ten bins of equal width (expected calibration error; Naeini, Cooper and
    /// Hauskrecht 2015).
    pub(crate) fn expected_error(&self) -> f64 {
        self.bins().iter().map(|b| (b.scores - b.right as f64).abs()).sum::<f64>()
            / self.0.len().max(1) as f64
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "score      answers  mean score  right")?;
        for (k, bin) in self.bins().iter().enumerate().filter(|(_, b)| b.count > 0) {
            let n = bin.count as f64;
            writeln!(
                f,
                "{:.1} - {:.1} {:8} {:11.3} {:6.3}",
                k as f64 / 10.0,
                (k + 1) as f64 / 10.0,
                bin.count,
                bin.scores / n,
                bin.right as f64 / n
            )?;
        }
        Ok(())
    }
}
