//! AVX-512 with the vector neural network instructions: 64 products an instruction.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

use super::{GROUP, InstructionSet, PANEL, Tile};

/// Proof that the processor has AVX-512 F, BW, DQ, VL and VNNI.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Avx512Vnni(());

impl Avx512Vnni {
    pub(in super::super) fn detect() -> Option<Self> {
        let found = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni");
        found.then_some(Self(()))
    }
}

/// Rows that are multiplied together: 16 of the 32 registers hold their sums, which hides the
/// latency of the products.
const ROWS: usize = 8;

impl InstructionSet for Avx512Vnni {
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
        // SAFETY: `self` proves the features; the rest is the caller's promise.
        unsafe { sums(left, stride, rows, panel, depth, out) }
    }
}

/// # Safety
///
/// As for [`InstructionSet::sums`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
unsafe fn sums(
    left: *const u8,
    stride: usize,
    rows: usize,
    panel: *const i8,
    depth: usize,
    out: &mut Tile,
) {
    let mut first = 0;
    while first < rows {
        // SAFETY: rows from `first` on, at most as many as there are, of what the caller promises.
        unsafe {
            let left = left.add(first * stride);
            let out = &mut out.0[first..];
            match rows - first {
                1 => few::<1>(left, stride, panel, depth, out),
                2 => few::<2>(left, stride, panel, depth, out),
                3 => few::<3>(left, stride, panel, depth, out),
                4 => few::<4>(left, stride, panel, depth, out),
                5 => few::<5>(left, stride, panel, depth, out),
                6 => few::<6>(left, stride, panel, depth, out),
                7 => few::<7>(left, stride, panel, depth, out),
                _ => few::<ROWS>(left, stride, panel, depth, out),
            }
        }
        first += ROWS;
    }
}

/// # Safety
///
/// As for [`InstructionSet::sums`] with `R` rows; `out` holds as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
unsafe fn few<const R: usize>(
    left: *const u8,
    stride: usize,
    panel: *const i8,
    depth: usize,
    out: &mut [[i32; PANEL]],
) {
    let mut sums: [[__m512i; 2]; R] = [[_mm512_setzero_si512(); 2]; R];
    for k in (0..depth).step_by(GROUP) {
        // SAFETY: `k + GROUP <= depth`, so both halves of this group's columns and each row's group
        // are inside what the caller promises; none of the loads needs an alignment.
        unsafe {
            let low = _mm512_loadu_si512(panel.add(k * PANEL).cast());
            let high = _mm512_loadu_si512(panel.add(k * PANEL + 64).cast());
            for (r, sum) in sums.iter_mut().enumerate() {
                let group =
                    _mm512_set1_epi32(left.add(r * stride + k).cast::<i32>().read_unaligned());
                sum[0] = _mm512_dpbusd_epi32(sum[0], group, low);
                sum[1] = _mm512_dpbusd_epi32(sum[1], group, high);
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        let out = &mut out[r];
        // SAFETY: a row of `out` holds the 32 numbers of two registers.
        unsafe {
            _mm512_storeu_si512(out.as_mut_ptr().cast(), sum[0]);
            _mm512_storeu_si512(out.as_mut_ptr().add(16).cast(), sum[1]);
        }
    }
}
