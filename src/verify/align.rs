//! The words of a quotation beside those of a stretch of a source: what was kept, left out, put in
//! and replaced, at the least cost.

use std::ops::Range;

use super::quoted::{Element, What};
use super::words::Id;

/// What became of an element of a quotation, or of a word of a source. Elements and words are
/// counted from the start of what was compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// The word stands in both.
    Same(usize, usize),
    /// Another word stands in its place.
    Replaced(usize, usize),
    /// The word stands in the quotation alone.
    Added(usize),
    /// The word stands in the source alone.
    Dropped(usize),
    /// A sign, and the words of the source that it stands for.
    Sign(usize, Range<usize>),
}

/// What a step costs.
mod cost {
    pub(super) const REPLACED: u32 = 256;
    pub(super) const ADDED: u32 = 256;
    /// The first word of several that are dropped together, and the others.
    pub(super) const DROPPED: u32 = 256;
    pub(super) const DROPPED_TOO: u32 = 64;
    /// A word that an ellipsis stands for: of two places the nearer one is right.
    pub(super) const LEFT_OUT: u32 = 1;
    /// A word that a bracket stands for.
    pub(super) const PUT_IN: u32 = 40;
}

/// Cells of a table up to which all of it is filled in.
const MOST_CELLS: usize = 1 << 22;
/// In larger ones, how far from the diagonal: time grows with the quotation, not with its square.
const BAND: usize = 384;

/// How a cell was reached, in the lowest bits.
const DIAGONAL: u8 = 0;
const UP: u8 = 1;
const LEFT: u8 = 2;
/// Whether the best way is by words that are dropped.
const BY_DROP: u8 = 4;
/// Whether such a run of words goes on.
const DROP_GOES_ON: u8 = 8;

const FAR: u32 = u32::MAX / 2;

/// Aligns all of `elements` with a part of `words`; with what it costs.
pub(super) fn align(elements: &[Element], words: &[Id]) -> (Vec<Step>, u32) {
    let table = Table::new(elements.len(), words.len());
    let width = table.width;
    let mut ways = vec![0u8; (elements.len() + 1) * width];
    let mut best = vec![0u32; width];
    let last_row = elements.len();
    for (row, element) in elements.iter().enumerate() {
        let (above, from, to) = (table.from(row), table.from(row + 1), table.to(row + 1));
        let (mut next, mut next_dropped) = (vec![FAR; width], vec![FAR; width]);
        for column in from..to {
            let old = |column: usize| {
                column.checked_sub(above).and_then(|at| best.get(at)).copied().unwrap_or(FAR)
            };
            let at = column - from;
            let left = at.checked_sub(1);
            let before = left.and_then(|at| next.get(at)).copied().unwrap_or(FAR);
            let word = column.checked_sub(1).and_then(|at| words.get(at)).copied();
            let (mut cost, mut way) = match element.what {
                What::Word { .. } => {
                    let same = word.is_some_and(|word| is_same(Some(element.what), word));
                    let diagonal = match column.checked_sub(1) {
                        Some(column) => old(column) + if same { 0 } else { cost::REPLACED },
                        None => FAR,
                    };
                    let up = old(column) + cost::ADDED;
                    if diagonal <= up { (diagonal, DIAGONAL) } else { (up, UP) }
                }
                What::LeftOut | What::PutIn => {
                    let step =
                        if element.what == What::LeftOut { cost::LEFT_OUT } else { cost::PUT_IN };
                    let (up, left) = (old(column), before.saturating_add(step));
                    if up <= left { (up, UP) } else { (left, LEFT) }
                }
            };
            // Beyond its end nothing is dropped from a quotation.
            if row + 1 < last_row {
                let going = left.and_then(|at| next_dropped.get(at)).copied().unwrap_or(FAR);
                let (goes, begins) = (going + cost::DROPPED_TOO, before + cost::DROPPED);
                let run = goes.min(begins);
                if goes < begins {
                    way |= DROP_GOES_ON;
                }
                if run < cost {
                    cost = run;
                    way |= BY_DROP;
                }
                set(&mut next_dropped, at, run.min(FAR));
            }
            set(&mut next, at, cost.min(FAR));
            set(&mut ways, (row + 1) * width + at, way);
        }
        best = next;
    }
    let from = table.from(last_row);
    // Of two ends the later one: a word is rather kept or replaced than added.
    let reached = best.iter().take(table.to(last_row) - from).enumerate().rev();
    let (end, cost) =
        reached.min_by_key(|(_, cost)| **cost).map_or((0, FAR), |(at, cost)| (at, *cost));
    (table.steps(elements, words, &ways, from + end), cost)
}

fn is_same(what: Option<What>, word: Id) -> bool {
    matches!(what, Some(What::Word { id, without }) if id == word || without == Some(word))
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// Which cells are filled in.
struct Table {
    rows: usize,
    columns: usize,
    /// The cells of a row.
    width: usize,
}

impl Table {
    fn new(rows: usize, columns: usize) -> Self {
        let all = (rows + 1).saturating_mul(columns + 1);
        let width = if all <= MOST_CELLS { columns + 1 } else { (columns + 1).min(2 * BAND + 1) };
        Self { rows, columns, width }
    }

    /// The first column of a row that is filled in.
    fn from(&self, row: usize) -> usize {
        let middle = row.saturating_mul(self.columns).checked_div(self.rows).unwrap_or(0);
        middle.saturating_sub(self.width / 2).min(self.columns + 1 - self.width)
    }

    fn to(&self, row: usize) -> usize {
        self.from(row) + self.width
    }

    /// The way back from the cell at the end.
    fn steps(&self, elements: &[Element], words: &[Id], ways: &[u8], end: usize) -> Vec<Step> {
        let (mut row, mut column, mut dropping) = (self.rows, end, false);
        let mut out = Vec::new();
        // Where a sign that stands for words ends.
        let mut sign_end = None;
        while row > 0 {
            let at = column.saturating_sub(self.from(row));
            let way = ways.get(row * self.width + at).copied().unwrap_or(UP);
            let what = elements.get(row - 1).map(|e| e.what);
            if (dropping || way & BY_DROP != 0) && column > 0 && sign_end.is_none() {
                dropping = way & DROP_GOES_ON != 0;
                column -= 1;
                out.push(Step::Dropped(column));
                continue;
            }
            let is_word = matches!(what, Some(What::Word { .. }));
            let before = column.checked_sub(1).and_then(|at| words.get(at));
            match way & 3 {
                LEFT if column > 0 => {
                    sign_end.get_or_insert(column);
                    column -= 1;
                }
                DIAGONAL if is_word && column > 0 => {
                    row -= 1;
                    column -= 1;
                    out.push(if before.is_some_and(|word| is_same(what, *word)) {
                        Step::Same(row, column)
                    } else {
                        Step::Replaced(row, column)
                    });
                }
                _ => {
                    row -= 1;
                    let to = sign_end.take().unwrap_or(column);
                    out.push(if is_word { Step::Added(row) } else { Step::Sign(row, column..to) });
                }
            }
        }
        out.reverse();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::verify::quoted::Quoted;
    use crate::verify::words::{each_word, id};

    /// The steps, each with its sign and its words.
    fn shown(quotation: &str, source: &str) -> String {
        let quoted = Quoted::new(quotation, vec![Span::new(0, quotation.len())]);
        let mut words = Vec::new();
        each_word(source, |span| words.push(span));
        let ids: Vec<Id> = words.iter().map(|w| id(&source[*w])).collect();
        let element = |at: usize| &quotation[quoted.elements[at].span];
        let show = |step: &Step| match step {
            Step::Same(e, _) => element(*e).to_owned(),
            Step::Replaced(e, w) => format!("{}/{}", &source[words[*w]], element(*e)),
            Step::Added(e) => format!("+{}", element(*e)),
            Step::Dropped(w) => format!("-{}", &source[words[*w]]),
            Step::Sign(e, range) => {
                let stood: Vec<&str> = words[range.clone()].iter().map(|w| &source[*w]).collect();
                format!("{}({})", element(*e), stood.join(" "))
            }
        };
        align(&quoted.elements, &ids).0.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_kept_dropped_added_and_replaced() {
        let source = "Then he said we will never sell the old bridge to them again";
        for (quotation, expected) in [
            ("we will never sell", "we will never sell"),
            ("we will sell the old bridge", "we will -never sell the old bridge"),
            ("we shall never sell", "we will/shall never sell"),
            ("we will never ever sell", "we will never +ever sell"),
            ("we … sell […] to them", "we …(will never) sell […](the old bridge) to them"),
            (
                "we [at last] will never sell [it] to them",
                "we [at last]() will never sell [it](the old bridge) to them",
            ),
            ("[W]e will", "[W]e will"),
            ("… we will", "…() we will"),
        ] {
            assert_eq!(shown(quotation, source), expected);
        }
        assert_eq!(shown("no such words", ""), "+no +such +words");
        assert_eq!(shown("", source), "");
    }

    #[test]
    fn a_very_long_quotation_is_aligned_too() {
        let words: Vec<String> = (0..9000).map(|n| format!("w{n}")).collect();
        let without: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| *word != "w4321").collect();
        let shown = shown(&without.join(" "), &words.join(" "));
        assert!(shown.starts_with("w0 w1") && shown.ends_with("w8999"));
        assert!(shown.contains("w4320 -w4321 w4322"));
    }
}
