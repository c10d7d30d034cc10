//! Int8 matrices in the order in which the kernels read them.

use super::kernels::{GROUP, PANEL};

/// The right side of a product, `depth` × `columns`, with a scale for each column.
///
/// Columns are cut into panels of [`PANEL`], the depth into groups of [`GROUP`]: a panel holds, for
/// each group in turn, the four numbers of each of its columns. Where columns or depth do not fill
/// a panel there are zeros.
#[derive(Debug)]
pub(super) struct Panels {
    values: Vec<i8>,
    pub(super) columns: usize,
    /// The depth of the panels: the matrix's own, rounded up to the kernel's step.
    pub(super) depth: usize,
    /// What a unit of each column's sums is worth.
    pub(super) scales: Vec<f32>,
    /// The sum of each column, times its scale: what an offset of 1 in the left side adds.
    pub(super) totals: Vec<f32>,
}

impl Panels {
    /// Zeros, into which [`push`](Self::push) puts `columns` columns of numbers.
    pub(super) fn with_capacity(columns: usize, depth: usize, depth_step: usize) -> Self {
        let padded = depth.next_multiple_of(depth_step);
        Self {
            values: vec![0; columns.next_multiple_of(PANEL) * padded],
            columns: 0,
            depth: padded,
            scales: Vec::with_capacity(columns),
            totals: Vec::with_capacity(columns),
        }
    }

    /// Packs the next column: a row of the matrix as linear layers are stored, with its scale.
    pub(super) fn push(&mut self, row: &[i8], scale: f32) {
        let column = self.columns;
        let panel = &mut self.values[column / PANEL * PANEL * self.depth..][..PANEL * self.depth];
        // A group at a time: its numbers stand side by side in both.
        let (groups, rest) = row.as_chunks::<GROUP>();
        let lines = panel.as_chunks_mut::<GROUP>().0.as_chunks_mut::<PANEL>().0;
        for (line, group) in lines.iter_mut().zip(groups) {
            line[column % PANEL] = *group;
        }
        let at = index_in_panel(groups.len() * GROUP, column % PANEL);
        if let Some(slot) = panel.get_mut(at..at + rest.len()) {
            slot.copy_from_slice(rest);
        }
        self.scales.push(scale);
        self.totals.push(row.iter().map(|&v| i32::from(v)).sum::<i32>() as f32 * scale);
        self.columns += 1;
    }

    pub(super) fn values(&self) -> &[i8] {
        &self.values
    }
}

/// Where in its panel the number at depth `k` of column `column` stands.
#[inline(always)]
pub(super) fn index_in_panel(k: usize, column: usize) -> usize {
    (k / GROUP * PANEL + column) * GROUP + k % GROUP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_finds_its_place_and_the_rest_is_zero() {
        let (columns, depth) = (35, 6);
        let weight: Vec<i8> = (0..columns * depth).map(|i| (i % 100 + 1) as i8).collect();
        let mut panels = Panels::with_capacity(columns, depth, 64);
        weight.chunks_exact(depth).for_each(|row| panels.push(row, 0.5));
        assert_eq!((panels.columns, panels.depth, panels.values().len()), (35, 64, 2 * 64 * PANEL));
        for c in 0..columns {
            let panel = &panels.values()[c / PANEL * PANEL * 64..][..PANEL * 64];
            for k in 0..depth {
                assert_eq!(panel[index_in_panel(k, c % PANEL)], weight[c * depth + k]);
            }
            let total: i32 = weight[c * depth..][..depth].iter().map(|&v| i32::from(v)).sum();
            assert!((panels.totals[c] - total as f32 * 0.5).abs() < 1e-6);
        }
        assert_eq!(panels.values().iter().filter(|&&v| v != 0).count(), columns * depth);
    }
}
