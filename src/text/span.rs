use std::fmt;
use std::ops::{Index, Range};

use serde::{Deserialize, Serialize};

/// A stretch of the input: UTF-8 byte offsets, half open, always on character boundaries.
///
/// Indexing a `str` with a span that came out of a [`Document`](crate::Document) over that same
/// `str` never panics. With a span of another text it panics where a slice would: beyond the end,
/// and inside of a character.
///
/// # Example
///
/// ```
/// use dixit::Span;
///
/// let span = Span::from(4..9);
/// assert_eq!(&"who said it"[span], "said ");
/// assert_eq!((span.len(), span.is_empty()), (5, false));
/// assert_eq!(span.range(), 4..9);
/// assert_eq!(format!("{span:?}"), "4..9");
///
/// assert!(span.covers(Span::new(4, 8)) && !span.covers(Span::new(4, 10)));
/// assert!(span.overlaps(Span::new(8, 11)) && !span.overlaps(Span::new(9, 11)));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset one past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of bytes in it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same stretch as a range.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share at least one byte.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub(crate) fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// What is in both; empty where nothing is.
    #[must_use]
    pub(crate) fn overlap(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self::new(start, self.end.min(other.end).max(start))
    }

    /// As far behind `to` as it is behind `from`, which is not behind it.
    #[must_use]
    pub(crate) fn moved(self, from: usize, to: usize) -> Self {
        Self::new(self.start - from + to, self.end - from + to)
    }

    /// The span with all of the characters of `text` that it cuts, and nothing beyond its end.
    #[must_use]
    pub(crate) fn at_characters(self, text: &str) -> Self {
        let (mut start, mut end) = (self.start.min(text.len()), self.end.min(text.len()));
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self::new(start, end)
    }

    /// Its first bytes, as many as end with a character and are at most `most`.
    #[must_use]
    pub(crate) fn first_bytes(self, text: &str, most: usize) -> Self {
        let to = self.end.min(self.start.saturating_add(most));
        Self::new(
            self.start,
            (self.start..=to).rfind(|&at| text.is_char_boundary(at)).unwrap_or(self.start),
        )
    }

    /// The span without the characters at its ends for which `strip` is true.
    #[must_use]
    pub(crate) fn trim(self, text: &str, strip: impl Fn(char) -> bool) -> Self {
        let inner = &text[self];
        let front = inner.len() - inner.trim_start_matches(&strip).len();
        let kept = inner[front..].trim_end_matches(&strip).len();
        Self::new(self.start + front, self.start + front + kept)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

impl Index<Span> for str {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self[span.range()]
    }
}

impl Index<Span> for String {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self.as_str()[span]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn ends_are_cut_at_characters() {
        let text = "aéé😀";
        let all = Span::new(0, text.len());
        assert_eq!(
            (
                &text[all.first_bytes(text, 4)],
                &text[all.first_bytes(text, 1)],
                &text[all.first_bytes(text, 99)]
            ),
            ("aé", "a", text)
        );
    }

    #[test]
    fn what_is_in_both_may_be_nothing() {
        assert_eq!(Span::new(2, 6).overlap(Span::new(4, 9)), Span::new(4, 6));
        assert!(Span::new(2, 4).overlap(Span::new(6, 9)).is_empty());
        assert_eq!(Span::new(12, 15).moved(10, 2), Span::new(4, 7));
    }

    #[test]
    fn a_character_that_is_cut_is_taken_in() {
        let text = "aé😀";
        assert_eq!(Span::new(2, 4).at_characters(text), Span::new(1, 7));
        assert_eq!(Span::new(1, 3).at_characters(text), Span::new(1, 3));
        assert_eq!(Span::new(9, 20).at_characters(text), Span::new(7, 7));
    }

    #[test]
    fn trim_keeps_character_boundaries() {
        let text = "“é”";
        let span = Span::new(0, text.len()).trim(text, |c| "“”".contains(c));
        assert_eq!(&text[span], "é");
        let all = Span::new(0, text.len()).trim(text, |_| true);
        assert!(all.is_empty());
    }
}
