//! The layers' weights, read out of a bundle and multiplied out to f32.

use super::matmul::{Sum, View, multiply};
use crate::error::Error;
use crate::model::config::Config;
use crate::model::encoder::embedded::layer_norm::LayerNorm;
use crate::model::weights::Tensors;

#[derive(Debug)]
pub(super) struct Layer {
    pub(super) attention: Attention,
    pub(super) attention_norm: LayerNorm,
    pub(super) up: Linear,
    pub(super) down: Linear,
    pub(super) output_norm: LayerNorm,
}

#[derive(Debug)]
pub(super) struct Attention {
    pub(super) query: Linear,
    pub(super) key: Linear,
    pub(super) value: Linear,
    pub(super) output: Linear,
}

/// `y = x W^T + b`, with a row of W for each number of y.
#[derive(Debug)]
pub(super) struct Linear {
    weight: Vec<f32>,
    bias: Vec<f32>,
    in_features: usize,
}

impl Linear {
    fn read(
        tensors: &Tensors<'_>,
        name: &str,
        out_features: usize,
        in_features: usize,
    ) -> Result<Self, Error> {
        Ok(Self {
            weight: tensors
                .matrix(&format!("{name}.weight"), out_features, in_features)?
                .into_floats(),
            bias: tensors.floats(&format!("{name}.bias"), &[out_features])?,
            in_features,
        })
    }

    pub(super) fn out_features(&self) -> usize {
        self.bias.len()
    }

    pub(super) fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; rows.len() / self.in_features * self.out_features()];
        self.apply_to(rows, &mut out, Sum::Replace);
        out
    }

    /// The layer's output for each row of `rows`, put into `out` or added to what is there.
    pub(super) fn apply_to(&self, rows: &[f32], out: &mut [f32], sum: Sum) {
        for row in out.chunks_exact_mut(self.out_features()) {
            match sum {
                Sum::Replace => row.copy_from_slice(&self.bias),
                Sum::AddTo => row.iter_mut().zip(&self.bias).for_each(|(x, b)| *x += b),
            }
        }
        multiply(
            View::of(rows, self.in_features),
            View::of(&self.weight, self.in_features).transposed(),
            1.0,
            out,
            self.out_features(),
            Sum::AddTo,
        );
    }
}

impl Layer {
    pub(super) fn read(
        config: &Config,
        tensors: &Tensors<'_>,
        index: usize,
    ) -> Result<Self, Error> {
        let (hidden, inner) = (config.hidden_size, config.intermediate_size);
        let name = format!("bert.encoder.layer.{index}");
        let linear =
            |part: &str, rows, cols| Linear::read(tensors, &format!("{name}.{part}"), rows, cols);
        Ok(Self {
            attention: Attention {
                query: linear("attention.self.query", hidden, hidden)?,
                key: linear("attention.self.key", hidden, hidden)?,
                value: linear("attention.self.value", hidden, hidden)?,
                output: linear("attention.output.dense", hidden, hidden)?,
            },
            attention_norm: LayerNorm::read(tensors, &format!("{name}.attention.output"), config)?,
            up: linear("intermediate.dense", inner, hidden)?,
            down: linear("output.dense", hidden, inner)?,
            output_norm: LayerNorm::read(tensors, &format!("{name}.output"), config)?,
        })
    }
}
