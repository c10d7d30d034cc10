//! Products of quantized rows with packed matrices, tile by tile.

use super::dispatch::Step;
use super::kernels::{InstructionSet, PANEL, TILE_ROWS, Tile};

/// The left side of a product: `rows` rows of bytes, `stride` bytes from one to the next. None is
/// more than [`LEFT_MOST`](super::kernels::LEFT_MOST).
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

/// The tiles of a product, one after the other.
///
/// It hands them out and takes no closure to give them to: a closure is a function of its own, and
/// where the compiler does not inline it, it lacks the kernel's instructions.
#[derive(Debug)]
pub(super) struct Product<'a, K: InstructionSet> {
    kernel: K,
    left: Left<'a>,
    /// The panels that are left, the one at hand first.
    right: &'a [i8],
    depth: usize,
    /// Where the next tile is.
    row: usize,
    column: usize,
    _session: K::Session,
}

impl<'a, K: InstructionSet> Product<'a, K> {
    /// The product of `left` with the panels in `right`, each `depth` deep.
    ///
    /// # Panics
    ///
    /// Where an operand is too short.
    #[inline(always)]
    pub(super) fn new(kernel: K, left: Left<'a>, right: &'a [i8], depth: usize) -> Self {
        assert!(depth.is_multiple_of(K::DEPTH_STEP), "panels of another kernel");
        assert!(
            left.bytes.len() >= Left::size::<K>(left.rows, left.stride, depth),
            "the left side is too short"
        );
        let right = if depth == 0 || left.rows == 0 { &[] } else { right };
        Self { kernel, left, right, depth, row: 0, column: 0, _session: kernel.begin() }
    }

    /// Fills `tile` with the next sums: all rows of a panel come before the next panel.
    #[inline(always)]
    pub(super) fn next(&mut self, tile: &mut Tile) -> Option<At> {
        let Self { kernel, left, right, depth, .. } = *self;
        let panel = right.get(..depth * PANEL).filter(|panel| !panel.is_empty())?;
        let at =
            At { row: self.row, rows: TILE_ROWS.min(left.rows - self.row), column: self.column };
        // SAFETY: the session lives as long as this; 1 <= rows <= TILE_ROWS, because there are rows
        // and `row` is below their number; the depth fits the kernel by the first assert; the bytes
        // from `row` on hold what is read, as the whole left side does by the second assert (its
        // rows and these end at the same multiple of the kernel's step, since TILE_ROWS is one);
        // the panel has just that many bytes.
        unsafe {
            kernel.sums(
                left.bytes.as_ptr().add(at.row * left.stride),
                left.stride,
                at.rows,
                panel.as_ptr(),
                depth,
                tile,
            );
        }
        self.row += at.rows;
        if self.row == left.rows {
            self.right = &right[depth * PANEL..];
            (self.row, self.column) = (0, at.column + PANEL);
        }
        Some(at)
    }
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
    fn run<K: InstructionSet>(mut self, kernel: K) {
        let mut product = Product::new(kernel, self.left, self.right, self.depth);
        let mut tile = Tile::zero();
        while let Some(at) = product.next(&mut tile) {
            (self.each)(at, &tile);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernels::LEFT_MOST;
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
        let mut panels = Panels::with_capacity(columns, depth, engine.shape().depth_step);
        weight.chunks_exact(depth).for_each(|row| panels.push(row, 1.0));
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
            // Some are all extremes, whose sums get as far as they can.
            let extreme = next(3) == 0;
            let left: Vec<u8> = (0..rows * depth)
                .map(|_| if extreme { LEFT_MOST } else { next(usize::from(LEFT_MOST) + 1) as u8 })
                .collect();
            let weight: Vec<i8> =
                (0..columns * depth)
                    .map(|_| {
                        if extreme { [-128, 127][next(2)] } else { (next(256) as u8).cast_signed() }
                    })
                    .collect();
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
        for (a, b) in [(LEFT_MOST, 127), (LEFT_MOST, -128), (0, -128), (1, -128)] {
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
        let _ = Product::new(
            crate::model::encoder::embedded::quantized::kernels::Portable,
            left,
            &[0; 4 * PANEL],
            4,
        );
    }
}
