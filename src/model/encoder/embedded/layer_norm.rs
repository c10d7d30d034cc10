//! What a layer normalization has learned (Ba et al. 2016, <https://arxiv.org/abs/1607.06450>).

use crate::error::Error;
use crate::model::config::Config;
use crate::model::weights::Tensors;

#[derive(Clone, Debug)]
pub(super) struct LayerNorm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) epsilon: f32,
}

impl LayerNorm {
    pub(super) fn read(tensors: &Tensors<'_>, name: &str, config: &Config) -> Result<Self, Error> {
        Ok(Self {
            weight: tensors.floats(&format!("{name}.LayerNorm.weight"), &[config.hidden_size])?,
            bias: tensors.floats(&format!("{name}.LayerNorm.bias"), &[config.hidden_size])?,
            epsilon: config.layer_norm_eps,
        })
    }
}
