//! Arithmetic over rows of f32, written for the compiler to vectorize.
//!
//! Sums run in sixteen lanes that are joined in a fixed order, and nothing is fused: the result is
//! the same to the last bit whatever the width of the processor's registers. Everything is inlined
//! into its callers, so that the encoder's kernels compile it for their instruction sets.

const LANES: usize = 16;

type Lanes = [f32; LANES];

/// Joins the lanes, halves upon halves.
#[inline(always)]
fn join(mut lanes: Lanes) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            // In bounds: `i` is in the lower half.
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The sum of `f` of each number.
#[inline(always)]
pub(super) fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut acc = [0.0; LANES];
    let (full, rest) = row.as_chunks::<LANES>();
    for x in full {
        for i in 0..LANES {
            acc[i] += f(x[i]);
        }
    }
    join(acc) + rest.iter().map(|&x| f(x)).sum::<f32>()
}

/// An integer for each number, in the same order as the numbers. Its own inverse.
///
/// Compilers vectorize extremes of integers, but not those of floats, whose order matters where one
/// of them is not a number.
#[inline(always)]
fn key(bits: i32) -> i32 {
    bits ^ ((bits >> 31) & i32::MAX)
}

/// The largest of the numbers; where there are none, one that is not a number.
#[inline(always)]
pub(super) fn largest(row: &[f32]) -> f32 {
    let most = row.iter().fold(i32::MIN, |m, x| m.max(key(x.to_bits().cast_signed())));
    f32::from_bits(key(most).cast_unsigned())
}

/// The smallest of the numbers; where there are none, one that is not a number.
#[inline(always)]
pub(super) fn smallest(row: &[f32]) -> f32 {
    let least = row.iter().fold(i32::MAX, |m, x| m.min(key(x.to_bits().cast_signed())));
    f32::from_bits(key(least).cast_unsigned())
}

/// The largest magnitude of the numbers; 0 where there are none.
#[inline(always)]
pub(super) fn largest_magnitude(row: &[f32]) -> f32 {
    f32::from_bits(row.iter().fold(0, |m, x| m.max(x.abs().to_bits())))
}

/// The scalar product of two rows of the same length.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut acc = [0.0; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for i in 0..LANES {
            acc[i] += a[i] * b[i];
        }
    }
    join(acc) + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// The larger number; the second where the first is not a number. One instruction on x86.
#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The smaller number; the second where the first is not a number.
#[inline(always)]
pub(super) fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Adding this to a number of less than 2^22 leaves its nearest integer in the low bits of the sum.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest integer of `x`, which must be in 0 ..= 65,536: in the low 17 bits. Of a negative one
/// down to -65,536 the low bits are its two's complement.
#[inline(always)]
pub(super) fn nearest_bits(x: f32) -> u32 {
    (x + ROUNDER).to_bits()
}

/// 2^x for x <= 0, with a relative error of 8e-5: a polynomial of degree 3 for the fraction (fitted
/// to the least largest relative error), the exponent's bits for the integer. Below -126 it stays
/// at 2^-126.
#[inline(always)]
pub(super) fn exp2(x: f32) -> f32 {
    let x = larger(x, -126.0);
    let shifted = x + ROUNDER;
    let f = x - (shifted - ROUNDER);
    let p = 0.055_171_38 * f + 0.242_611_21;
    let p = p * f + 0.693_261;
    let p = p * f + 0.999_928_06;
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// The Gaussian error linear unit (Hendrycks & Gimpel 2016, <https://arxiv.org/abs/1606.08415>),
/// off by less than 3e-4 for
/// |x| < 12: an odd polynomial for Φ(x) - 1/2 on |x| <= 4.25 (fitted to the least largest error of the product), constant beyond.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let y = smaller(larger(x * (1.0 / 4.25), -1.0), 1.0);
    let t = y * y;
    let p = -2.320_961_5 * t + 11.416_421;
    let p = p * t - 24.374_466;
    let p = p * t + 29.919_584;
    let p = p * t - 23.668_87;
    let p = p * t + 12.862_092;
    let p = p * t - 5.027_190_7;
    let p = p * t + 1.693_374_4;
    x * (p * y + 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_are_close() {
        for i in 0..=125_000 {
            let x = i as f32 / -1000.0;
            let exact = f64::from(x).exp2();
            assert!((f64::from(exp2(x)) / exact - 1.0).abs() < 8e-5, "2^{x}");
        }
        assert!(exp2(f32::NEG_INFINITY) > 0.0 && exp2(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn gelu_is_close_to_the_exact_form() {
        for i in -12_000..=12_000 {
            let x = i as f32 / 1000.0;
            let exact = 0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2));
            assert!((gelu(x) - exact).abs() < 3e-4, "gelu({x}) = {}, not {exact}", gelu(x));
        }
    }

    #[test]
    fn integers_are_rounded_to_the_nearest() {
        for (x, n) in
            [(0.0, 0), (0.49, 0), (0.51, 1), (254.6, 255), (65_535.0, 65_535), (1.5, 2), (2.5, 2)]
        {
            assert_eq!(nearest_bits(x) & 0xffff, n, "{x}");
        }
    }

    #[test]
    fn sums_take_every_number_once() {
        for n in [0, 1, 15, 16, 17, 100] {
            let row: Vec<f32> = (1..=n).map(|i| i as f32).collect();
            let total = (n * (n + 1) / 2) as f32;
            assert!((sum(&row, |x| x) - total).abs() < 1e-3);
            assert!((sum(&row, |x| 2.0 * x) - 2.0 * total).abs() < 1e-3);
            assert!((dot(&row, &row) - (n * (n + 1) * (2 * n + 1) / 6) as f32).abs() < 1.0);
        }
    }

    #[test]
    fn extremes_are_those_of_the_numbers() {
        let rows: [&[f32]; 5] = [
            &[0.0],
            &[-1.5, -2.5],
            &[3.0, -4.0, 1e-30],
            &[-0.0, 0.0],
            &[f32::NEG_INFINITY, 7.0, f32::INFINITY],
        ];
        for row in rows {
            let (low, high) = row
                .iter()
                .fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), &x| (l.min(x), h.max(x)));
            assert!(largest(row) == high && smallest(row) == low, "{row:?}");
            assert!(largest_magnitude(row) == high.abs().max(low.abs()), "{row:?}");
        }
        assert!(largest(&[]).is_nan() && smallest(&[]).is_nan() && largest_magnitude(&[]) == 0.0);
    }
}
