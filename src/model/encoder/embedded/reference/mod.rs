//! The reference pass: f32 throughout, one window after another on each thread, written to be read.
//! Whatever is faster is held to its hidden states.

mod attention;
mod layer_norm;
mod matmul;
mod weights;

use rayon::prelude::*;

use super::embeddings::Embeddings;
use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::encoder::Window;
use layer_norm::layer_norm;
use matmul::Sum;
use weights::Layer;

#[derive(Debug)]
pub(super) struct Reference {
    heads: usize,
    embeddings: Embeddings,
    layers: Vec<Layer>,
}

impl Reference {
    pub(super) fn read(bundle: &Bundle) -> Result<Self, Error> {
        let (config, tensors) = (bundle.config(), bundle.tensors()?);
        Ok(Self {
            heads: config.num_attention_heads,
            embeddings: Embeddings::read(bundle, &tensors)?,
            layers: (0..config.num_hidden_layers)
                .map(|i| Layer::read(config, &tensors, i))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Fills `hidden`, a row of `size` numbers for each piece of the windows in turn.
    pub(super) fn encode(&self, windows: &[Window<'_>], size: usize, mut hidden: &mut [f32]) {
        let mut jobs = Vec::with_capacity(windows.len());
        for window in windows {
            let (mine, others) = hidden.split_at_mut(window.ids.len() * size);
            jobs.push((window, mine));
            hidden = others;
        }
        jobs.into_par_iter()
            .filter(|(window, _)| !window.ids.is_empty())
            .for_each(|(window, out)| self.forward(window, size, out));
    }

    /// One window through all layers.
    fn forward(&self, window: &Window<'_>, size: usize, out: &mut [f32]) {
        for (at, row) in out.chunks_exact_mut(size).enumerate() {
            self.embeddings.embed(window, at, row);
        }
        layer_norm(out, &self.embeddings.norm);
        let mut mixed = vec![0.0; out.len()];
        for layer in &self.layers {
            attention::attend(&layer.attention, self.heads, out, &mut mixed);
            layer.attention.output.apply_to(&mixed, out, Sum::AddTo);
            layer_norm(out, &layer.attention_norm);

            let mut inner = layer.up.apply(out);
            inner.iter_mut().for_each(|x| *x = gelu(*x));
            layer.down.apply_to(&inner, out, Sum::AddTo);
            layer_norm(out, &layer.output_norm);
        }
    }
}

/// The Gaussian error linear unit, exact form (Hendrycks & Gimpel 2016,
/// <https://arxiv.org/abs/1606.08415>).
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))
}

#[cfg(test)]
mod tests {
    use super::gelu;

    #[test]
    fn gelu_has_its_known_values() {
        for (x, y) in
            [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (3.0, 2.995_950_3), (-10.0, 0.0)]
        {
            assert!((gelu(x) - y).abs() < 1e-6, "gelu({x}) = {}", gelu(x));
        }
    }
}
