//! By how much a normalizer and a pre-tokenizer can make a text longer, part by part: the product
//! is bounded before a text is shown to them.

/// By how much a text may grow, in bytes for a byte. ALBERT's parts, with their worst cases
/// multiplied, come to 1936; no text makes all of them do their worst.
const MOST: usize = 4096;
/// Parts of a normalizer, and of a pre-tokenizer; encoders come with up to six.
const MOST_PARTS: usize = 32;
/// Sequences within sequences. The library reads each anew for each that it lies in.
const DEEPEST: usize = 4;

/// The parts of a sequence that were looked at so far.
#[derive(Debug)]
pub(super) struct Growth {
    factor: usize,
    parts: usize,
    depth: usize,
}

impl Default for Growth {
    fn default() -> Self {
        Self { factor: 1, parts: 0, depth: 0 }
    }
}

impl Growth {
    /// What comes behind these parts: the growth goes on, the parts are counted anew.
    pub(super) fn and_then_parts(&self) -> Self {
        Self { factor: self.factor, ..Self::default() }
    }

    /// Bytes that a byte may become.
    pub(super) fn factor(&self) -> usize {
        self.factor
    }

    /// One part more, which makes `factor` bytes of a byte at the most.
    pub(super) fn part(&mut self, factor: usize) -> Result<(), String> {
        self.parts += 1;
        self.factor = self.factor.saturating_mul(factor.max(1));
        if self.parts > MOST_PARTS {
            return Err(format!("there are more than {MOST_PARTS} parts in a sequence"));
        }
        if self.factor > MOST {
            return Err(format!(
                "its parts could make {} bytes of one, more than {MOST}",
                self.factor
            ));
        }
        Ok(())
    }

    /// What `look` sees lies in a sequence.
    pub(super) fn within(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        self.part(1)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("more than {DEEPEST} sequences lie in each other"));
        }
        look(self)?;
        self.depth -= 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_multiplied() {
        let mut growth = Growth::default();
        for (factor, product) in [(0, 1), (1, 1), (3, 3), (32, 96)] {
            growth.part(factor).expect("it is little");
            assert_eq!(growth.factor(), product);
        }
        assert!(growth.part(64).is_err());
        assert!(Growth::default().part(usize::MAX).is_err());
    }

    #[test]
    fn parts_and_depths_are_counted() {
        let mut growth = Growth::default();
        assert!((0..MOST_PARTS).all(|_| growth.part(1).is_ok()));
        assert!(growth.part(1).is_err());
        fn nest(growth: &mut Growth, levels: usize) -> Result<(), String> {
            growth.within(|g| if levels > 1 { nest(g, levels - 1) } else { Ok(()) })
        }
        assert!(nest(&mut Growth::default(), DEEPEST).is_ok());
        assert!(nest(&mut Growth::default(), DEEPEST + 1).is_err());
    }
}
