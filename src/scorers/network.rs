//! A scorer: a small network of one hidden layer that turns the features of an answer into one
//! number, the higher the likelier.

use crate::lanes::dot;

/// Weights of a scorer.
#[derive(Clone, Debug)]
pub(crate) struct Scorer {
    /// How many features it sees.
    features: usize,
    /// Row-major, one row a hidden unit, of a number a feature.
    hidden: Vec<f32>,
    hidden_bias: Vec<f32>,
    output: Vec<f32>,
}

impl Scorer {
    /// `hidden` holds `features` numbers for each number of `hidden_bias` and of `output`; whoever
    /// read them has checked that.
    pub(crate) fn new(
        features: usize,
        hidden: Vec<f32>,
        hidden_bias: Vec<f32>,
        output: Vec<f32>,
    ) -> Self {
        debug_assert_eq!(hidden.len(), features * hidden_bias.len());
        debug_assert_eq!(output.len(), hidden_bias.len());
        Self { features, hidden, hidden_bias, output }
    }

    /// The score of one answer. It means something beside the scores of the other answers to the
    /// same question only.
    pub(super) fn score(&self, features: &[f32]) -> f32 {
        debug_assert_eq!(features.len(), self.features);
        self.hidden
            .chunks_exact(self.features.max(1))
            .zip(&self.hidden_bias)
            .zip(&self.output)
            .map(|((row, bias), weight)| weight * (dot(row, features) + bias).max(0.0))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_what_the_formula_says() {
        let scorer = Scorer::new(2, vec![2.0, 0.0, -1.0, -1.0], vec![0.5, 0.0], vec![3.0, 7.0]);
        assert_eq!(scorer.score(&[1.0, 1.0]), 7.5);
        assert_eq!(scorer.score(&[-2.0, 1.0]), 7.0);
    }
}
