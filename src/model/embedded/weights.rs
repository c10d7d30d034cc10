//! The encoder's weights, read out of a bundle and multiplied out to f32.

use super::layer_norm::LayerNorm;
use super::matmul::{Sum, View, multiply};
use crate::Error;
use crate::model::bundle::{Bundle, Matrix, Tensors};
use crate::model::encoder::Window;

#[derive(Debug)]
pub(super) struct Weights {
    pub(super) hidden: usize,
    pub(super) heads: usize,
    pub(super) vocabulary: usize,
    pub(super) positions: usize,
    pub(super) types: usize,
    words: WordVectors,
    position_vectors: Vec<f32>,
    type_vectors: Vec<f32>,
    pub(super) embedding_norm: LayerNorm,
    pub(super) layers: Vec<Layer>,
}

/// Word vectors stay as small as the file has them: a window needs only its own few.
#[derive(Debug)]
enum WordVectors {
    Int8 { values: Vec<i8>, scales: Vec<f32> },
    Float(Vec<f32>),
}

impl WordVectors {
    fn new(matrix: Matrix<'_>) -> Self {
        match matrix {
            Matrix::Int8 { values, scales, .. } => Self::Int8 { values: values.iter().map(|v| v.cast_signed()).collect(), scales },
            Matrix::Float(values) => Self::Float(values),
        }
    }

    /// Writes the vector of `word` to `out`, which is as long as a vector.
    fn copy(&self, word: usize, out: &mut [f32]) {
        let range = word * out.len()..(word + 1) * out.len();
        match self {
            Self::Float(values) => out.copy_from_slice(&values[range]),
            Self::Int8 { values, scales } => out.iter_mut().zip(&values[range]).for_each(|(o, &v)| *o = f32::from(v) * scales[word]),
        }
    }
}

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
    fn read(tensors: &Tensors<'_>, name: &str, out_features: usize, in_features: usize) -> Result<Self, Error> {
        Ok(Self {
            weight: tensors.matrix(&format!("{name}.weight"), out_features, in_features)?.into_floats(),
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

impl Weights {
    pub(super) fn read(bundle: &Bundle) -> Result<Self, Error> {
        let config = bundle.config();
        let tensors = bundle.tensors()?;
        let (hidden, inner) = (config.hidden_size, config.intermediate_size);
        let norm = |name: &str| -> Result<LayerNorm, Error> {
            Ok(LayerNorm {
                weight: tensors.floats(&format!("{name}.LayerNorm.weight"), &[hidden])?,
                bias: tensors.floats(&format!("{name}.LayerNorm.bias"), &[hidden])?,
                epsilon: config.layer_norm_eps,
            })
        };
        let embeddings = "bert.embeddings";
        let matrix = |name: &str, rows: usize| tensors.matrix(&format!("{embeddings}.{name}.weight"), rows, hidden);
        let mut layers = Vec::new();
        for i in 0..config.num_hidden_layers {
            let name = format!("bert.encoder.layer.{i}");
            let linear = |part: &str, rows, cols| Linear::read(&tensors, &format!("{name}.{part}"), rows, cols);
            layers.push(Layer {
                attention: Attention {
                    query: linear("attention.self.query", hidden, hidden)?,
                    key: linear("attention.self.key", hidden, hidden)?,
                    value: linear("attention.self.value", hidden, hidden)?,
                    output: linear("attention.output.dense", hidden, hidden)?,
                },
                attention_norm: norm(&format!("{name}.attention.output"))?,
                up: linear("intermediate.dense", inner, hidden)?,
                down: linear("output.dense", hidden, inner)?,
                output_norm: norm(&format!("{name}.output"))?,
            });
        }
        Ok(Self {
            hidden,
            heads: config.num_attention_heads,
            vocabulary: config.vocab_size,
            positions: config.max_position_embeddings,
            types: config.type_vocab_size,
            words: WordVectors::new(matrix("word_embeddings", config.vocab_size)?),
            position_vectors: matrix("position_embeddings", config.max_position_embeddings)?.into_floats(),
            type_vectors: matrix("token_type_embeddings", config.type_vocab_size)?.into_floats(),
            embedding_norm: norm(embeddings)?,
            layers,
        })
    }

    /// The sums of word, position and type vectors, one row a piece of `window`, which has been checked.
    pub(super) fn embed(&self, window: &Window<'_>, out: &mut [f32]) {
        let size = self.hidden;
        for (at, row) in out.chunks_exact_mut(size).enumerate() {
            let word = window.ids[at] as usize;
            let kind = usize::from(window.types[at]);
            self.words.copy(word, row);
            let positions = &self.position_vectors[at * size..][..size];
            let types = &self.type_vectors[kind * size..][..size];
            for (i, x) in row.iter_mut().enumerate() {
                *x += positions[i] + types[i];
            }
        }
    }
}
