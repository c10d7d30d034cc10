//! What a window's pieces are before the first layer: the sums of three vectors.

use std::borrow::Cow;

use crate::error::Error;
use crate::model::bundle::Bundle;
use crate::model::encoder::Window;
use crate::model::weights::{Matrix, Tensors};

use super::layer_norm::LayerNorm;

const WORDS: &str = "bert.embeddings.word_embeddings.weight";

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

/// Word vectors stay as small as the file has them, and where the file has them if it is compiled
/// in: a window needs only its own few.
#[derive(Debug)]
enum WordVectors {
    /// The bytes are numbers with a sign.
    Int8 {
        values: Cow<'static, [u8]>,
        scales: Vec<f32>,
    },
    Float(Vec<f32>),
}

impl WordVectors {
    fn read(bundle: &Bundle, tensors: &Tensors<'_>) -> Result<Self, Error> {
        let config = bundle.config();
        let (rows, cols) = (config.vocab_size, config.hidden_size);
        Ok(match tensors.matrix(WORDS, rows, cols)? {
            Matrix::Float(values) => Self::Float(values),
            Matrix::Int8 { values, scales, .. } => {
                let values = match bundle.lasting_tensors()?.map(|t| t.matrix(WORDS, rows, cols)) {
                    Some(Ok(Matrix::Int8 { values, .. })) => Cow::Borrowed(values),
                    _ => Cow::Owned(values.to_vec()),
                };
                Self::Int8 { values, scales }
            }
        })
    }

    /// Writes the vector of `word` to `out`, which is as long as a vector.
    #[inline(always)]
    fn copy(&self, word: usize, out: &mut [f32]) {
        let range = word * out.len()..(word + 1) * out.len();
        match self {
            Self::Float(values) => out.copy_from_slice(&values[range]),
            Self::Int8 { values, scales } => {
                let scale = scales[word];
                let values = &values[range];
                out.iter_mut()
                    .zip(values)
                    .for_each(|(o, v)| *o = f32::from(v.cast_signed()) * scale);
            }
        }
    }
}

impl Embeddings {
    pub(super) fn read(bundle: &Bundle, tensors: &Tensors<'_>) -> Result<Self, Error> {
        let config = bundle.config();
        let size = config.hidden_size;
        let matrix = |name: &str, rows: usize| {
            tensors.matrix(&format!("bert.embeddings.{name}.weight"), rows, size)
        };
        let mut positions =
            matrix("position_embeddings", config.max_position_embeddings)?.into_floats();
        positions.drain(..config.first_position * size);
        Ok(Self {
            size,
            words: WordVectors::read(bundle, tensors)?,
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
