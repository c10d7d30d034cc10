//! Scaled dot-product attention in several heads (Vaswani et al. 2017,
//! <https://arxiv.org/abs/1706.03762>).

use super::matmul::{Sum, View, multiply};
use super::weights::Attention;

/// Every piece of a window looks at every other one: `out` gets, for each piece, the heads'
/// weighted means of the values, side by side; the output projection is the caller's.
pub(super) fn attend(attention: &Attention, heads: usize, hidden: &[f32], out: &mut [f32]) {
    let size = attention.query.out_features();
    let width = size / heads;
    let pieces = hidden.len() / size;
    let query = attention.query.apply(hidden);
    let key = attention.key.apply(hidden);
    let value = attention.value.apply(hidden);
    let scale = 1.0 / (width as f32).sqrt();
    let mut weights = vec![0.0; pieces * pieces];
    for head in 0..heads {
        let of_head = |data| View::of(data, size).columns(head * width, width);
        multiply(
            of_head(&query),
            of_head(&key).transposed(),
            scale,
            &mut weights,
            pieces,
            Sum::Replace,
        );
        weights.chunks_exact_mut(pieces).for_each(softmax);
        multiply(
            View::of(&weights, pieces),
            of_head(&value),
            1.0,
            &mut out[head * width..],
            size,
            Sum::Replace,
        );
    }
}

fn softmax(row: &mut [f32]) {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = (*x - max).exp();
        sum += *x;
    }
    for x in row {
        *x /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::softmax;

    #[test]
    fn softmax_adds_up_to_one_and_survives_large_numbers() {
        let mut row = [1000.0, 1001.0, -2000.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((row[1] / row[0] - std::f32::consts::E).abs() < 1e-4);
        assert!(row[2] < 1e-30);
    }
}
