//! Scaled dot-product attention (Vaswani et al. 2017, <https://arxiv.org/abs/1706.03762>) over
//! quantized queries, keys and values: one head of one window at a time.
//!
//! Keys and values are int8 with a scale for each piece and head, queries have 7 bits. The weights
//! of a softmax span several powers of ten, so they get 14 bits, as two bytes of 7 and two products;
//! the scale of a value is multiplied into its weight before that.

use super::buffer::Buffer;
use super::kernels::{GROUP, InstructionSet, PANEL, TILE_ROWS, Tile};
use super::panels::index_in_panel;
use super::product::{Left, Product};
use super::quantize::quantize_symmetric;
use crate::lanes::{exp2, larger, largest, nearest_bits};

/// The bytes' zero for queries, which are unsigned in a product, and the most on its either side.
const QUERY_ZERO: f32 = 64.0;
const QUERY_MOST: f32 = 63.0;
const OTHER_MOST: f32 = 127.0;

/// The sizes of the heads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heads {
    pub(super) count: usize,
    pub(super) width: usize,
}

impl Heads {
    /// The numbers of a hidden state.
    pub(super) fn size(self) -> usize {
        self.count * self.width
    }
}

/// Queries, keys and values of the pieces of a window, as the layer before has left them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inputs<'a> {
    /// For each piece the queries of all heads, then the keys, then the values; after the last
    /// piece, whatever is there.
    pub(super) bytes: &'a [u8],
    /// For each piece what a unit is worth, in the same order.
    pub(super) scales: &'a [f32],
    pub(super) pieces: usize,
}

/// What a thread needs to compute a head.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    keys: Buffer<i8>,
    values: Buffer<i8>,
    /// For each key: its scale, and its numbers' sum times that; for each value its scale.
    columns: Buffer<f32>,
    scores: Buffer<f32>,
    /// High bytes of the weights, then low ones.
    weights: Buffer<u8>,
}

/// Writes, for each piece of the window, the weighted mean of the values of head `head` to `out`:
/// `heads.width` numbers a piece.
#[inline(always)]
pub(super) fn attend<K: InstructionSet>(
    kernel: K,
    heads: Heads,
    head: usize,
    inputs: Inputs<'_>,
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let Heads { width, .. } = heads;
    let pieces = inputs.pieces;
    let stride = 3 * heads.size();
    let key_depth = width.next_multiple_of(K::DEPTH_STEP);
    let value_depth = pieces.next_multiple_of(K::DEPTH_STEP);
    let padded = pieces.next_multiple_of(PANEL);

    let keys = scratch.keys.get(padded * key_depth);
    let values = scratch.values.get(width.next_multiple_of(PANEL) * value_depth);
    let columns = scratch.columns.get(3 * padded);
    let (key_scales, columns) = columns.split_at_mut(padded);
    let (key_totals, value_scales) = columns.split_at_mut(padded);
    pack_keys(heads, head, inputs, key_depth, keys);
    pack_values(heads, head, inputs, value_depth, values);
    for j in 0..pieces {
        let scales = &inputs.scales[j * 3 * heads.count..];
        let at = j * stride + heads.size() + head * width;
        key_scales[j] = scales[heads.count + head];
        key_totals[j] =
            inputs.bytes[at..at + width].iter().map(|v| i32::from(v.cast_signed())).sum::<i32>()
                as f32
                * key_scales[j];
        value_scales[j] = scales[2 * heads.count + head];
    }
    key_scales[pieces..].fill(0.0);
    key_totals[pieces..].fill(0.0);

    // The softmax is of powers of two, so the logarithm of e goes into the scale of the scores.
    let temperature = std::f32::consts::LOG2_E / (width as f32).sqrt();
    let scores = scratch.scores.get(TILE_ROWS * padded);
    let weights = scratch.weights.get(2 * TILE_ROWS * value_depth);
    let (high, low) = weights.split_at_mut(TILE_ROWS * value_depth);
    let mut means = [0.0; TILE_ROWS];
    let mut tile = Tile::zero();
    for first in (0..pieces).step_by(TILE_ROWS) {
        let rows = TILE_ROWS.min(pieces - first);
        let queries = Left { bytes: &inputs.bytes[first * stride + head * width..], stride, rows };
        let mut product = Product::new(kernel, queries, keys, key_depth);
        while let Some(at) = product.next(&mut tile) {
            let (unit, total) =
                (&key_scales[at.column..][..PANEL], &key_totals[at.column..][..PANEL]);
            for (r, sums) in tile.0.iter().enumerate().take(rows) {
                let scale = inputs.scales[(first + r) * 3 * heads.count + head] * temperature;
                let offset = -QUERY_ZERO * scale;
                let out = &mut scores[r * padded + at.column..][..PANEL];
                for c in 0..PANEL {
                    out[c] = sums[c] as f32 * (scale * unit[c]) + offset * total[c];
                }
            }
        }
        // Of a kernel's sessions one is open at a time.
        drop(product);
        for r in 0..rows {
            let weights = r * value_depth..(r + 1) * value_depth;
            means[r] = softmax(
                &mut scores[r * padded..][..pieces],
                &value_scales[..pieces],
                &mut high[weights.clone()],
                &mut low[weights],
            );
        }
        let out = &mut out[first * width..(first + rows) * width];
        let left = |bytes| Left { bytes, stride: value_depth, rows };
        let mut product = Product::new(kernel, left(high), values, value_depth);
        while let Some(at) = product.next(&mut tile) {
            for (out, sums) in out.chunks_exact_mut(width).zip(&tile.0) {
                for (x, &sum) in out[at.column..].iter_mut().zip(sums) {
                    *x = sum as f32 * HIGH;
                }
            }
        }
        drop(product);
        let mut product = Product::new(kernel, left(low), values, value_depth);
        while let Some(at) = product.next(&mut tile) {
            for ((out, sums), mean) in out.chunks_exact_mut(width).zip(&tile.0).zip(&means) {
                for (x, &sum) in out[at.column..].iter_mut().zip(sums) {
                    *x = (*x + sum as f32) * mean;
                }
            }
        }
    }
}

/// Keys into panels: a column for each piece.
#[inline(always)]
fn pack_keys(heads: Heads, head: usize, inputs: Inputs<'_>, depth: usize, panels: &mut [i8]) {
    let stride = 3 * heads.size();
    let from = heads.size() + head * heads.width;
    panels.fill(0);
    for j in 0..inputs.pieces {
        let panel = &mut panels[j / PANEL * PANEL * depth..];
        let key = &inputs.bytes[j * stride + from..][..heads.width];
        let (groups, rest) = key.as_chunks::<GROUP>();
        for (g, group) in groups.iter().enumerate() {
            let at = index_in_panel(g * GROUP, j % PANEL);
            let slot = &mut panel[at..at + GROUP];
            for i in 0..GROUP {
                slot[i] = group[i].cast_signed();
            }
        }
        for (i, &value) in rest.iter().enumerate() {
            panel[index_in_panel(groups.len() * GROUP + i, j % PANEL)] = value.cast_signed();
        }
    }
}

/// Values into panels: a column for each number of the head, the pieces' one below the other.
#[inline(always)]
fn pack_values(heads: Heads, head: usize, inputs: Inputs<'_>, depth: usize, panels: &mut [i8]) {
    let stride = 3 * heads.size();
    let from = 2 * heads.size() + head * heads.width;
    panels.fill(0);
    for (p, panel) in panels.chunks_exact_mut(depth * PANEL).enumerate() {
        let width = PANEL.min(heads.width - p * PANEL);
        let value = |j: usize| &inputs.bytes[j * stride + from + p * PANEL..][..width];
        let full = inputs.pieces / GROUP;
        if width == PANEL {
            // The same with a length that the compiler knows.
            for (g, group) in panel.chunks_exact_mut(GROUP * PANEL).enumerate().take(full) {
                let rows = [0, 1, 2, 3].map(|i| value(GROUP * g + i).first_chunk::<PANEL>());
                if let [Some(a), Some(b), Some(c), Some(d)] = rows {
                    for (i, slot) in group.as_chunks_mut::<GROUP>().0.iter_mut().enumerate() {
                        *slot = [a[i], b[i], c[i], d[i]].map(u8::cast_signed);
                    }
                }
            }
        } else {
            for (g, group) in panel.chunks_exact_mut(GROUP * PANEL).enumerate().take(full) {
                let [a, b, c, d] =
                    [value(4 * g), value(4 * g + 1), value(4 * g + 2), value(4 * g + 3)];
                for (i, slot) in group.as_chunks_mut::<GROUP>().0.iter_mut().enumerate().take(width)
                {
                    *slot = [
                        a[i].cast_signed(),
                        b[i].cast_signed(),
                        c[i].cast_signed(),
                        d[i].cast_signed(),
                    ];
                }
            }
        }
        for j in full * GROUP..inputs.pieces {
            for (i, v) in value(j).iter().enumerate() {
                panel[index_in_panel(j, i)] = v.cast_signed();
            }
        }
    }
}

/// What 1 is in the sum of a softmax. Adding [`FIXED`] to a number in 0 ..= 1 leaves it in these
/// units in the low bits of the sum.
const UNIT: f32 = 65_536.0;
const FIXED: f32 = 128.0;
const FIXED_MASK: u32 = 0x7f_ffff;

/// What a high byte of a weight is worth, and the largest weight: both bytes have 7 bits.
const HIGH: f32 = 128.0;
const LARGEST: f32 = HIGH * HIGH - 1.0;

/// Turns base-2 scores into the weights of the values, in 14 bits: `high` and `low` bytes, zeros
/// after the last piece. Returns what a unit is worth, divided by the sum of the softmax.
#[inline(always)]
fn softmax(scores: &mut [f32], value_scales: &[f32], high: &mut [u8], low: &mut [u8]) -> f32 {
    let top = largest(scores);
    // The sum of the powers is one of integers, which are exact in any order.
    let (mut sum, mut most) = (0u32, 0u32);
    for (x, scale) in scores.iter_mut().zip(value_scales) {
        let power = exp2(*x - top);
        sum = sum.wrapping_add((power + FIXED).to_bits() & FIXED_MASK);
        *x = power * scale;
        most = most.max(x.to_bits());
    }
    let most = larger(f32::from_bits(most), f32::MIN_POSITIVE * 1024.0);

    let inverse = LARGEST / most;
    let pieces = scores.len();
    for ((high, low), &x) in high.iter_mut().zip(low.iter_mut()).zip(scores.iter()) {
        let bits = nearest_bits(x * inverse);
        *high = (bits >> 7) as u8 & 127;
        *low = bits as u8 & 127;
    }
    high[pieces..].fill(0);
    low[pieces..].fill(0);
    most * (UNIT / LARGEST) / sum as f32
}

/// Quantizes the queries, keys and values of one piece: `row` holds them as f32.
#[inline(always)]
pub(super) fn quantize_heads(heads: Heads, row: &[f32], bytes: &mut [u8], scales: &mut [f32]) {
    let parts = row.chunks_exact(heads.width).zip(bytes.chunks_exact_mut(heads.width)).zip(scales);
    for (i, ((part, bytes), scale)) in parts.enumerate() {
        let (most, zero) =
            if i < heads.count { (QUERY_MOST, QUERY_ZERO) } else { (OTHER_MOST, 0.0) };
        *scale = quantize_symmetric(part, most, zero, bytes);
    }
}
