//! The layers over a block of rows: everything but attention works on each piece alone.

use super::attention::{Heads, quantize_heads};
use super::buffer::Buffer;
use super::kernels::InstructionSet;
use super::linear::Linear;
use super::product::Left;
use super::quantize::{RowScale, Wide};
use crate::error::Error;
use crate::lanes::{gelu, sum};
use crate::model::config::Config;
use crate::model::encoder::embedded::layer_norm::LayerNorm;
use crate::model::weights::Tensors;

#[derive(Debug)]
pub(super) struct Layer {
    /// Queries, keys and values of all heads.
    projection: Linear,
    attention_output: Linear,
    attention_norm: LayerNorm,
    up: Linear,
    down: Linear,
    output_norm: LayerNorm,
}

/// What a thread needs to take a block through a layer.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    bytes: Buffer<u8>,
    scales: Buffer<RowScale>,
    floats: Buffer<f32>,
    row: Buffer<f32>,
}

impl Layer {
    pub(super) fn read(
        config: &Config,
        tensors: &Tensors<'_>,
        index: usize,
        wide: &Wide,
        depth_step: usize,
    ) -> Result<Self, Error> {
        let (hidden, inner) = (config.hidden_size, config.intermediate_size);
        let name = format!("bert.encoder.layer.{index}");
        let linear = |parts: &[&str], outputs, inputs, wide: &Wide| {
            let names: Vec<String> = parts.iter().map(|part| format!("{name}.{part}")).collect();
            Linear::read(tensors, &names, outputs, inputs, wide.clone(), depth_step)
        };
        Ok(Self {
            projection: linear(
                &["attention.self.query", "attention.self.key", "attention.self.value"],
                hidden,
                hidden,
                wide,
            )?,
            attention_output: linear(
                &["attention.output.dense"],
                hidden,
                hidden,
                &Wide::default(),
            )?,
            attention_norm: LayerNorm::read(tensors, &format!("{name}.attention.output"), config)?,
            up: linear(&["intermediate.dense"], inner, hidden, wide)?,
            down: linear(&["output.dense"], hidden, inner, &Wide::default())?,
            output_norm: LayerNorm::read(tensors, &format!("{name}.output"), config)?,
        })
    }

    /// The queries, keys and values of a block, from its hidden states.
    #[inline(always)]
    pub(super) fn project<K: InstructionSet>(
        &self,
        kernel: K,
        heads: Heads,
        block: Block<'_>,
        scratch: &mut Scratch,
    ) {
        let Block { hidden, bytes, scales } = block;
        let size = heads.size();
        let mut rows = QuantizedRows::new::<K>(
            hidden.len() / size,
            &self.projection,
            &mut scratch.bytes,
            &mut scratch.scales,
        );
        for (r, hidden) in hidden.chunks_exact(size).enumerate() {
            rows.set(r, hidden, &self.projection, &mut scratch.row);
        }
        let floats = scratch.floats.get(rows.count() * 3 * size);
        rows.multiply(kernel, &self.projection, floats, |y, slot| *slot = y);
        let parts = bytes.chunks_exact_mut(3 * size).zip(scales.chunks_exact_mut(3 * heads.count));
        for (row, (bytes, scales)) in floats.chunks_exact(3 * size).zip(parts) {
            quantize_heads(heads, row, bytes, scales);
        }
    }

    /// The rest of the layer: `hidden` goes from what it was before the layer to what it is after
    /// it. `mean` writes what attention has found for a row of the block.
    #[inline(always)]
    pub(super) fn finish<K: InstructionSet>(
        &self,
        kernel: K,
        hidden: &mut [f32],
        scratch: &mut Scratch,
        mean: impl Fn(usize, &mut [f32]),
    ) {
        let size = self.attention_norm.weight.len();
        let count = hidden.len() / size;

        let row = scratch.floats.get(size);
        let mut rows = QuantizedRows::new::<K>(
            count,
            &self.attention_output,
            &mut scratch.bytes,
            &mut scratch.scales,
        );
        for r in 0..count {
            mean(r, row);
            rows.set(r, row, &self.attention_output, &mut scratch.row);
        }
        rows.multiply(kernel, &self.attention_output, hidden, |y, slot| *slot += y);

        let mut rows =
            QuantizedRows::new::<K>(count, &self.up, &mut scratch.bytes, &mut scratch.scales);
        for (r, hidden) in hidden.chunks_exact_mut(size).enumerate() {
            layer_norm(hidden, &self.attention_norm);
            rows.set(r, hidden, &self.up, &mut scratch.row);
        }
        let inner = scratch.floats.get(count * self.up.outputs());
        rows.multiply(kernel, &self.up, inner, |y, slot| *slot = gelu(y));

        let mut rows =
            QuantizedRows::new::<K>(count, &self.down, &mut scratch.bytes, &mut scratch.scales);
        for (r, inner) in inner.chunks_exact(self.up.outputs()).enumerate() {
            rows.set(r, inner, &self.down, &mut scratch.row);
        }
        rows.multiply(kernel, &self.down, hidden, |y, slot| *slot += y);
        for hidden in hidden.chunks_exact_mut(size) {
            layer_norm(hidden, &self.output_norm);
        }
    }
}

/// Some rows of a group of windows.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) hidden: &'a mut [f32],
    /// Queries, keys and values, as [`Inputs`](super::attention::Inputs) has them.
    pub(super) bytes: &'a mut [u8],
    pub(super) scales: &'a mut [f32],
}

/// Rows that are on their way into a product.
#[derive(Debug)]
struct QuantizedRows<'a> {
    bytes: &'a mut [u8],
    stride: usize,
    scales: &'a mut [RowScale],
}

impl<'a> QuantizedRows<'a> {
    /// Room for `count` rows of inputs of `linear`.
    #[inline(always)]
    fn new<K: InstructionSet>(
        count: usize,
        linear: &Linear,
        bytes: &'a mut Buffer<u8>,
        scales: &'a mut Buffer<RowScale>,
    ) -> Self {
        let stride = linear.depth();
        Self {
            bytes: bytes.get(Left::size::<K>(count, stride, stride)),
            stride,
            scales: scales.get(count),
        }
    }

    #[inline(always)]
    fn count(&self) -> usize {
        self.scales.len()
    }

    #[inline(always)]
    fn set(&mut self, r: usize, row: &[f32], linear: &Linear, scratch: &mut Buffer<f32>) {
        self.scales[r] = linear.quantize(
            row,
            scratch.get(row.len()),
            &mut self.bytes[r * self.stride..][..self.stride],
        );
    }

    #[inline(always)]
    fn multiply<K: InstructionSet>(
        &self,
        kernel: K,
        linear: &Linear,
        out: &mut [f32],
        write: impl Fn(f32, &mut f32),
    ) {
        linear.apply(
            kernel,
            Left { bytes: self.bytes, stride: self.stride, rows: self.count() },
            self.scales,
            out,
            write,
        );
    }
}

/// Layer normalization of one row (Ba et al. 2016, <https://arxiv.org/abs/1607.06450>).
#[inline(always)]
pub(super) fn layer_norm(row: &mut [f32], norm: &LayerNorm) {
    let each = 1.0 / row.len() as f32;
    let mean = sum(row, |x| x) * each;
    let variance = sum(row, |x| (x - mean) * (x - mean)) * each;
    let scale = 1.0 / (variance + norm.epsilon).sqrt();
    for ((x, w), b) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
        *x = (*x - mean) * scale * w + b;
    }
}
