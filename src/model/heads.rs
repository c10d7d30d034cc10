//! Heads: linear layers on a hidden state.

use super::bio::BioLabels;
use crate::lanes::dot;

/// One linear layer, and the softmax of what comes out.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    /// Row-major, one row of `hidden_size` numbers for each label.
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// One linear layer with a label set.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    labels: BioLabels,
    layer: Linear,
    /// For each of the layer's own labels the one of `labels` that it means; empty where they are
    /// the same.
    places: Vec<usize>,
}

/// The log-probability of what cannot be: low enough never to win, high enough to be summed with
/// others.
const NEVER: f32 = -30.0;

impl Linear {
    /// `weight` holds `hidden_size` numbers for each number of `bias`, of which there is one a
    /// label; the bundle has checked that.
    pub(crate) fn new(weight: Vec<f32>, bias: Vec<f32>) -> Self {
        Self { weight, bias }
    }

    /// Appends the log-probabilities of the labels given one hidden state.
    pub(crate) fn log_probs(&self, hidden: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        for (row, bias) in self.weight.chunks_exact(hidden.len()).zip(&self.bias) {
            out.push(bias + dot(row, hidden));
        }
        let logits = &mut out[start..];
        let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let log_sum = max + logits.iter().map(|l| (l - max).exp()).sum::<f32>().ln();
        for l in logits {
            *l -= log_sum;
        }
    }
}

impl Head {
    /// `layer` has one label for each of `labels`.
    pub(crate) fn new(labels: BioLabels, layer: Linear) -> Self {
        Self { labels, layer, places: Vec::new() }
    }

    /// With a layer whose labels are others: `places` has, for each of them, the one of the label
    /// set that it means. Several may mean the same one; their probabilities are added.
    #[must_use]
    pub(crate) fn with_places(mut self, places: Vec<usize>) -> Self {
        debug_assert_eq!(self.layer.bias.len(), places.len());
        debug_assert!(places.iter().all(|&place| place < self.labels.len()));
        self.places = places;
        self
    }

    pub(crate) fn labels(&self) -> &BioLabels {
        &self.labels
    }

    /// Appends the log-probabilities of the labels given one hidden state.
    pub(crate) fn log_probs(&self, hidden: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        self.layer.log_probs(hidden, out);
        if !self.places.is_empty() {
            self.merge(start, out);
        }
    }

    /// The log-probabilities of the layer's own labels, from `start` on, to those of the label set.
    fn merge(&self, start: usize, out: &mut Vec<f32>) {
        let mut sums = vec![0.0; self.labels.len()];
        for (&place, l) in self.places.iter().zip(&out[start..]) {
            sums[place] += l.exp();
        }
        out.truncate(start);
        out.extend(sums.into_iter().map(|p: f32| p.ln().max(NEVER)));
    }

    /// Appends the log-probabilities of a word that the tokenizer drops: surely `O`.
    pub(crate) fn outside(&self, out: &mut Vec<f32>) {
        out.push(0.0);
        out.extend(std::iter::repeat_n(NEVER, self.labels.len() - 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_to_one() {
        let labels = BioLabels::new(&["O", "B-A", "I-A"].map(String::from), "manifest.json")
            .expect("a BIO set");
        let head = Head::new(
            labels,
            Linear::new(vec![1.0, 0.0, 0.0, 1.0, 200.0, -300.0], vec![0.0, 0.5, 0.0]),
        );
        let mut out = Vec::new();
        head.log_probs(&[3.0, 2.0], &mut out);
        assert!((out.iter().map(|l| l.exp()).sum::<f32>() - 1.0).abs() < 1e-5);
        assert!((out[0] - out[1] - 0.5).abs() < 1e-5);
    }

    #[test]
    fn labels_that_mean_the_same_are_added() {
        let labels = BioLabels::new(&["O", "B-A", "I-A"].map(String::from), "manifest.json")
            .expect("a BIO set");
        let thirds =
            Head::new(labels, Linear::new(vec![0.0; 3], vec![0.0; 3])).with_places(vec![0, 2, 2]);
        let mut out = vec![7.0];
        thirds.log_probs(&[1.0], &mut out);
        let probabilities: Vec<f32> = out[1..].iter().map(|l| l.exp()).collect();
        assert!(
            (probabilities[0] - 1.0 / 3.0).abs() < 1e-6
                && (probabilities[2] - 2.0 / 3.0).abs() < 1e-6
        );
        assert!(probabilities[1] < 1e-12 && out.iter().all(|l| l.is_finite()));
    }
}
