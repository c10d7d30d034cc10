//! Products of quantized rows with packed matrices, tile by tile.

use super::dispatch::Step;
use super::kernels::{InstructionSet, PANEL, TILE_ROWS, Tile};

/// The left side of a product: `rows` rows of bytes, `stride` bytes from one to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) stride: usize,
    pub(super) rows: usize,
}

impl Left<'_> {
    /// How many bytes a left side must have for the kernel `K`, which may read more rows than it is
    /// asked for.
    #[inline(always)]
    pub(super) fn size<K: InstructionSet>(rows: usize, stride: usize, depth: usize) -> usize {
        if rows == 0 { 0 } else { (rows.next_multiple_of(K::ROW_STEP) - 1) * stride + depth }
    }
}

/// Which part of a product a tile holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
}

/// Multiplies `left` with the panels in `right`, each `depth` deep, and hands over one tile of sums
/// after the other.
///
/// # Panics
///
/// Where an operand is too short.
#[inline(always)]
pub(super) fn product<K: InstructionSet>(
    kernel: K,
    left: Left<'_>,
    right: &[i8],
    depth: usize,
    mut each: impl FnMut(At, &Tile),
) {
    assert!(depth.is_multiple_of(K::DEPTH_STEP), "panels of another kernel");
    assert!(
        left.bytes.len() >= Left::size::<K>(left.rows, left.stride, depth),
        "the left side is too short"
    );
    if depth == 0 {
        return;
    }
    let mut tile = Tile::zero();
    let session = kernel.begin();
    for (p, panel) in right.chunks_exact(depth * PANEL).enumerate() {
        for row in (0..left.rows).step_by(TILE_ROWS) {
            let rows = TILE_ROWS.min(left.rows - row);
            // SAFETY: the session lives until after the loops; 1 <= rows <= TILE_ROWS; the depth
            // fits the kernel; the bytes from `row` on hold what is read, as the whole left side
            // does by the second assert (its rows and these end at the same multiple of the
            // kernel's step, since TILE_ROWS is one); the panel has just that many bytes.
            unsafe {
                kernel.sums(
                    left.bytes.as_ptr().add(row * left.stride),
                    left.stride,
                    rows,
                    panel.as_ptr(),
                    depth,
                    &mut tile,
                )
            };
            each(At { row, rows, column: p * PANEL }, &tile);
        }
    }
    drop(session);
}

/// A product alone.
pub(super) struct Multiply<'a, F> {
    pub(super) left: Left<'a>,
    pub(super) right: &'a [i8],
    pub(super) depth: usize,
    /// Takes a tile of the product.
    pub(super) each: F,
}

impl<F: FnMut(At, &Tile)> Step for Multiply<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<K: InstructionSet>(self, kernel: K) {
        product(kernel, self.left, self.right, self.depth, self.each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::encoder::embedded::Kernel;
    use crate::model::encoder::embedded::quantized::dispatch::Engine;
    use crate::model::encoder::embedded::quantized::panels::Panels;

    fn engines() -> impl Iterator<Item = Engine> {
        Kernel::ALL.into_iter().filter_map(Engine::new)
    }

    /// Row by column: the oracle.
    fn naive(left: &[u8], weight: &[i8], rows: usize, columns: usize, depth: usize) -> Vec<i32> {
        let cell = |r: usize, c: usize| {
            (0..depth)
                .map(|k| i32::from(left[r * depth + k]) * i32::from(weight[c * depth + k]))
                .sum()
        };
        (0..rows * columns).map(|i| cell(i / columns, i % columns)).collect()
    }

    fn through(
        engine: Engine,
        left: &[u8],
        weight: &[i8],
        rows: usize,
        columns: usize,
        depth: usize,
    ) -> Vec<i32> {
        let panels = Panels::pack(weight, depth, vec![1.0; columns], engine.shape().depth_step);
        // Rows are further apart than they are long, and what lies between and after them must not
        // count.
        let stride = panels.depth + 7;
        let mut bytes = vec![0xa5; rows.next_multiple_of(engine.shape().row_step) * stride];
        for (row, slot) in left.chunks_exact(depth).zip(bytes.chunks_exact_mut(stride)) {
            slot[..depth].copy_from_slice(row);
        }
        let mut out = vec![0; rows * columns];
        let each = |at: At, tile: &Tile| {
            for (r, sums) in tile.0.iter().enumerate().take(at.rows) {
                let width = PANEL.min(columns - at.column);
                out[(at.row + r) * columns + at.column..][..width].copy_from_slice(&sums[..width]);
            }
        };
        engine.dispatch(Multiply {
            left: Left { bytes: &bytes, stride, rows },
            right: panels.values(),
            depth: panels.depth,
            each,
        });
        out
    }

    #[test]
    fn every_kernel_sums_what_the_naive_loop_sums() {
        let mut state = 1u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        let mut shapes =
            vec![(1, 1, 1), (8, 32, 64), (32, 32, 384), (33, 65, 63), (64, 64, 68), (31, 33, 4)];
        shapes.extend((0..60).map(|_| (next(100) + 1, next(100) + 1, next(200) + 1)));
        for (rows, columns, depth) in shapes {
            let left: Vec<u8> = (0..rows * depth).map(|_| next(256) as u8).collect();
            let weight: Vec<i8> =
                (0..columns * depth).map(|_| (next(256) as u8).cast_signed()).collect();
            let expected = naive(&left, &weight, rows, columns, depth);
            for engine in engines() {
                assert_eq!(
                    through(engine, &left, &weight, rows, columns, depth),
                    expected,
                    "{engine:?}, {rows} x {columns} x {depth}"
                );
            }
        }
    }

    #[test]
    fn extreme_values_do_not_saturate() {
        let (rows, columns, depth) = (33, 40, 1536);
        for (a, b) in [(255, 127), (255, -128), (0, -128), (1, -128)] {
            let (left, weight) = (vec![a; rows * depth], vec![b; columns * depth]);
            for engine in engines() {
                let sum = i32::from(a) * i32::from(b) * 1536;
                assert!(
                    through(engine, &left, &weight, rows, columns, depth).iter().all(|&s| s == sum),
                    "{engine:?}, {a} x {b}"
                );
            }
        }
    }

    #[test]
    #[should_panic(expected = "too short")]
    fn a_left_side_that_is_too_short_is_refused() {
        let left = Left { bytes: &[0; 7], stride: 4, rows: 2 };
        product(
            crate::model::encoder::embedded::quantized::kernels::Portable,
            left,
            &[0; 4 * PANEL],
            4,
            |_, _| {},
        );
    }
}
