//! Plain Rust: the oracle of the other kernels, and what runs where they cannot.

use super::{GROUP, InstructionSet, PANEL, Tile};

#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Portable;

impl InstructionSet for Portable {
    const ROW_STEP: usize = 1;
    const DEPTH_STEP: usize = GROUP;
    const BLOCK_ROWS: usize = 64;
    type Session = ();

    #[inline(always)]
    fn begin(self) {}

    #[inline(always)]
    unsafe fn sums(
        self,
        left: *const u8,
        stride: usize,
        rows: usize,
        panel: *const i8,
        depth: usize,
        out: &mut Tile,
    ) {
        // SAFETY: the caller says that this much is readable.
        let (left, panel) = unsafe {
            (
                std::slice::from_raw_parts(left, (rows - 1) * stride + depth),
                std::slice::from_raw_parts(panel, depth * PANEL),
            )
        };
        sums(left, stride, rows, panel, depth, out);
    }
}

/// How deep the sums go in f32, whose products and sums every processor's vector unit has: up to
/// 127 * 128 * 64, which is below 2^24, so that all of them are exact.
const DEPTH: usize = 64;

fn sums(left: &[u8], stride: usize, rows: usize, panel: &[i8], depth: usize, out: &mut Tile) {
    let out = &mut out.0[..rows];
    out.fill([0; PANEL]);
    let mut columns = [[0.0; PANEL]; DEPTH];
    for first in (0..depth).step_by(DEPTH) {
        let depth = DEPTH.min(depth - first);
        for (k, row) in columns.iter_mut().enumerate().take(depth) {
            let group = &panel[(first + k) / GROUP * GROUP * PANEL..][..GROUP * PANEL];
            for (c, x) in row.iter_mut().enumerate() {
                *x = f32::from(group[c * GROUP + k % GROUP]);
            }
        }
        for (r, sums) in out.iter_mut().enumerate() {
            let mut exact = [0.0; PANEL];
            for (&a, row) in left[r * stride + first..][..depth].iter().zip(&columns) {
                let a = f32::from(a);
                for (c, sum) in exact.iter_mut().enumerate() {
                    *sum += a * row[c];
                }
            }
            for (sum, exact) in sums.iter_mut().zip(exact) {
                *sum += exact as i32;
            }
        }
    }
}
