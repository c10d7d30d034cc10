//! The tensors of a safetensors file.

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

use super::config::Architecture;
use crate::error::Error;

/// The tensors of a file, each asked for with the shape that it must have.
///
/// They are asked for by BERT's names; where the file is another architecture's, by whose names
/// they are found is that architecture's business ([`Architecture::tensor_name`]).
#[derive(Debug)]
pub(super) struct Tensors<'a> {
    file: &'static str,
    architecture: Architecture,
    tensors: SafeTensors<'a>,
}

/// A matrix as the file holds it.
#[derive(Debug)]
pub(super) enum Matrix<'a> {
    /// int8 with a scale for every row (output channel): the number at (r, c) is `values[r * cols +
    /// c] * scales[r]`.
    Int8 { values: &'a [u8], scales: Vec<f32>, cols: usize },
    /// Row-major.
    Float(Vec<f32>),
}

/// Bytes of a file's list of tensors. An encoder of a hundred layers has some 200 KB; the library
/// builds a table of whatever is listed before anybody can ask for a name.
const LONGEST_LIST: u64 = 1 << 22;

/// The types that are read as f32.
const FLOATS: [Dtype; 3] = [Dtype::F32, Dtype::F16, Dtype::BF16];

impl<'a> Tensors<'a> {
    pub(super) fn new(
        file: &'static str,
        bytes: &'a [u8],
        architecture: Architecture,
    ) -> Result<Self, Error> {
        // The file begins with the length of the list. A shorter one is refused by the library.
        if let Some(list) = bytes.first_chunk().map(|length| u64::from_le_bytes(*length))
            && list > LONGEST_LIST
        {
            let problem = format!("its list of tensors has {list} bytes, more than {LONGEST_LIST}");
            return Err(Error::model(file, problem));
        }
        SafeTensors::deserialize(bytes)
            .map(|tensors| Self { file, architecture, tensors })
            .map_err(|e| Error::model(file, e.to_string()))
    }

    fn find(&self, name: &str) -> Option<TensorView<'a>> {
        let name = self.architecture.tensor_name(name);
        self.tensors.tensor(&name).ok().or_else(|| self.tensors.tensor(&older_name(&name)?).ok())
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'a>, Error> {
        self.find(name).ok_or_else(|| {
            Error::model(self.file, format!("no tensor {}", self.architecture.tensor_name(name)))
        })
    }

    /// The first size of a tensor.
    pub(super) fn rows(&self, name: &str) -> Result<usize, Error> {
        Ok(self.tensor(name)?.shape().first().copied().unwrap_or(0))
    }

    fn shaped(
        &self,
        name: &str,
        shape: &[usize],
        dtypes: &[Dtype],
    ) -> Result<TensorView<'a>, Error> {
        let view = self.tensor(name)?;
        if !dtypes.contains(&view.dtype()) || view.shape() != shape {
            let name = self.architecture.tensor_name(name);
            let problem = format!(
                "tensor {name} is {:?} {:?}, not {dtypes:?} {shape:?}",
                view.dtype(),
                view.shape()
            );
            return Err(Error::model(self.file, problem));
        }
        Ok(view)
    }

    /// That there is a tensor of this name and shape, whatever its type.
    #[cfg(feature = "rust-bert")]
    pub(super) fn expect(&self, name: &str, shape: &[usize]) -> Result<(), Error> {
        let found = self.tensor(name)?;
        if found.shape() == shape {
            return Ok(());
        }
        let name = self.architecture.tensor_name(name);
        Err(Error::model(self.file, format!("tensor {name} is {:?}, not {shape:?}", found.shape())))
    }

    /// A tensor of f32, or of half-precision floats, which are widened; every number must be
    /// finite.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let view = self.shaped(name, shape, &FLOATS)?;
        let out: Vec<f32> = match view.dtype() {
            Dtype::F32 => {
                view.data().as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
            }
            Dtype::BF16 => view
                .data()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|b| half::bf16::from_le_bytes(*b).to_f32())
                .collect(),
            _ => view
                .data()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|b| half::f16::from_le_bytes(*b).to_f32())
                .collect(),
        };
        if out.iter().all(|v| v.is_finite()) {
            Ok(out)
        } else {
            let name = self.architecture.tensor_name(name);
            Err(Error::model(self.file, format!("tensor {name} holds a number that is not finite")))
        }
    }

    /// A matrix named `name`: floats, or int8 with its scales in `name.scale`.
    pub(super) fn matrix(&self, name: &str, rows: usize, cols: usize) -> Result<Matrix<'a>, Error> {
        if self.find(name).is_some_and(|t| t.dtype() != Dtype::I8) {
            return self.floats(name, &[rows, cols]).map(Matrix::Float);
        }
        let values = self.shaped(name, &[rows, cols], &[Dtype::I8])?.data();
        let scales = self.floats(&format!("{name}.scale"), &[rows])?;
        Ok(Matrix::Int8 { values, scales, cols })
    }
}

/// What old checkpoints call the parameters of a layer normalization.
fn older_name(name: &str) -> Option<String> {
    let stem = name.strip_suffix("LayerNorm.weight").map(|s| format!("{s}LayerNorm.gamma"));
    stem.or_else(|| name.strip_suffix("LayerNorm.bias").map(|s| format!("{s}LayerNorm.beta")))
}

impl Matrix<'_> {
    /// The whole matrix as f32, row-major.
    pub(super) fn into_floats(self) -> Vec<f32> {
        match self {
            Self::Float(values) => values,
            Self::Int8 { values, scales, cols } => values
                .chunks_exact(cols.max(1))
                .zip(scales)
                .flat_map(|(row, scale)| {
                    row.iter().map(move |&v| f32::from(v.cast_signed()) * scale)
                })
                .collect(),
        }
    }
}
