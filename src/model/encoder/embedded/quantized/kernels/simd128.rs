//! WebAssembly's fixed-width vectors of 128 bits: products of 16-bit numbers, eight an instruction.
//!
//! A module either has these instructions or it does not: there is nothing to detect.

use std::arch::wasm32::{
    i16x8_extend_low_u8x16, i16x8_load_extend_i8x8, i32x4_add, i32x4_dot_i16x8, i32x4_shuffle,
    i32x4_splat, v128, v128_load32_splat, v128_store,
};

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the module is compiled with the instructions.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Simd128;

/// Rows and registers (of two columns) that are multiplied together: engines compile them to the 16
/// registers of x86 or the 32 of Arm, and 8 hold their sums.
const ROWS: usize = 2;
const WIDE: usize = 4;
const COLUMNS: usize = 2 * WIDE;

impl InstructionSet for Simd128 {
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

/// The sums of `R` rows with eight columns of the panel, from `column` on.
///
/// # Safety
///
/// As for [`InstructionSet::sums`] with `R` rows; `out` holds as many, and `column` is at most 24.
#[inline]
unsafe fn few<const R: usize>(
    left: *const u8,
    stride: usize,
    panel: *const i8,
    column: usize,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    // Each register holds two sums for each of its two columns, of the first and of the last two
    // values of a group.
    let mut sums: [[v128; WIDE]; R] = [[i32x4_splat(0); WIDE]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so this group's columns and each row's group are inside
        // what the caller promises; none of the loads needs an alignment.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let mut groups = [i32x4_splat(0); R];
            for (r, group) in groups.iter_mut().enumerate() {
                *group = i16x8_extend_low_u8x16(v128_load32_splat(left.add(r * stride + k).cast()));
            }
            for w in 0..WIDE {
                let two = i16x8_load_extend_i8x8(columns.add(8 * w));
                for (r, sum) in sums.iter_mut().enumerate() {
                    sum[w] = i32x4_add(sum[w], i32x4_dot_i16x8(groups[r], two));
                }
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r][column..column + COLUMNS];
        for (half, pair) in sum.as_chunks::<2>().0.iter().enumerate() {
            let four = i32x4_add(
                i32x4_shuffle::<0, 2, 4, 6>(pair[0], pair[1]),
                i32x4_shuffle::<1, 3, 5, 7>(pair[0], pair[1]),
            );
            // SAFETY: `half` is 0 or 1, and the slice holds eight numbers.
            unsafe { v128_store(out.as_mut_ptr().add(4 * half).cast(), four) };
        }
    }
}
