use serde::{Deserialize, Serialize};

use super::Span;
use crate::kinds::names;

/// What an offset counts.
///
/// # Example
///
/// ```
/// use dixit::{OffsetTable, OffsetUnit};
///
/// let at = |unit| OffsetTable::new("né 😀!", unit).from_byte(8);
/// assert_eq!(at(OffsetUnit::Byte), Some(8));
/// assert_eq!(at(OffsetUnit::Char), Some(4));
/// assert_eq!(at(OffsetUnit::Utf16), Some(5));
/// assert_eq!("utf16".parse::<OffsetUnit>().ok(), Some(OffsetUnit::Utf16));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum OffsetUnit {
    /// UTF-8 bytes, as Rust's `str` counts. What this crate uses throughout.
    #[default]
    Byte,
    /// Unicode scalar values, as Python's `str` counts.
    Char,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

names!(OffsetUnit, "unit of offsets" { Byte => "byte", Char => "char", Utf16 => "utf16" });

/// Bytes between two checkpoints: one conversion walks over fewer than this many.
const STRIDE: usize = 256;

/// Converts offsets into one text from bytes to another unit and back.
///
/// Built in one pass over the text; each conversion walks at most a few hundred bytes.
///
/// # Example
///
/// ```
/// use dixit::{OffsetTable, OffsetUnit, Span};
///
/// let text = "né 😀!";
/// let utf16 = OffsetTable::new(text, OffsetUnit::Utf16);
/// assert_eq!(utf16.unit(), OffsetUnit::Utf16);
/// assert_eq!(utf16.from_byte(8), Some(5));
/// assert_eq!(utf16.to_byte(5), Some(8));
/// assert_eq!(utf16.from_byte(2), None, "inside of é");
/// assert_eq!(utf16.span_from_bytes(Span::new(4, 8)), Some(Span::new(3, 5)));
/// ```
#[derive(Clone, Debug)]
pub struct OffsetTable<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// (byte offset, offset in `unit`), on character boundaries, ascending.
    checkpoints: Vec<(usize, usize)>,
    total: usize,
}

impl<'t> OffsetTable<'t> {
    /// A table for `text`.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut checkpoints = vec![(0, 0)];
        let mut total = 0;
        if unit == OffsetUnit::Byte {
            total = text.len();
        } else {
            let mut next = STRIDE;
            for (at, c) in text.char_indices() {
                if at >= next {
                    checkpoints.push((at, total));
                    next = at + STRIDE;
                }
                total += width(c, unit);
            }
        }
        Self { text, unit, checkpoints, total }
    }

    /// The offset in the table's unit of the byte offset `byte`; `None` beyond the text or inside a
    /// character.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn from_byte(&self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        if self.unit == OffsetUnit::Byte {
            return Some(byte);
        }
        let nearest = self.checkpoints.partition_point(|&(at, _)| at <= byte).checked_sub(1)?;
        let (at, count) = *self.checkpoints.get(nearest)?;
        Some(count + self.text.get(at..byte)?.chars().map(|c| width(c, self.unit)).sum::<usize>())
    }

    /// The byte offset of the offset `at` in the table's unit; `None` beyond the text or inside a
    /// character.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn to_byte(&self, at: usize) -> Option<usize> {
        if self.unit == OffsetUnit::Byte {
            return self.text.is_char_boundary(at).then_some(at);
        }
        if at == self.total {
            return Some(self.text.len());
        }
        let nearest = self.checkpoints.partition_point(|&(_, count)| count <= at).checked_sub(1)?;
        let (start, mut count) = *self.checkpoints.get(nearest)?;
        for (byte, c) in self.text.get(start..)?.char_indices() {
            if count >= at {
                return (count == at).then_some(start + byte);
            }
            count += width(c, self.unit);
        }
        None
    }

    /// `span` in the table's unit; `None` if either end is not on a character boundary of the text.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn span_from_bytes(&self, span: Span) -> Option<Span> {
        Some(Span::new(self.from_byte(span.start)?, self.from_byte(span.end)?))
    }

    /// What the table's offsets count.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn unit(&self) -> OffsetUnit {
        self.unit
    }
}

fn width(c: char, unit: OffsetUnit) -> usize {
    match unit {
        OffsetUnit::Byte => c.len_utf8(),
        OffsetUnit::Char => 1,
        OffsetUnit::Utf16 => c.len_utf16(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_converts_there_and_back() {
        let text = "a é 漢 😀 \u{301}x\r\n".repeat(60);
        for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
            let table = OffsetTable::new(&text, unit);
            let mut expected = 0;
            for (byte, c) in text.char_indices() {
                assert_eq!(table.from_byte(byte), Some(expected), "{unit:?} at {byte}");
                assert_eq!(table.to_byte(expected), Some(byte), "{unit:?} at {byte}");
                expected += width(c, unit);
            }
            assert_eq!(table.from_byte(text.len()), Some(expected));
            assert_eq!(table.to_byte(expected), Some(text.len()));
            assert_eq!(table.from_byte(text.len() + 1), None);
            assert_eq!(table.to_byte(expected + 1), None);
        }
    }

    #[test]
    fn inside_a_character_is_no_offset() {
        let table = OffsetTable::new("😀", OffsetUnit::Utf16);
        assert_eq!(table.to_byte(1), None);
        assert_eq!(table.from_byte(1), None);
    }
}
