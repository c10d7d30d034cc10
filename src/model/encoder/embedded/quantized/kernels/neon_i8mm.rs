//! Arm's products of byte matrices (`usmmla`): two rows with two columns, eight deep, an instruction.
//!
//! The intrinsics are not stable where this crate has to compile, so the instruction stands here as
//! text.

use std::arch::aarch64::{
    int8x16_t, int32x4_t, uint8x16_t, vcombine_s32, vcombine_u8, vdupq_n_s32, vdupq_n_u8,
    vget_high_s32, vget_low_s32, vld1_u8, vld1q_s8, vreinterpretq_s8_s32, vreinterpretq_s32_s8,
    vst1q_s32, vzip1q_s32, vzip2q_s32,
};
use std::arch::asm;
use std::arch::is_aarch64_feature_detected;

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the processor has the products of matrices.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct NeonI8mm(());

impl NeonI8mm {
    pub(in super::super) fn detect() -> Option<Self> {
        is_aarch64_feature_detected!("i8mm").then_some(Self(()))
    }
}

/// Pairs of rows and registers (of two columns) that are multiplied together: 16 of the 32 registers
/// hold their sums.
const PAIRS: usize = 4;
const WIDE: usize = 4;
const COLUMNS: usize = 2 * WIDE;

/// Two groups go into an instruction.
const STEP: usize = 2 * GROUP;

impl InstructionSet for NeonI8mm {
    const ROW_STEP: usize = 1;
    const DEPTH_STEP: usize = STEP;
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
        // SAFETY: `self` proves the feature; the rest is the caller's promise.
        unsafe { sums(left, stride, rows, panel, depth, out) }
    }
}

/// # Safety
///
/// As for [`InstructionSet::sums`].
#[target_feature(enable = "neon,i8mm")]
unsafe fn sums(
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
                let rows = rows - first;
                let out = &mut out.0[first..];
                match rows {
                    1 | 2 => few::<1>(left, stride, rows, panel, column, depth, out),
                    3 | 4 => few::<2>(left, stride, rows, panel, column, depth, out),
                    5 | 6 => few::<3>(left, stride, rows, panel, column, depth, out),
                    _ => few::<PAIRS>(left, stride, rows.min(2 * PAIRS), panel, column, depth, out),
                }
            }
            first += 2 * PAIRS;
        }
    }
}

/// The sums of `rows` rows, `2 * P` or one fewer, with eight columns of the panel, from `column` on.
///
/// # Safety
///
/// As for [`InstructionSet::sums`]; `out` holds `rows`, and `column` is at most 24.
#[inline]
#[target_feature(enable = "neon,i8mm")]
unsafe fn few<const P: usize>(
    left: *const u8,
    stride: usize,
    rows: usize,
    panel: *const i8,
    column: usize,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    // Each register holds the first row's sums with two columns, then the second one's.
    let mut sums: [[int32x4_t; WIDE]; P] = [[vdupq_n_s32(0); WIDE]; P];
    for k in (0..depth).step_by(STEP) {
        // SAFETY: `k + STEP <= depth`, so both groups' columns and each row's groups are inside
        // what the caller promises; none of the loads needs an alignment. Where there is no second
        // row, the first one is read in its place.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let mut pairs = [vdupq_n_u8(0); P];
            for (p, pair) in pairs.iter_mut().enumerate() {
                let (one, other) = (2 * p, (2 * p + 1).min(rows - 1));
                *pair = vcombine_u8(
                    vld1_u8(left.add(one * stride + k)),
                    vld1_u8(left.add(other * stride + k)),
                );
            }
            for w in 0..WIDE / 2 {
                // Four columns' first groups and second ones: each column's two side by side.
                let (first, second) = (
                    vreinterpretq_s32_s8(vld1q_s8(columns.add(16 * w))),
                    vreinterpretq_s32_s8(vld1q_s8(columns.add(GROUP * PANEL + 16 * w))),
                );
                let low = vreinterpretq_s8_s32(vzip1q_s32(first, second));
                let high = vreinterpretq_s8_s32(vzip2q_s32(first, second));
                for (p, sum) in sums.iter_mut().enumerate() {
                    sum[2 * w] = multiply(sum[2 * w], pairs[p], low);
                    sum[2 * w + 1] = multiply(sum[2 * w + 1], pairs[p], high);
                }
            }
        }
    }
    for (p, sum) in sums.iter().enumerate() {
        for (h, two) in sum.as_chunks::<2>().0.iter().enumerate() {
            let one = vcombine_s32(vget_low_s32(two[0]), vget_low_s32(two[1]));
            let other = vcombine_s32(vget_high_s32(two[0]), vget_high_s32(two[1]));
            for (r, four) in [(2 * p, one), (2 * p + 1, other)] {
                if r < rows {
                    let out = &mut out[r][column + 4 * h..column + 4 * h + 4];
                    // SAFETY: the slice holds four numbers.
                    unsafe { vst1q_s32(out.as_mut_ptr(), four) };
                }
            }
        }
    }
}

/// `sum` and the products of two rows with two columns, each eight deep.
#[inline]
#[target_feature(enable = "neon,i8mm")]
fn multiply(mut sum: int32x4_t, rows: uint8x16_t, columns: int8x16_t) -> int32x4_t {
    // SAFETY: the processor has the instruction, which touches these registers alone.
    unsafe {
        asm!(
            "usmmla {sum:v}.4s, {rows:v}.16b, {columns:v}.16b",
            sum = inout(vreg) sum,
            rows = in(vreg) rows,
            columns = in(vreg) columns,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    sum
}
