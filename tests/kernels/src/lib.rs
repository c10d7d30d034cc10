//! The encoder's kernels alone, with their own tests: they are small enough to run where the whole
//! crate would take hours, on an emulated processor, or in WebAssembly.
//!
//! The files are the library's. What they need of it stands here in small.

#![allow(dead_code, unreachable_pub, reason = "the library uses the rest")]

#[path = "../../../src/model/encoder/embedded/quantized/dispatch.rs"]
mod dispatch;
#[path = "../../../src/model/encoder/embedded/kernel.rs"]
mod kernel;
#[path = "../../../src/model/encoder/embedded/quantized/kernels/mod.rs"]
mod kernels;
#[path = "../../../src/model/encoder/embedded/quantized/panels.rs"]
mod panels;
#[path = "../../../src/model/encoder/embedded/quantized/product.rs"]
mod product;

pub use kernel::Kernel;

mod error {
    /// A message.
    #[derive(Debug)]
    pub struct Error(String);

    impl Error {
        pub(crate) fn config(problem: impl Into<String>) -> Self {
            Self(problem.into())
        }
    }

    impl std::fmt::Display for Error {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(&self.0)
        }
    }
}

mod model {
    pub(crate) mod encoder {
        pub(crate) mod embedded {
            pub(crate) use crate::kernel::Kernel;

            #[cfg(test)]
            pub(crate) mod quantized {
                pub(crate) use crate::{dispatch, kernels, panels};
            }
        }
    }
}

mod quantized {
    use crate::Kernel;
    use crate::dispatch::Engine;

    pub(crate) fn is_available(kernel: Kernel) -> bool {
        Engine::new(kernel).is_some()
    }

    pub(crate) fn measure_peak(_: Kernel) -> Option<f64> {
        None
    }
}

/// Each row of `left` times each row of `weight`, all `depth` long: the sums of a row of `left` after
/// those of the one before. `None` where the processor cannot run the kernel, or where it is none of
/// these. A byte of `left` is at most 127.
///
/// What the kernel reads is no byte longer than it may read, so that AddressSanitizer sees one that
/// reads further.
///
/// # Panics
///
/// Where `depth` is 0.
#[must_use]
pub fn product(kernel: Kernel, left: &[u8], weight: &[i8], depth: usize) -> Option<Vec<i32>> {
    let engine = dispatch::Engine::new(kernel)?;
    let (rows, columns, shape) = (left.len() / depth, weight.len() / depth, engine.shape());
    let mut panels = panels::Panels::with_capacity(columns, depth, shape.depth_step);
    weight.chunks_exact(depth).for_each(|row| panels.push(row, 1.0));
    let stride = panels.depth;
    let mut bytes = vec![0; rows.next_multiple_of(shape.row_step) * stride];
    for (row, slot) in left.chunks_exact(depth).zip(bytes.chunks_exact_mut(stride)) {
        slot[..depth].copy_from_slice(row);
    }
    let mut sums = vec![0; rows * columns];
    let each = |at: product::At, tile: &kernels::Tile| {
        let width = kernels::PANEL.min(columns - at.column);
        for (row, tile) in (at.row..at.row + at.rows).zip(&tile.0) {
            sums[row * columns + at.column..][..width].copy_from_slice(&tile[..width]);
        }
    };
    let left = product::Left { bytes: &bytes, stride, rows };
    engine.dispatch(product::Multiply { left, right: panels.values(), depth: panels.depth, each });
    Some(sums)
}

/// Multiplies 32 rows with 32 columns, 384 deep, so many times: work whose instructions can be
/// counted. `None` where the processor cannot run the kernel.
#[must_use]
pub fn work(kernel: Kernel, times: usize) -> Option<i64> {
    const DEPTH: usize = 384;
    let engine = dispatch::Engine::new(kernel)?;
    let left: Vec<u8> =
        (0..kernels::TILE_ROWS * DEPTH).map(|i| (i * 37 + i / 251) as u8 & 127).collect();
    let right: Vec<i8> = (0..kernels::PANEL * DEPTH).map(|i| (i * 101 + i / 127) as i8).collect();
    let mut sum = 0;
    for _ in 0..times {
        let left = product::Left { bytes: &left, stride: DEPTH, rows: kernels::TILE_ROWS };
        let each = |_, tile: &kernels::Tile| sum += i64::from(tile.0[1][1]);
        engine.dispatch(product::Multiply { left, right: &right, depth: DEPTH, each });
    }
    Some(sum)
}
