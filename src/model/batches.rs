//! How many windows are encoded together.

use std::time::Duration;

use crate::clock::Instant;
use crate::limits::Allowance;

/// Enough to keep every core busy, few enough to bound the memory for hidden states.
const MOST: usize = 32;
/// What a pass should take where the text may be given up behind it.
const LONGEST: Duration = Duration::from_millis(200);

/// Sizes of batches: the largest, or where a text may be given up what fits into the time between
/// two looks at the clock. What comes out does not depend on it.
#[derive(Debug)]
pub(super) struct Batches {
    size: usize,
    adapts: bool,
    begun: Option<Instant>,
}

impl Batches {
    pub(super) fn new(allowance: &Allowance<'_>) -> Self {
        let adapts = allowance.may_end();
        let size = if adapts { rayon::current_num_threads().clamp(1, MOST) } else { MOST };
        Self { size, adapts, begun: None }
    }

    /// The windows of the next batch, taken off `windows`; the last one took until now.
    pub(super) fn next<'w, W>(&mut self, windows: &mut &'w [W]) -> Option<&'w [W]> {
        let begun = self.begun.replace(Instant::now());
        if let Some(begun) = begun {
            self.adapt(begun.elapsed());
        }
        let (batch, rest) = windows.split_at(self.size.min(windows.len()));
        *windows = rest;
        (!batch.is_empty()).then_some(batch)
    }

    fn adapt(&mut self, took: Duration) {
        if self.adapts && took > LONGEST {
            self.size = (self.size / 2).max(1);
        } else if self.adapts && took * 2 < LONGEST {
            self.size = (self.size * 2).min(MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{Cancel, Limits};

    #[test]
    fn every_window_comes_once_and_sizes_follow_the_time() {
        let cancel = Cancel::new();
        let allowance = Limits::none().begin("", Some(&cancel)).expect("no limits");
        let mut batches = Batches::new(&allowance);
        batches.size = 8;
        for (millis, size) in [(1000, 4), (150, 4), (10, 8), (1, 16), (1, 32), (1, 32), (201, 16)] {
            batches.adapt(Duration::from_millis(millis));
            assert_eq!(batches.size, size);
        }
        (0..9).for_each(|_| batches.adapt(LONGEST * 2));
        assert_eq!(batches.size, 1);

        let all: Vec<usize> = (0..100).collect();
        let (mut rest, mut seen) = (all.as_slice(), Vec::new());
        while let Some(batch) = batches.next(&mut rest) {
            seen.extend_from_slice(batch);
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn without_an_end_batches_are_large() {
        let mut batches = Batches::new(&Allowance::unlimited());
        batches.adapt(LONGEST * 100);
        let all = [0; MOST + 1];
        assert_eq!(batches.next(&mut all.as_slice()).map(<[i32]>::len), Some(MOST));
    }
}
