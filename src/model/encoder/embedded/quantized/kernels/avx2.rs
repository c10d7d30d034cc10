//! AVX2: products of bytes, 32 an instruction.
//!
//! `vpmaddubsw` adds two products in 16 bits and saturates there. No two products get so far:
//! 127 * 128 * 2 is 32,512, and bytes of a left side are no larger.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the processor has AVX2.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Avx2(());

impl Avx2 {
    pub(in super::super) fn detect() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }
}

/// Rows and registers (of eight columns) that are multiplied together: 8 of the 16 registers hold
/// their sums. With more of them the compiler moves some to memory and back.
const ROWS: usize = 4;
const WIDE: usize = 2;

impl InstructionSet for Avx2 {
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
#[target_feature(enable = "avx2")]
unsafe fn sums(
    left: *const u8,
    stride: usize,
    rows: usize,
    panel: *const i8,
    depth: usize,
    out: &mut Tile,
) {
    for column in (0..PANEL).step_by(8 * WIDE) {
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
#[target_feature(enable = "avx2")]
unsafe fn few<const R: usize>(
    left: *const u8,
    stride: usize,
    panel: *const i8,
    column: usize,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    let ones = _mm256_set1_epi16(1);
    let mut sums: [[__m256i; WIDE]; R] = [[_mm256_setzero_si256(); WIDE]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so this group's columns and each row's group are inside
        // what the caller promises; none of the loads needs an alignment.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let low = _mm256_loadu_si256(columns.cast());
            let high = _mm256_loadu_si256(columns.add(32).cast());
            for (r, sum) in sums.iter_mut().enumerate() {
                let group =
                    _mm256_set1_epi32(left.add(r * stride + k).cast::<i32>().read_unaligned());
                let four = |columns| _mm256_madd_epi16(_mm256_maddubs_epi16(group, columns), ones);
                sum[0] = _mm256_add_epi32(sum[0], four(low));
                sum[1] = _mm256_add_epi32(sum[1], four(high));
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r][column..column + 8 * WIDE];
        // SAFETY: the slice holds the 16 numbers of two registers.
        unsafe {
            _mm256_storeu_si256(out.as_mut_ptr().cast(), sum[0]);
            _mm256_storeu_si256(out.as_mut_ptr().add(8).cast(), sum[1]);
        }
    }
}
