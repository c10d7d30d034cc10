//! How fast the products alone are.

use std::hint::black_box;
use std::time::Duration;

use super::dispatch::Engine;
use super::kernels::{PANEL, TILE_ROWS};
use super::product::{Left, Multiply};
use crate::clock::Instant;
use crate::model::encoder::embedded::Kernel;

/// As deep as MiniLM's products: a panel and a tile's rows against it are 24 KB together.
const DEPTH: usize = 384;
const ROWS: usize = 64 * TILE_ROWS;
const LEAST: Duration = Duration::from_millis(10);
const TRIES: usize = 10;

/// Operations a second; the best of some tries, since whatever disturbs one makes it slower.
pub(in super::super) fn measure_peak(kernel: Kernel) -> Option<f64> {
    let engine = Engine::new(kernel)?;
    let (row, panel) = (vec![3; DEPTH], vec![2; PANEL * DEPTH]);
    // All rows are the same one, so that they stay in the cache.
    let left = Left { bytes: &row, stride: 0, rows: ROWS };
    let rates = (0..TRIES).map(|_| {
        let (start, mut operations) = (Instant::now(), 0);
        while start.elapsed() < LEAST {
            let each = |_, tile: &_| {
                black_box(tile);
            };
            engine.dispatch(Multiply { left, right: &panel, depth: DEPTH, each });
            operations += 2 * ROWS * PANEL * DEPTH;
        }
        operations as f64 / start.elapsed().as_secs_f64()
    });
    Some(rates.fold(0.0, f64::max))
}
