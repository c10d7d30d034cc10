//! The passages of a text that stand between quotation marks, or behind a quotation dash: read once,
//! asked by all who look at marks.

use super::{Block, Passage, Span, marks, quotation_dashes};

/// All passages of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passages {
    /// In order of their starts, outer ones before inner ones.
    all: Vec<Passage>,
    /// Those that stand in no other, which do not overlap.
    outermost: Vec<Passage>,
    /// Where the closed ones end, in order.
    ends: Vec<usize>,
}

impl Passages {
    pub(crate) fn read(text: &str, blocks: &[Block]) -> Self {
        let mut all: Vec<Passage> =
            blocks.iter().flat_map(|b| marks::passages(text, b.span)).collect();
        let dashed = quotation_dashes::passages(text, blocks, &all);
        // Most texts have none, and those between marks are in this order already.
        if !dashed.is_empty() {
            all.extend(dashed);
            all.sort_by_key(|p| (p.outer.start, std::cmp::Reverse(p.outer.end)));
        }
        let outermost = all.iter().filter(|p| p.depth == 0).copied().collect();
        let mut ends: Vec<usize> = all.iter().filter(|p| p.closed).map(|p| p.outer.end).collect();
        ends.sort_unstable();
        Self { all, outermost, ends }
    }

    pub(crate) fn all(&self) -> &[Passage] {
        &self.all
    }

    /// Those that start in `span`, inner ones too.
    pub(crate) fn starting_in(&self, span: Span) -> &[Passage] {
        starting_in(&self.all, span)
    }

    /// The outermost ones that start in `span`.
    pub(crate) fn outermost_in(&self, span: Span) -> &[Passage] {
        starting_in(&self.outermost, span)
    }

    /// The outermost ones that share a byte with `span`.
    pub(crate) fn outermost_touching(&self, span: Span) -> &[Passage] {
        let from = self.outermost.partition_point(|p| p.outer.end <= span.start);
        let to = self.outermost.partition_point(|p| p.outer.start < span.end);
        &self.outermost[from..to.max(from)]
    }

    /// Whether one starts with the byte at `offset`.
    pub(crate) fn starts_at(&self, offset: usize) -> bool {
        !self.starting_in(Span::new(offset, offset + 1)).is_empty()
    }

    /// Whether a closed one ends right before the byte at `offset`.
    pub(crate) fn ends_at(&self, offset: usize) -> bool {
        self.ends.binary_search(&offset).is_ok()
    }

    /// Whether marks stand at both ends of `span`, or it is a turn that a dash begins.
    pub(crate) fn quote(&self, span: Span) -> bool {
        self.starts_at(span.start) && self.ends_at(span.end)
    }
}

fn starting_in(list: &[Passage], span: Span) -> &[Passage] {
    let from = list.partition_point(|p| p.outer.start < span.start);
    let to = list.partition_point(|p| p.outer.start < span.end);
    &list[from..to.max(from)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn passages_are_found_by_their_places() {
        let text = "“I heard ‘no’ twice,” she said.\n\n„Ja“ und „nein";
        let plain = PlainText::new(text, InputFormat::Text);
        let passages = Passages::read(plain.text(), plain.blocks());
        let inner = |list: &[Passage]| list.iter().map(|p| &text[p.inner]).collect::<Vec<_>>();
        let all = Span::new(0, text.len());
        assert_eq!(inner(passages.starting_in(all)), ["I heard ‘no’ twice,", "no", "Ja", "nein"]);
        assert_eq!(inner(passages.outermost_in(all)), ["I heard ‘no’ twice,", "Ja", "nein"]);
        let end = text.find(" she").expect("it is there");
        assert!(passages.quote(Span::new(0, end)) && !passages.quote(Span::new(0, end - 1)));
        assert!(!passages.ends_at(text.len()), "the last one is not closed");
        assert!(Passages::default().starting_in(all).is_empty());
    }
}
