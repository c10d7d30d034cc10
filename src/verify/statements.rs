//! The statements of a document by their places.

use crate::document::{Document, Statement};
use crate::kinds::StatementKind;
use crate::text::Span;

/// Where the statements of a document stand, for whoever asks often.
#[derive(Debug)]
pub(super) struct Places {
    /// Their spans, each with its statement, in order.
    spans: Vec<(Span, usize)>,
    /// For each the farthest end up to it.
    reached: Vec<usize>,
}

impl Places {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let own =
            |s: Statement<'_>| s.spans().iter().map(|span| (*span, s.index())).collect::<Vec<_>>();
        let mut spans: Vec<(Span, usize)> = document.statements().flat_map(own).collect();
        spans.sort_unstable();
        let mut end = 0;
        let reached = spans.iter().map(|(span, _)| {
            end = end.max(span.end);
            end
        });
        Self { reached: reached.collect(), spans }
    }

    /// Those that share a byte with `span`, with how many they share.
    fn touching(&self, span: Span) -> impl Iterator<Item = (Span, usize)> {
        let to = self.spans.partition_point(|(own, _)| own.start < span.end);
        let from = self.reached.partition_point(|end| *end <= span.start).min(to);
        let near = self.spans.get(from..to).unwrap_or_default();
        near.iter().copied().filter(move |(own, _)| own.overlaps(span))
    }

    /// The statement that has most of `span`; of two the inner one.
    pub(super) fn most_of<'d>(
        &self,
        document: &'d Document<'_>,
        span: Span,
    ) -> Option<Statement<'d>> {
        let mut shared: Vec<(usize, usize)> = Vec::new();
        for (own, statement) in self.touching(span) {
            let bytes = own.overlap(span).len();
            match shared.iter_mut().find(|(_, known)| *known == statement) {
                Some((sum, _)) => *sum += bytes,
                None => shared.push((bytes, statement)),
            }
        }
        let (_, best) = shared.into_iter().max()?;
        document.statement(best)
    }

    /// Whether direct statements have `span`: all of it, or `any` of it.
    pub(super) fn is_direct(&self, document: &Document<'_>, span: Span, any: bool) -> bool {
        self.touching(span).any(|(own, statement)| {
            let is_direct = |s: Statement<'_>| s.kind() == StatementKind::Direct;
            (any || own.covers(span)) && document.statement(statement).is_some_and(is_direct)
        })
    }
}
