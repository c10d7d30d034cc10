//! The encoder that comes with the crate: BERT in plain Rust.
//!
//! This is the reference pass: f32 throughout, one window after another on each thread, written to be read. Whatever is faster
//! is held to its hidden states.

mod attention;
mod layer_norm;
mod matmul;
mod weights;

use rayon::prelude::*;

use super::bundle::Bundle;
use super::encoder::{Encoder, Window};
use crate::Error;
use weights::Weights;

/// BERT (Devlin et al. 2019, <https://arxiv.org/abs/1810.04805>): embeddings, then layers of self-attention and a two-layer
/// perceptron, each with a residual connection and layer normalization after it.
#[derive(Debug)]
pub(crate) struct Embedded {
    weights: Weights,
}

impl Embedded {
    pub(crate) fn new(bundle: &Bundle) -> Result<Self, Error> {
        Ok(Self { weights: Weights::read(bundle)? })
    }

    fn check(&self, window: &Window<'_>) -> Result<(), Error> {
        let w = &self.weights;
        if window.ids.len() != window.types.len() {
            return Err(Error::inference(format!("a window of {} ids has {} token types", window.ids.len(), window.types.len())));
        }
        if window.ids.len() > w.positions {
            return Err(Error::inference(format!("a window of {} pieces is longer than the encoder's {}", window.ids.len(), w.positions)));
        }
        if let Some(id) = window.ids.iter().find(|&&id| id as usize >= w.vocabulary) {
            return Err(Error::inference(format!("piece id {id} is beyond the vocabulary of {}", w.vocabulary)));
        }
        if let Some(kind) = window.types.iter().find(|&&t| usize::from(t) >= w.types) {
            return Err(Error::inference(format!("token type {kind} is beyond the encoder's {}", w.types)));
        }
        Ok(())
    }

    /// One window through all layers; `out` holds a hidden state a piece.
    fn forward(&self, window: &Window<'_>, out: &mut [f32]) {
        let w = &self.weights;
        w.embed(window, out);
        layer_norm::layer_norm(out, &w.embedding_norm);
        let mut mixed = vec![0.0; out.len()];
        for layer in &w.layers {
            attention::attend(&layer.attention, w.heads, out, &mut mixed);
            layer.attention.output.apply_to(&mixed, out, matmul::Sum::AddTo);
            layer_norm::layer_norm(out, &layer.attention_norm);

            let mut inner = layer.up.apply(out);
            inner.iter_mut().for_each(|x| *x = gelu(*x));
            layer.down.apply_to(&inner, out, matmul::Sum::AddTo);
            layer_norm::layer_norm(out, &layer.output_norm);
        }
    }
}

impl Encoder for Embedded {
    fn hidden_size(&self) -> usize {
        self.weights.hidden
    }

    fn max_window(&self) -> usize {
        self.weights.positions
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        for window in windows {
            self.check(window)?;
        }
        let size = self.weights.hidden;
        hidden.clear();
        hidden.resize(windows.iter().map(|w| w.ids.len()).sum::<usize>() * size, 0.0);
        let mut rest = hidden.as_mut_slice();
        let mut jobs = Vec::with_capacity(windows.len());
        for window in windows {
            let (mine, others) = rest.split_at_mut(window.ids.len() * size);
            jobs.push((window, mine));
            rest = others;
        }
        jobs.into_par_iter().filter(|(window, _)| !window.ids.is_empty()).for_each(|(window, out)| self.forward(window, out));
        Ok(())
    }
}

/// The Gaussian error linear unit, exact form (Hendrycks & Gimpel 2016, <https://arxiv.org/abs/1606.08415>).
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))
}

#[cfg(test)]
mod tests {
    use super::gelu;

    #[test]
    fn gelu_has_its_known_values() {
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (3.0, 2.995_950_3), (-10.0, 0.0)] {
            assert!((gelu(x) - y).abs() < 1e-6, "gelu({x}) = {}", gelu(x));
        }
    }
}

/// What PyTorch computes over the same weights; written by `models/training/fixtures.py`.
#[cfg(all(test, bundled_model))]
mod reference {
    use safetensors::SafeTensors;
    use serde::Deserialize;

    use super::*;
    use crate::model::ModelSource;
    use crate::model::pieces::pieces;
    use crate::text::Span;

    /// Both sides compute in f32, in different orders; the largest difference seen, with AVX2, is 3.7e-6.
    const TOLERANCE: f32 = 1e-4;

    #[derive(Debug, Deserialize)]
    struct Case {
        text: String,
        ids: Vec<u32>,
        types: Vec<u8>,
        entity: Vec<String>,
        role: Vec<String>,
    }

    fn cases() -> Vec<Case> {
        serde_json::from_str(include_str!("../../../tests/data/reference/cases.json")).expect("the cases are JSON")
    }

    fn bundle() -> Bundle {
        Bundle::load(ModelSource::Directory(concat!(env!("CARGO_MANIFEST_DIR"), "/models/news-en").into())).expect("the model loads")
    }

    #[test]
    fn texts_are_cut_into_the_pieces_of_the_training() {
        let bundle = bundle();
        for case in cases() {
            let found = pieces(bundle.tokenizer(), &case.text, &[Span::new(0, case.text.len())]).expect("the text is cut");
            let inner = 1..case.ids.len() - 1;
            assert_eq!(found.ids, &case.ids[inner.clone()], "{}", case.text);
            assert_eq!(found.types, &case.types[inner], "{}", case.text);
        }
    }

    #[test]
    fn hidden_states_and_labels_are_those_of_the_training() {
        let bundle = bundle();
        let encoder = Embedded::new(&bundle).expect("the weights fit");
        let file = include_bytes!("../../../tests/data/reference/hidden.safetensors");
        let tensors = SafeTensors::deserialize(file).expect("the reference is safetensors");
        let cases = cases();
        let windows: Vec<Window<'_>> = cases.iter().map(|c| Window { ids: &c.ids, types: &c.types }).collect();
        let mut hidden = Vec::new();
        encoder.encode(&windows, &mut hidden).expect("the windows are fine");
        let mut rows = hidden.chunks_exact(encoder.hidden_size());
        for (k, case) in cases.iter().enumerate() {
            let view = tensors.tensor(&format!("hidden.{k}")).expect("a tensor a case");
            let (chunks, _) = view.data().as_chunks::<4>();
            let expected: Vec<f32> = chunks.iter().map(|b| f32::from_le_bytes(*b)).collect();
            assert_eq!(expected.len(), case.ids.len() * encoder.hidden_size());
            for (i, wanted) in expected.chunks_exact(encoder.hidden_size()).enumerate() {
                let row = rows.next().expect("a row a piece");
                let worst = row.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert!(worst < TOLERANCE, "case {k}, piece {i}: off by {worst}");
                assert_eq!(label(bundle.entity_head(), row), case.entity[i], "case {k}, piece {i}");
                assert_eq!(label(bundle.role_head(), row), case.role[i], "case {k}, piece {i}");
            }
        }
    }

    fn label(head: &crate::model::heads::Head, row: &[f32]) -> String {
        let mut scores = Vec::new();
        head.log_probs(row, &mut scores);
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).expect("a head has labels");
        match best {
            0 => "O".to_owned(),
            n => format!("{}-{}", if n % 2 == 1 { "B" } else { "I" }, head.labels().kinds()[(n - 1) / 2]),
        }
    }

    #[test]
    fn windows_that_make_no_sense_are_errors() {
        let encoder = Embedded::new(&bundle()).expect("the weights fit");
        let long = (vec![1; 513], vec![0; 513]);
        for (ids, types) in [(&[30_522][..], &[0][..]), (&[1], &[8]), (&[1, 2], &[0]), (&long.0, &long.1)] {
            assert!(encoder.encode(&[Window { ids, types }], &mut Vec::new()).is_err());
        }
        let mut hidden = vec![1.0];
        encoder.encode(&[Window { ids: &[], types: &[] }], &mut hidden).expect("an empty window is nothing");
        assert!(hidden.is_empty());
    }
}
