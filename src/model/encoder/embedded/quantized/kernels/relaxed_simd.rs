//! WebAssembly's relaxed vectors: sums of four products of bytes, four columns an instruction.
//!
//! "Relaxed" is what a byte of the right operand means whose highest bit is set, and what becomes of
//! two products that together do not fit 16 bits: processors differ there. Neither happens: that
//! operand is the left side, whose bytes are at most [`LEFT_MOST`](super::LEFT_MOST).
//!
//! A module either has these instructions or it does not: there is nothing to detect.

use std::arch::wasm32::{
    i32x4_relaxed_dot_i8x16_i7x16_add, i32x4_splat, v128, v128_load, v128_load32_splat, v128_store,
};

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the module is compiled with the instructions.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct RelaxedSimd;

/// Rows and registers (of four columns) that are multiplied together: engines compile them to the 16
/// registers of x86 or the 32 of Arm, and 8 hold their sums.
const ROWS: usize = 2;
const WIDE: usize = 4;
const COLUMNS: usize = 4 * WIDE;

impl InstructionSet for RelaxedSimd {
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
        for column in (0..PANEL).step_by(COLUMNS) {
            let mut first = 0;
            while first < rows {
                // SAFETY: rows from `first` on, at most as many as there are, of what the caller
                // promises.
                unsafe {
                    let left = left.add(first * stride);
                    let out = &mut out.0[first..];
                    match rows - first {
                        1 => few::<1>(left, stride, panel, column, depth, out),
                        _ => few::<ROWS>(left, stride, panel, column, depth, out),
                    }
                }
                first += ROWS;
            }
        }
    }
}

/// The sums of `R` rows with 16 columns of the panel, from `column` on.
///
/// # Safety
///
/// As for [`InstructionSet::sums`] with `R` rows; `out` holds as many, and `column` is at most 16.
#[inline]
unsafe fn few<const R: usize>(
    left: *const u8,
    stride: usize,
    panel: *const i8,
    column: usize,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    let mut sums: [[v128; WIDE]; R] = [[i32x4_splat(0); WIDE]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so this group's columns and each row's group are inside
        // what the caller promises; none of the loads needs an alignment.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let mut groups = [i32x4_splat(0); R];
            for (r, group) in groups.iter_mut().enumerate() {
                *group = v128_load32_splat(left.add(r * stride + k).cast());
            }
            for w in 0..WIDE {
                let four = v128_load(columns.add(16 * w).cast());
                for (r, sum) in sums.iter_mut().enumerate() {
                    sum[w] = i32x4_relaxed_dot_i8x16_i7x16_add(four, groups[r], sum[w]);
                }
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r][column..column + COLUMNS];
        for (w, four) in sum.iter().enumerate() {
            // SAFETY: `w` is below 4, and the slice holds 16 numbers.
            unsafe { v128_store(out.as_mut_ptr().add(4 * w).cast(), *four) };
        }
    }
}
