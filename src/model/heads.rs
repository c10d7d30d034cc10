//! Heads: linear layers on a hidden state.

use super::bio::BioLabels;
use super::lanes::dot;

/// One linear layer with a label set.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    labels: BioLabels,
    /// Row-major, one row of `hidden_size` numbers a label.
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Head {
    /// `weight` holds `labels.len() * hidden_size` numbers and `bias` one a label; the bundle has checked that.
    pub(crate) fn new(labels: BioLabels, weight: Vec<f32>, bias: Vec<f32>) -> Self {
        debug_assert_eq!(bias.len(), labels.len());
        Self { labels, weight, bias }
    }

    pub(crate) fn labels(&self) -> &BioLabels {
        &self.labels
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

    /// Appends the log-probabilities of a word that the tokenizer drops: surely `O`.
    pub(crate) fn outside(&self, out: &mut Vec<f32>) {
        out.push(0.0);
        out.extend(std::iter::repeat_n(-30.0, self.labels.len() - 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_to_one() {
        let labels = BioLabels::new(&["O", "B-A", "I-A"].map(String::from), "manifest.json").expect("a BIO set");
        let head = Head::new(labels, vec![1.0, 0.0, 0.0, 1.0, 200.0, -300.0], vec![0.0, 0.5, 0.0]);
        let mut out = Vec::new();
        head.log_probs(&[3.0, 2.0], &mut out);
        assert!((out.iter().map(|l| l.exp()).sum::<f32>() - 1.0).abs() < 1e-5);
        assert!((out[0] - out[1] - 0.5).abs() < 1e-5);
    }
}
