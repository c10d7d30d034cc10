//! What statements are made of.

use crate::kinds::StatementKind;
use crate::text::{Passage, Span};

/// What shows that a piece is somebody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Marks, tags or both.
    Text,
    BlockQuote,
    /// Index among the signed blocks.
    Signed(usize),
    /// It stands inside another piece, by tags or between marks.
    Nested,
}

/// A contiguous part of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// All of it, marks too.
    pub(crate) span: Span,
    /// Its words, without the marks around them.
    pub(crate) words: Vec<Span>,
    /// Those of its words that are quoted.
    pub(crate) quoted: Vec<Span>,
    pub(crate) kind: StatementKind,
    pub(crate) score: f32,
    pub(crate) block: usize,
    pub(crate) origin: Origin,
}

/// The score of words that their form alone shows to be somebody's: a block quote, a signature,
/// marks that the role tags leave open.
pub(super) const SCORE_OF_FORM: f32 = 0.75;

impl Piece {
    /// Words that are somebody's by their form.
    pub(super) fn of_form(span: Span, words: Span, block: usize, origin: Origin) -> Self {
        Self {
            span,
            words: vec![words],
            quoted: vec![words],
            kind: StatementKind::Direct,
            score: SCORE_OF_FORM,
            block,
            origin,
        }
    }
}

/// The one of `pieces`, which are in order and do not overlap, that holds `span`.
pub(super) fn around(pieces: &[Piece], span: Span) -> Option<&Piece> {
    let before = pieces.partition_point(|p| p.span.start <= span.start);
    pieces[..before].last().filter(|p| p.span.covers(span))
}

/// The one of `stretches`, which are in order and do not overlap, that holds `span`.
pub(super) fn holder(stretches: &[Span], span: Span) -> Option<Span> {
    let before = stretches.partition_point(|s| s.start <= span.start);
    stretches[..before].last().copied().filter(|s| s.covers(span))
}

/// Those of `passages`, which are in order and do not overlap, that share a byte with `span`.
pub(super) fn touching(passages: &[Passage], span: Span) -> &[Passage] {
    let from = passages.partition_point(|p| p.outer.end <= span.start);
    let to = passages.partition_point(|p| p.outer.start < span.end);
    &passages[from..to.max(from)]
}
