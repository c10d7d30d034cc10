//! Rows of f32 to bytes.

use super::kernels::LEFT_MOST;
use crate::lanes::{larger, largest, largest_magnitude, nearest_bits, smaller, smallest};
use crate::model::bundle::WideChannel;

/// What the bytes of a row stand for: byte `q` is `q * scale + offset`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RowScale {
    pub(super) scale: f32,
    pub(super) offset: f32,
}

/// What the largest of a row's numbers becomes.
const MOST: f32 = LEFT_MOST as f32;

/// Spreads the numbers of `row`, from its smallest to its largest, over 0 ..= [`LEFT_MOST`].
#[inline(always)]
pub(super) fn quantize(row: &[f32], out: &mut [u8]) -> RowScale {
    let (low, high) = (smallest(row), largest(row));
    // A row of one value must not divide by zero; its bytes are then all 0.
    let range = larger(high - low, f32::MIN_POSITIVE * 1024.0);
    let (scale, inverse) = (range * (1.0 / MOST), MOST / range);
    for (q, &x) in out.iter_mut().zip(row) {
        *q = nearest_bits((x - low) * inverse) as u8;
    }
    RowScale { scale, offset: low }
}

/// Channels whose numbers are spread over several bytes; see [`WideChannel`].
#[derive(Clone, Debug, Default)]
pub(super) struct Wide {
    channels: Vec<WideChannel>,
    /// Bytes that come after those of the row: all but the first one of each channel.
    pub(super) extra: usize,
}

impl Wide {
    pub(super) fn new(channels: &[WideChannel]) -> Self {
        Self { channels: channels.to_vec(), extra: channels.iter().map(|w| w.bytes - 1).sum() }
    }

    /// The channel of each of the extra bytes.
    pub(super) fn extra_channels(&self) -> impl Iterator<Item = usize> {
        self.channels.iter().flat_map(|w| std::iter::repeat_n(w.channel, w.bytes - 1))
    }

    /// As [`quantize`], with each wide channel's number as a sum over its bytes: the first one in
    /// its own place, the others after the row. `scratch` is as long as the row.
    #[inline(always)]
    pub(super) fn quantize(&self, row: &[f32], scratch: &mut [f32], out: &mut [u8]) -> RowScale {
        if self.channels.is_empty() {
            return quantize(row, out);
        }
        scratch.copy_from_slice(row);
        for w in &self.channels {
            scratch[w.channel] /= w.bytes as f32;
        }
        let (out, extra) = out.split_at_mut(row.len());
        let scale = quantize(scratch, out);
        let mut extra = extra.iter_mut();
        for w in &self.channels {
            let part = (scratch[w.channel] - scale.offset) / scale.scale;
            // Each byte is rounded at another point of the step, so that their sum is the nearest
            // one to that of the parts.
            let byte = |i: usize| {
                let point = (i as f32 + 0.5) / w.bytes as f32 - 0.5;
                nearest_bits(smaller(larger(part + point, 0.0), MOST)) as u8
            };
            out[w.channel] = byte(0);
            for i in 1..w.bytes {
                if let Some(slot) = extra.next() {
                    *slot = byte(i);
                }
            }
        }
        scale
    }
}

/// Spreads the numbers of `row` over `-most ..= most`, each byte plus `zero`; returns what a unit
/// is worth.
#[inline(always)]
pub(super) fn quantize_symmetric(row: &[f32], most: f32, zero: f32, out: &mut [u8]) -> f32 {
    let largest = larger(largest_magnitude(row), f32::MIN_POSITIVE * 1024.0);
    let (scale, inverse) = (largest / most, most / largest);
    for (q, &x) in out.iter_mut().zip(row) {
        *q = nearest_bits(x * inverse + zero) as u8;
    }
    scale
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<f32>> {
        let waves = |n: usize| (0..n).map(|i| (i as f32 * 0.37).sin() * 3.0 + 1.0).collect();
        vec![
            vec![],
            vec![0.0; 20],
            vec![-7.5; 3],
            waves(1),
            waves(16),
            waves(33),
            vec![1e30, -1e30, 0.0],
            vec![1e-30, 2e-30],
        ]
    }

    #[test]
    fn a_byte_is_at_most_half_a_step_off() {
        for row in rows() {
            let mut out = vec![0; row.len()];
            let s = quantize(&row, &mut out);
            for (&q, &x) in out.iter().zip(&row) {
                let back = f32::from(q) * s.scale + s.offset;
                assert!(
                    (back - x).abs() <= s.scale * 0.5001 + x.abs() * 1e-6,
                    "{x} became {back} in {row:?}"
                );
            }
        }
    }

    #[test]
    fn wide_channels_leave_the_others_their_precision() {
        let mut row: Vec<f32> = (0..40).map(|i| (i as f32 * 0.37).sin()).collect();
        (row[3], row[20]) = (29.3, -6.1);
        let wide = Wide::new(&[
            WideChannel { channel: 3, bytes: 30 },
            WideChannel { channel: 20, bytes: 6 },
        ]);
        assert_eq!(wide.extra, 34);
        let (mut scratch, mut out) = (vec![0.0; 40], vec![0; 74]);
        let s = wide.quantize(&row, &mut scratch, &mut out);
        assert!(s.scale < 2.1 / MOST);
        let value = |q: u8| f32::from(q) * s.scale + s.offset;
        let mut back: Vec<f32> = out[..40].iter().map(|&q| value(q)).collect();
        for (channel, &q) in wide.extra_channels().zip(&out[40..]) {
            back[channel] += value(q);
        }
        for (x, b) in row.iter().zip(&back) {
            assert!((x - b).abs() < s.scale * 0.51, "{x} became {b}");
        }
    }

    #[test]
    fn the_symmetric_form_keeps_zero() {
        for row in rows() {
            for (most, zero) in [(127.0, 0.0), (63.0, 64.0)] {
                let mut out = vec![0; row.len()];
                let scale = quantize_symmetric(&row, most, zero, &mut out);
                for (&q, &x) in out.iter().zip(&row) {
                    let n =
                        if zero > 0.0 { f32::from(q) - zero } else { f32::from(q.cast_signed()) };
                    assert!(
                        (n * scale - x).abs() <= scale * 0.5001 + x.abs() * 1e-6,
                        "{x} became {} in {row:?}",
                        n * scale
                    );
                }
            }
        }
    }
}
