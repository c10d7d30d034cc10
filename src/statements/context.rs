//! What stands between the pieces, cues and sources of a text.

use super::piece::{Piece, around};
use crate::kinds::Layer;
use crate::lexicon::marks::may_close;
use crate::roles::{RoleSpan, Roles};
use crate::scorers::links::Between;
use crate::text::{Reading, Span};

/// Cues or sources on either side of a stretch that are looked at.
const NEIGHBOURS: usize = 4;
/// Words over which nothing is connected.
const FAR: usize = 400;

/// The pieces of a layer of roles, and the layer's cues and sources outside of them.
pub(super) struct Context<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) layer: Layer,
    /// In order; they do not overlap.
    pub(super) pieces: &'a [Piece],
    pub(super) cues: Vec<RoleSpan>,
    pub(super) sources: Vec<RoleSpan>,
    /// The pieces that those of the inner layer stand in.
    parents: &'a [Piece],
}

impl<'a> Context<'a> {
    /// Of the outer layer.
    pub(super) fn new(reading: &'a Reading<'a>, roles: &Roles, pieces: &'a [Piece]) -> Self {
        let outside = |list: &[RoleSpan]| {
            list.iter().copied().filter(|r| around(pieces, r.span).is_none()).collect()
        };
        let (cues, sources) = (outside(&roles.cues), outside(&roles.sources));
        Self { reading, layer: Layer::Outer, pieces, cues, sources, parents: &[] }
    }

    /// Of the inner layer, in the words of `parents`.
    pub(super) fn inside(
        reading: &'a Reading<'a>,
        roles: &Roles,
        pieces: &'a [Piece],
        parents: &'a [Piece],
    ) -> Self {
        let is_inside =
            |r: &RoleSpan| around(parents, r.span).is_some() && around(pieces, r.span).is_none();
        let inside = |list: &[RoleSpan]| list.iter().copied().filter(is_inside).collect::<Vec<_>>();
        let (cues, sources) = (inside(&roles.cues), inside(&roles.sources));
        Self { reading, layer: Layer::Inner, pieces, cues, sources, parents }
    }

    /// Where the cue or the source of what stands at `span` is looked for: in its block, or in the
    /// words around it.
    pub(super) fn region(&self, span: Span) -> Span {
        let region = match self.layer {
            Layer::Outer => {
                self.reading.blocks.get(self.reading.block_at(span.start)).map(|b| b.span)
            }
            Layer::Inner => around(self.parents, span).map(|p| p.span),
        };
        region.unwrap_or_default()
    }

    /// The pieces right before and right after a stretch.
    pub(super) fn beside(&self, span: Span) -> [Option<Span>; 2] {
        let before = self.pieces.partition_point(|p| p.span.start < span.start).checked_sub(1);
        let after = self.pieces.partition_point(|p| p.span.start < span.end);
        [
            before.map(|i| self.pieces[i].span).filter(|p| p.end <= span.start),
            self.pieces.get(after).map(|p| p.span),
        ]
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
        let from = self.pieces.partition_point(|p| p.span.start < gap.start);
        let pieces: Vec<Span> = self.pieces[from..]
            .iter()
            .map(|p| p.span)
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
            crossings: self.reading.crossings(a, b),
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

/// The indices of the spans of an ascending list that start in `region`.
pub(super) fn starting_in(list: &[RoleSpan], region: Span) -> std::ops::Range<usize> {
    let from = list.partition_point(|r| r.span.start < region.start);
    let to = list.partition_point(|r| r.span.start < region.end);
    from..to.max(from)
}

/// The indices of the spans of an ascending list that lie inside `span`.
pub(super) fn range_in(list: &[RoleSpan], span: Span) -> std::ops::Range<usize> {
    let from = list.partition_point(|r| r.span.start < span.start);
    let to = list.partition_point(|r| r.span.end <= span.end);
    from..to.max(from)
}

/// The indices of those spans of `list` in `region` that are closest to `span` on either side:
/// what is further off is hardly ever meant, and looking at it would cost the square of a long
/// block.
pub(super) fn near(list: &[RoleSpan], region: Span, span: Span) -> std::ops::Range<usize> {
    let all = starting_in(list, region);
    let before = list.partition_point(|r| r.span.start < span.start);
    let after = list.partition_point(|r| r.span.start < span.end);
    before.saturating_sub(NEIGHBOURS).max(all.start)
        ..(after + NEIGHBOURS).min(all.end).max(all.start)
}
