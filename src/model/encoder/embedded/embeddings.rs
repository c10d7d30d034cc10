//! What a window's pieces are before the first layer: the sums of three vectors.

use crate::error::Error;
use crate::model::config::Config;
use crate::model::encoder::Window;
use crate::model::weights::{Matrix, Tensors};

use super::layer_norm::LayerNorm;

#[derive(Debug)]
pub(super) struct Embeddings {
    size: usize,
    words: WordVectors,
    /// From the first one that a window has.
    positions: Vec<f32>,
    /// One of zeros where the network knows none.
    types: Vec<f32>,
    pub(super) norm: LayerNorm,
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
            Matrix::Int8 { values, scales, .. } => {
                Self::Int8 { values: values.iter().map(|v| v.cast_signed()).collect(), scales }
            }
            Matrix::Float(values) => Self::Float(values),
        }
    }

    /// Writes the vector of `word` to `out`, which is as long as a vector.
    #[inline(always)]
    fn copy(&self, word: usize, out: &mut [f32]) {
        let range = word * out.len()..(word + 1) * out.len();
        match self {
            Self::Float(values) => out.copy_from_slice(&values[range]),
            Self::Int8 { values, scales } => {
                let scale = scales[word];
                out.iter_mut().zip(&values[range]).for_each(|(o, &v)| *o = f32::from(v) * scale);
            }
        }
    }
}

impl Embeddings {
    pub(super) fn read(config: &Config, tensors: &Tensors<'_>) -> Result<Self, Error> {
        let size = config.hidden_size;
        let matrix = |name: &str, rows: usize| {
            tensors.matrix(&format!("bert.embeddings.{name}.weight"), rows, size)
        };
        let mut positions =
            matrix("position_embeddings", config.max_position_embeddings)?.into_floats();
        positions.drain(..config.first_position * size);
        Ok(Self {
            size,
            words: WordVectors::new(matrix("word_embeddings", config.vocab_size)?),
            positions,
            types: match config.type_vocab_size {
                0 => vec![0.0; size],
                types => matrix("token_type_embeddings", types)?.into_floats(),
            },
            norm: LayerNorm::read(tensors, "bert.embeddings", config)?,
        })
    }

    /// The sum of word, position and type vector of piece `at` of `window`, whose ids are in range.
    #[inline(always)]
    pub(super) fn embed(&self, window: &Window<'_>, at: usize, out: &mut [f32]) {
        self.words.copy(window.ids[at] as usize, out);
        let position = &self.positions[at * self.size..][..self.size];
        let kind = &self.types[usize::from(window.types[at]) * self.size..][..self.size];
        for ((x, p), k) in out.iter_mut().zip(position).zip(kind) {
            *x += p + k;
        }
    }
}
