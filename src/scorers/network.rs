//! A scorer: a small network of one hidden layer that turns the features of an answer into one
//! number, the higher the likelier.

use crate::error::Error;
use crate::lanes::dot;
use crate::model::MANIFEST;

/// Weights of a scorer.
#[derive(Clone, Debug)]
pub(crate) struct Scorer {
    /// The names of its inputs.
    features: Vec<String>,
    /// Row-major, one row a hidden unit, of a number a feature.
    hidden: Vec<f32>,
    hidden_bias: Vec<f32>,
    output: Vec<f32>,
}

impl Scorer {
    /// `hidden` holds `features.len()` numbers for each number of `hidden_bias` and of `output`;
    /// the bundle has checked that.
    pub(crate) fn new(
        features: Vec<String>,
        hidden: Vec<f32>,
        hidden_bias: Vec<f32>,
        output: Vec<f32>,
    ) -> Self {
        debug_assert_eq!(hidden.len(), features.len() * hidden_bias.len());
        debug_assert_eq!(output.len(), hidden_bias.len());
        Self { features, hidden, hidden_bias, output }
    }

    /// That it was trained on the features `names`, in this order; `of` is what it scores, for the
    /// message.
    ///
    /// # Errors
    ///
    /// Where it was not, with the first difference.
    pub(crate) fn check(&self, of: &str, names: &[&str]) -> Result<(), Error> {
        let position = (0..names.len().max(self.features.len()))
            .find(|&i| self.features.get(i).map(String::as_str) != names.get(i).copied());
        match position {
            None => Ok(()),
            Some(i) => Err(Error::model(
                MANIFEST,
                format!(
                    "{of} feature {i} is {:?}; this version of the crate computes {:?}",
                    self.features.get(i),
                    names.get(i)
                ),
            )),
        }
    }

    /// The score of one answer. It means something beside the scores of the other answers to the
    /// same question only.
    pub(crate) fn score(&self, features: &[f32]) -> f32 {
        debug_assert_eq!(features.len(), self.features.len());
        self.hidden
            .chunks_exact(self.features.len().max(1))
            .zip(&self.hidden_bias)
            .zip(&self.output)
            .map(|((row, bias), weight)| weight * (dot(row, features) + bias).max(0.0))
            .sum()
    }
}

/// Scores of all answers to one question to their probabilities, which add up to 1.
pub(crate) fn probabilities(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = (*score - max).exp();
    }
    let sum: f32 = scores.iter().sum();
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_what_the_formula_says() {
        let features = ["near", "far"].map(String::from).to_vec();
        let scorer =
            Scorer::new(features, vec![2.0, 0.0, -1.0, -1.0], vec![0.5, 0.0], vec![3.0, 7.0]);
        assert_eq!(scorer.score(&[1.0, 1.0]), 7.5);
        assert_eq!(scorer.score(&[-2.0, 1.0]), 7.0);
    }

    #[test]
    fn a_scorer_of_other_features_is_refused() {
        let scorer = Scorer::new(
            ["near", "far"].map(String::from).to_vec(),
            vec![0.0; 2],
            vec![0.0],
            vec![0.0],
        );
        assert!(scorer.check("antecedent", &["near", "far"]).is_ok());
        for (names, word) in [
            (&["near"][..], "far"),
            (&["far", "near"], "near"),
            (&["near", "far", "there"], "there"),
        ] {
            let error = scorer.check("antecedent", names).expect_err("other features");
            assert!(error.to_string().contains(word), "{error}");
        }
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let mut scores = [1000.0, 999.0, -1000.0];
        probabilities(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((scores[0] / scores[1] - std::f32::consts::E).abs() < 1e-4);
    }
}
