//! AVX2: products of 16-bit numbers, 16 an instruction.
//!
//! The instruction that multiplies bytes (`vpmaddubsw`) saturates: 255 * 127 * 2 is more than an
//! i16 holds. Widening to 16 bits first keeps the sums exact.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm_set1_epi32, _mm256_add_epi32, _mm256_cvtepi8_epi16,
    _mm256_cvtepu8_epi16, _mm256_hadd_epi32, _mm256_madd_epi16, _mm256_permute4x64_epi64,
    _mm256_setzero_si256, _mm256_storeu_si256,
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

/// Rows and registers (of four columns) that are multiplied together: 12 of the 16 registers hold
/// their sums.
const ROWS: usize = 3;
const WIDE: usize = 4;

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
    for column in (0..PANEL).step_by(4 * WIDE) {
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
    // Each register holds two sums for each of its four columns, of the first and of the last two
    // values of a group.
    let mut sums: [[__m256i; WIDE]; R] = [[_mm256_setzero_si256(); WIDE]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so this group's columns and each row's group are inside
        // what the caller promises; none of the loads needs an alignment.
        unsafe {
            let columns = panel.add(k * PANEL + column * GROUP);
            let mut groups = [_mm256_setzero_si256(); R];
            for (r, group) in groups.iter_mut().enumerate() {
                *group = _mm256_cvtepu8_epi16(_mm_set1_epi32(
                    left.add(r * stride + k).cast::<i32>().read_unaligned(),
                ));
            }
            for w in 0..WIDE {
                let four = _mm256_cvtepi8_epi16(_mm_loadu_si128(columns.add(16 * w).cast()));
                for (r, sum) in sums.iter_mut().enumerate() {
                    sum[w] = _mm256_add_epi32(sum[w], _mm256_madd_epi16(groups[r], four));
                }
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r][column..column + 4 * WIDE];
        for (half, pair) in sum.as_chunks::<2>().0.iter().enumerate() {
            // The horizontal sum works on each half of a register: its result has columns 0 1 4 5 2
            // 3 6 7.
            let eight =
                _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(pair[0], pair[1]));
            // SAFETY: `half` is 0 or 1, and the slice holds 16 numbers.
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().add(8 * half).cast(), eight) };
        }
    }
}
