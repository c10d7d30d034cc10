//! What stands between the pieces, cues and sources of a text.

use super::piece::{Origin, Piece};
use crate::lexicon::marks::may_close;
use crate::roles::RoleSpan;
use crate::scorers::links::Between;
use crate::text::{Reading, Span};

/// Cues or sources on either side of a stretch that are looked at.
const NEIGHBOURS: usize = 4;
/// Words over which nothing is connected.
const FAR: usize = 400;

/// The pieces of a text, and the cues and sources outside of them.
pub(super) struct Context<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) pieces: &'a [Piece],
    pub(super) cues: Vec<RoleSpan>,
    pub(super) sources: Vec<RoleSpan>,
    /// The pieces that stand in no other, which are in order and do not overlap.
    outermost: Vec<Span>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        cues: &[RoleSpan],
        sources: &[RoleSpan],
        pieces: &'a [Piece],
    ) -> Self {
        // Pieces are in order of their starts: one covers a span if and only if one of those that
        // start before it ends after it.
        let ends = furthest_ends(&pieces.iter().map(|p| p.span).collect::<Vec<_>>());
        let covered = |span: Span| {
            pieces
                .partition_point(|p| p.span.start <= span.start)
                .checked_sub(1)
                .is_some_and(|last| ends[last] >= span.end)
        };
        let outside = |list: &[RoleSpan]| {
            list.iter().copied().filter(|r| !covered(r.span)).collect::<Vec<_>>()
        };
        let outermost =
            pieces.iter().filter(|p| p.origin != Origin::Nested).map(|p| p.span).collect();
        Self { reading, pieces, cues: outside(cues), sources: outside(sources), outermost }
    }

    /// The outermost pieces right before and right after a stretch.
    pub(super) fn beside(&self, span: Span) -> [Option<Span>; 2] {
        let before = self.outermost.partition_point(|p| p.start < span.start).checked_sub(1);
        let after = self.outermost.partition_point(|p| p.start < span.end);
        [
            before.map(|i| self.outermost[i]).filter(|p| p.end <= span.start),
            self.outermost.get(after).copied(),
        ]
    }

    /// The indices of the spans of `list` in a block.
    pub(super) fn in_block(&self, list: &[RoleSpan], block: usize) -> std::ops::Range<usize> {
        let span = self.reading.blocks.get(block).map_or(Span::default(), |b| b.span);
        let from = list.partition_point(|r| r.span.start < span.start);
        let to = list.partition_point(|r| r.span.start < span.end);
        from..to.max(from)
    }

    /// The indices of those spans of `list` in a block that are closest to `span` on either side:
    /// what is further off is hardly ever meant, and looking at it would cost the square of a long
    /// block.
    pub(super) fn near(
        &self,
        list: &[RoleSpan],
        block: usize,
        span: Span,
    ) -> std::ops::Range<usize> {
        let all = self.in_block(list, block);
        let before = list.partition_point(|r| r.span.start < span.start);
        let after = list.partition_point(|r| r.span.start < span.end);
        before.saturating_sub(NEIGHBOURS).max(all.start)
            ..(after + NEIGHBOURS).min(all.end).max(all.start)
    }

    /// Sentence bounds between two stretches.
    pub(super) fn crossings(&self, a: Span, b: Span) -> usize {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        let end = first.end.max(first.start + 1) - 1;
        self.reading.sentence_at(second.start).saturating_sub(self.reading.sentence_at(end))
    }

    /// What stands between two stretches of a block; `None` if they are too far apart to have to do
    /// with each other.
    pub(super) fn between(&self, a: Span, b: Span) -> Option<Between> {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        let gap = Span::new(first.end, second.start.max(first.end));
        let words = &self.reading.words[self.reading.words_in(gap)];
        if words.len() > FAR {
            return None;
        }
        let cues = &self.cues[range_in(&self.cues, gap)];
        let sources = &self.sources[range_in(&self.sources, gap)];
        let from = self.outermost.partition_point(|p| p.start < gap.start);
        let pieces: Vec<Span> = self.outermost[from..]
            .iter()
            .copied()
            .take_while(|p| p.start < gap.end)
            .filter(|p| gap.covers(*p))
            .collect();
        let mut skipped: Vec<Span> =
            cues.iter().chain(sources).map(|r| r.span).chain(pieces.iter().copied()).collect();
        skipped.sort();
        let ends = furthest_ends(&skipped);
        let is_skipped = |word: Span| {
            let before = skipped.partition_point(|s| s.start <= word.start).checked_sub(1);
            before.is_some_and(|last| ends[last] >= word.end)
        };
        let counts =
            |word: Span| gap.covers(word) && !self.reading.is_mark(word) && !is_skipped(word);
        Some(Between {
            crossings: self.crossings(a, b),
            words: words.iter().filter(|w| counts(w.span)).count(),
            cues: cues.len(),
            sources: sources.len(),
            pieces: pieces.len(),
            colon: self.begins_with_colon(gap),
            comma: self.reading.text[gap].contains(','),
        })
    }

    /// "‘We were promised better’: passengers on delays": what a colon sets off is not reported by
    /// what follows it. Marks of the piece before may stand before the colon.
    fn begins_with_colon(&self, gap: Span) -> bool {
        let is_end = |c: char| may_close(c) || c == '*' || c == '_';
        self.reading.text[gap].trim_start_matches(is_end).starts_with(':')
    }
}

/// For each of `spans`, the largest end of it and of those before it.
fn furthest_ends(spans: &[Span]) -> Vec<usize> {
    let mut furthest = 0;
    let up_to = |span: &Span| {
        furthest = span.end.max(furthest);
        furthest
    };
    spans.iter().map(up_to).collect()
}

/// The indices of the spans of an ascending list that lie inside `span`.
pub(super) fn range_in(list: &[RoleSpan], span: Span) -> std::ops::Range<usize> {
    let from = list.partition_point(|r| r.span.start < span.start);
    let to = list.partition_point(|r| r.span.end <= span.end);
    from..to.max(from)
}
