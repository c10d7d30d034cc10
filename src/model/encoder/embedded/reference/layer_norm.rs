//! Layer normalization (Ba et al. 2016, <https://arxiv.org/abs/1607.06450>).

use crate::model::encoder::embedded::layer_norm::LayerNorm;

/// Normalizes each row of `rows` (as long as the weights) in place.
pub(super) fn layer_norm(rows: &mut [f32], norm: &LayerNorm) {
    let size = norm.weight.len();
    for row in rows.chunks_exact_mut(size) {
        let mean = row.iter().sum::<f32>() / size as f32;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / size as f32;
        let scale = 1.0 / (variance + norm.epsilon).sqrt();
        for ((x, w), b) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *x = (*x - mean) * scale * w + b;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_out_centred_and_scaled() {
        let norm = LayerNorm { weight: vec![2.0; 4], bias: vec![1.0; 4], epsilon: 1e-12 };
        let mut rows = [1.0, 2.0, 3.0, 4.0, -5.0, 0.0, 5.0, 0.0];
        layer_norm(&mut rows, &norm);
        for row in rows.chunks_exact(4) {
            let mean = row.iter().sum::<f32>() / 4.0;
            let deviation = (row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / 4.0).sqrt();
            assert!((mean - 1.0).abs() < 1e-5 && (deviation - 2.0).abs() < 1e-5);
        }
    }
}
