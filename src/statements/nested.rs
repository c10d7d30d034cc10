//! Passages inside other people's words: statements of their own where a reporting verb or a colon
//! stands before them, marked phrases otherwise.

use super::piece::{Origin, Piece, around};
use crate::kinds::StatementKind;
use crate::roles::is_reported;
use crate::text::{Passage, Reading, Span};

/// The statements inside of `pieces`, which are a block's, and the passages that are none.
pub(super) fn nested(
    reading: &Reading<'_>,
    block: usize,
    pieces: &[Piece],
) -> (Vec<Piece>, Vec<Passage>) {
    let (mut inner, mut others) = (Vec::new(), Vec::new());
    for passage in reading.passages.starting_in(reading.blocks[block].span) {
        let Some(parent) = around(pieces, passage.outer).filter(|p| is_part_of(passage, p)) else {
            continue;
        };
        if parent.kind != StatementKind::Indirect && is_reported(reading, passage) {
            inner.push(Piece::of_form(passage.outer, passage.inner, block, Origin::Nested));
        } else {
            others.push(*passage);
        }
    }
    (inner, others)
}

/// Whether a passage stands among the words of a piece, and is not simply what makes it one.
fn is_part_of(passage: &Passage, piece: &Piece) -> bool {
    let holds = |words: Span| words.covers(passage.outer) && words != passage.inner;
    word_at(piece, passage.outer).is_some_and(holds)
        && (passage.depth > 0 || piece.origin != Origin::Text)
}

/// The stretch of a piece's words, which are in order and do not overlap, that reaches to the start
/// of `span` or beyond.
fn word_at(piece: &Piece, span: Span) -> Option<Span> {
    piece.words.get(piece.words.partition_point(|w| w.end <= span.start)).copied()
}
