//! Linear layers over quantized rows.

use super::kernels::{InstructionSet, LEFT_MOST, PANEL, Tile};
use super::panels::Panels;
use super::product::{Left, Product};
use super::quantize::{RowScale, Wide};
use crate::error::Error;
use crate::model::weights::{Matrix, Tensors};

/// `y = x W^T + b`, with W in panels.
#[derive(Debug)]
pub(super) struct Linear {
    panels: Panels,
    bias: Vec<f32>,
    inputs: usize,
    wide: Wide,
}

/// The deepest product whose sums surely fit an i32.
const MAX_DEPTH: usize = i32::MAX as usize / (LEFT_MOST as usize * 128);

impl Linear {
    /// Reads the layers `names`, each with as many outputs as `outputs` says, as one layer whose
    /// outputs stand side by side. `wide` are the channels of the inputs that need more than a
    /// byte.
    pub(super) fn read(
        tensors: &Tensors<'_>,
        names: &[String],
        outputs: usize,
        inputs: usize,
        wide: Wide,
        depth_step: usize,
    ) -> Result<Self, Error> {
        if inputs > MAX_DEPTH {
            return Err(Error::config(format!(
                "{}: {inputs} inputs are more than an int8 product can sum, {MAX_DEPTH}",
                names[0]
            )));
        }
        let mut panels =
            Panels::with_capacity(names.len() * outputs, inputs + wide.extra, depth_step);
        let mut bias = Vec::with_capacity(names.len() * outputs);
        // A row at a time: all of them once more would be megabytes of memory.
        let mut row = Vec::with_capacity(inputs + wide.extra);
        for name in names {
            match tensors.matrix(&format!("{name}.weight"), outputs, inputs)? {
                Matrix::Int8 { values, scales, .. } => {
                    for (bytes, scale) in values.chunks_exact(inputs.max(1)).zip(scales) {
                        row.clear();
                        row.extend(bytes.iter().map(|v| v.cast_signed()));
                        repeat(&mut row, &wide);
                        panels.push(&row, scale);
                    }
                }
                Matrix::Float(floats) => {
                    for floats in floats.chunks_exact(inputs.max(1)) {
                        row.clear();
                        let scale = quantize_weight(floats, &mut row);
                        repeat(&mut row, &wide);
                        panels.push(&row, scale);
                    }
                }
            }
            bias.extend(tensors.floats(&format!("{name}.bias"), &[outputs])?);
        }
        Ok(Self { panels, bias, inputs, wide })
    }

    pub(super) fn outputs(&self) -> usize {
        self.panels.columns
    }

    /// Quantizes a row of inputs. `scratch` is as long as the row.
    #[inline(always)]
    pub(super) fn quantize(&self, row: &[f32], scratch: &mut [f32], out: &mut [u8]) -> RowScale {
        self.wide.quantize(row, scratch, &mut out[..self.inputs + self.wide.extra])
    }

    /// How many bytes a row of inputs has, with those that only the kernel reads.
    pub(super) fn depth(&self) -> usize {
        self.panels.depth
    }

    /// For every row of `left`, `write(y, slot)` over all outputs, where the slots are `out`'s
    /// numbers, a row of [`outputs`](Self::outputs) for each.
    #[inline(always)]
    pub(super) fn apply<K: InstructionSet>(
        &self,
        kernel: K,
        left: Left<'_>,
        scales: &[RowScale],
        out: &mut [f32],
        write: impl Fn(f32, &mut f32),
    ) {
        let columns = self.outputs();
        let panels = &self.panels;
        let mut product = Product::new(kernel, left, panels.values(), panels.depth);
        let mut tile = Tile::zero();
        while let Some(at) = product.next(&mut tile) {
            let width = PANEL.min(columns - at.column);
            let (unit, total) =
                (&panels.scales[at.column..][..width], &panels.totals[at.column..][..width]);
            let bias = &self.bias[at.column..][..width];
            for (r, sums) in tile.0.iter().enumerate().take(at.rows) {
                let row = at.row + r;
                let RowScale { scale, offset } = scales[row];
                let out = &mut out[row * columns + at.column..][..width];
                if width == PANEL {
                    // The same loop with a length that the compiler knows.
                    for c in 0..PANEL {
                        write(
                            sums[c] as f32 * (scale * unit[c]) + (offset * total[c] + bias[c]),
                            &mut out[c],
                        );
                    }
                } else {
                    for c in 0..width {
                        write(
                            sums[c] as f32 * (scale * unit[c]) + (offset * total[c] + bias[c]),
                            &mut out[c],
                        );
                    }
                }
            }
        }
    }
}

/// Puts the weights of the channels that are there once more behind those of all.
fn repeat(row: &mut Vec<i8>, wide: &Wide) {
    for channel in wide.extra_channels() {
        // In bounds: a channel that is wide is one of the inputs.
        row.push(row[channel]);
    }
}

/// Weights that the file holds as f32: -127 ..= 127 times the scale that it gives.
fn quantize_weight(floats: &[f32], row: &mut Vec<i8>) -> f32 {
    let largest = floats.iter().fold(f32::MIN_POSITIVE, |a, x| a.max(x.abs()));
    row.extend(floats.iter().map(|x| (x / largest * 127.0).round() as i8));
    largest / 127.0
}
