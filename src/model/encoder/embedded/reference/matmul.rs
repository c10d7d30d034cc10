//! Products of f32 matrices, by the `matrixmultiply` crate.

/// What a product does to the numbers that its output held before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    Replace,
    AddTo,
}

/// A view of a matrix: the number at (r, c) is `data[r * row_stride + c * col_stride]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) data: &'a [f32],
    pub(super) rows: usize,
    pub(super) cols: usize,
    pub(super) row_stride: usize,
    pub(super) col_stride: usize,
}

impl<'a> View<'a> {
    /// A row-major matrix that fills `data`.
    pub(super) fn of(data: &'a [f32], cols: usize) -> Self {
        Self { data, rows: data.len() / cols.max(1), cols, row_stride: cols, col_stride: 1 }
    }

    pub(super) fn transposed(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            ..self
        }
    }

    /// `cols` columns from column `first` on.
    pub(super) fn columns(self, first: usize, cols: usize) -> Self {
        assert!(first + cols <= self.cols, "columns {first}..{} of {}", first + cols, self.cols);
        let skip = (first * self.col_stride).min(self.data.len());
        Self { data: &self.data[skip..], cols, ..self }
    }

    fn last_index(&self) -> Option<usize> {
        Some(
            (self.rows.checked_sub(1)?) * self.row_stride
                + (self.cols.checked_sub(1)?) * self.col_stride,
        )
    }
}

/// `out = scale * a * b`, or that added to `out`. Row r of `out` starts at `r * out_stride` and
/// holds `b.cols` numbers.
///
/// # Panics
///
/// Where the shapes do not fit each other or a slice is too short for its shape.
pub(super) fn multiply(
    a: View<'_>,
    b: View<'_>,
    scale: f32,
    out: &mut [f32],
    out_stride: usize,
    sum: Sum,
) {
    assert_eq!(a.cols, b.rows, "inner sizes");
    assert!(b.cols <= out_stride, "rows of the output overlap");
    let (Some(a_last), Some(b_last)) = (a.last_index(), b.last_index()) else { return };
    assert!(a_last < a.data.len() && b_last < b.data.len(), "an operand is shorter than its shape");
    assert!(
        (a.rows - 1) * out_stride + b.cols <= out.len(),
        "the output is shorter than its shape"
    );
    // SAFETY: the asserts above keep every index that the strides and sizes can reach inside its
    // slice; strides and sizes are those of slices, which are below isize::MAX; `out` is borrowed
    // mutably, so it is none of the operands, and its rows do not overlap.
    unsafe {
        matrixmultiply::sgemm(
            a.rows,
            a.cols,
            b.cols,
            scale,
            a.data.as_ptr(),
            a.row_stride.cast_signed(),
            a.col_stride.cast_signed(),
            b.data.as_ptr(),
            b.row_stride.cast_signed(),
            b.col_stride.cast_signed(),
            if sum == Sum::AddTo { 1.0 } else { 0.0 },
            out.as_mut_ptr(),
            out_stride.cast_signed(),
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(v: &View<'_>, r: usize, c: usize) -> f32 {
        v.data[r * v.row_stride + c * v.col_stride]
    }

    /// Row by column: the oracle.
    fn naive(a: View<'_>, b: View<'_>, scale: f32, out: &mut [f32], out_stride: usize, sum: Sum) {
        for r in 0..a.rows {
            for c in 0..b.cols {
                let product: f32 = (0..a.cols).map(|k| at(&a, r, k) * at(&b, k, c)).sum();
                let slot = &mut out[r * out_stride + c];
                *slot = scale * product + if sum == Sum::AddTo { *slot } else { 0.0 };
            }
        }
    }

    fn numbers(n: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..n)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1u32 << 23) as f32 - 1.0
            })
            .collect()
    }

    #[test]
    fn products_match_the_naive_loop() {
        for (m, k, n) in [(1, 1, 1), (3, 5, 2), (17, 32, 9), (64, 96, 33), (5, 384, 1)] {
            let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
            let (a_t, b_t) = (numbers(m * k, 3), numbers(k * n, 4));
            let cases = [
                (View::of(&a, k), View::of(&b, n)),
                (View::of(&a_t, m).transposed(), View::of(&b, n)),
                (View::of(&a, k), View::of(&b_t, k).transposed()),
            ];
            for (left, right) in cases {
                for sum in [Sum::Replace, Sum::AddTo] {
                    let stride = n + 3;
                    let mut got = numbers(m * stride, 5);
                    let mut expected = got.clone();
                    multiply(left, right, 0.5, &mut got, stride, sum);
                    naive(left, right, 0.5, &mut expected, stride, sum);
                    for (g, e) in got.iter().zip(&expected) {
                        assert!((g - e).abs() < 1e-4, "{m}x{k}x{n} {sum:?}: {g} {e}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_slice_of_columns_is_the_matrix_of_those_columns() {
        let a = numbers(4 * 6, 1);
        let view = View::of(&a, 6).columns(2, 3);
        let copy: Vec<f32> = (0..4).flat_map(|r| a[r * 6 + 2..r * 6 + 5].to_vec()).collect();
        let b = numbers(3 * 2, 2);
        let (mut got, mut expected) = (vec![0.0; 8], vec![0.0; 8]);
        multiply(view, View::of(&b, 2), 1.0, &mut got, 2, Sum::Replace);
        naive(View::of(&copy, 3), View::of(&b, 2), 1.0, &mut expected, 2, Sum::Replace);
        assert!(got.iter().zip(&expected).all(|(g, e)| (g - e).abs() < 1e-5));
    }

    #[test]
    #[should_panic(expected = "shorter than its shape")]
    fn an_operand_that_is_too_short_is_refused() {
        let view = View { data: &[0.0; 3], rows: 2, cols: 2, row_stride: 2, col_stride: 1 };
        multiply(view, View::of(&[0.0; 4], 2), 1.0, &mut [0.0; 4], 2, Sum::Replace);
    }
}
