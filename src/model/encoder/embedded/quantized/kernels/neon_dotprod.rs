//! Arm's dot products (`sdot`): four products of bytes a lane, for processors without those of mixed
//! signs.
//!
//! Both of its operands have a sign. The left side's bytes have 7 bits, so they are the same with
//! one. The intrinsics are not stable where this crate has to compile, so the instructions stand
//! here as text.

use std::arch::aarch64::{
    int8x16_t, int32x4_t, vdupq_n_s8, vdupq_n_s32, vld1q_s8, vreinterpretq_s8_s32, vst1q_s32,
};
use std::arch::asm;
use std::arch::is_aarch64_feature_detected;

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the processor has the dot products.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct NeonDotprod(());

impl NeonDotprod {
    pub(in super::super) fn detect() -> Option<Self> {
        is_aarch64_feature_detected!("dotprod").then_some(Self(()))
    }
}

/// Rows and registers (of four columns) that are multiplied together: 16 of the 32 registers hold
/// their sums.
const ROWS: usize = 4;
const WIDE: usize = 4;
const COLUMNS: usize = 4 * WIDE;

impl InstructionSet for NeonDotprod {
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
        // SAFETY: `self` proves the feature; the rest is the caller's promise.
        unsafe { sums(left, stride, rows, panel, depth, out) }
    }
}

/// # Safety
///
/// As for [`InstructionSet::sums`].
#[target_feature(enable = "neon,dotprod")]
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
                let out = &mut out.0[first..];
                match rows - first {
                    1 => few::<1>(left, stride, panel, column, depth, out),
                    2 => few::<2>(left, stride, panel, column, depth, out),
                    3 => few::<3>(left, stride, panel, column, depth, out),
                    _ => few::<ROWS>(left, stride, panel, column, depth, out),
                }
            }
            first += ROWS;
        }
    }
}

/// The sums of `R` rows with 16 columns of the panel, from `column` on.
///
/// # Safety
///
/// As for [`InstructionSet::sums`] with `R` rows; `out` holds as many, and `column` is at most 16.
#[inline]
#[target_feature(enable = "neon,dotprod")]
unsafe fn few<const R: usize>(
    left: *const u8,
    stride: usize,
    panel: *const i8,
    column: usize,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    let mut sums = [[vdupq_n_s32(0); WIDE]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so this group's columns and each row's group are inside
        // what the caller promises; none of the loads needs an alignment.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let mut groups = [vdupq_n_s8(0); R];
            for (r, group) in groups.iter_mut().enumerate() {
                let four = vdupq_n_s32(left.add(r * stride + k).cast::<i32>().read_unaligned());
                *group = vreinterpretq_s8_s32(four);
            }
            for w in 0..WIDE {
                let four = vld1q_s8(columns.add(16 * w));
                for (r, sum) in sums.iter_mut().enumerate() {
                    sum[w] = dot(sum[w], four, groups[r]);
                }
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r][column..column + COLUMNS];
        for (w, &four) in sum.iter().enumerate() {
            // SAFETY: `w` is at most 3, and the slice holds 16 numbers.
            unsafe { vst1q_s32(out.as_mut_ptr().add(4 * w), four) };
        }
    }
}

/// `sum` and, in each lane, the products of four numbers of `a` with four of `b`.
#[inline]
#[target_feature(enable = "neon,dotprod")]
fn dot(mut sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
    // SAFETY: the processor has the instruction, which touches these registers alone.
    unsafe {
        asm!(
            "sdot {sum:v}.4s, {a:v}.16b, {b:v}.16b",
            sum = inout(vreg) sum,
            a = in(vreg) a,
            b = in(vreg) b,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    sum
}
