//! Passages inside other people's words: statements of their own where a reporting verb or a colon
//! stands before them, marked phrases otherwise.

use super::piece::{Origin, Piece, around};
use crate::kinds::StatementKind;
use crate::roles::is_reported;
use crate::text::{Passage, Reading, Span};

/// Adds the statements inside of `parents`, which are the pieces of a block, and to `phrases` the
/// passages that are none.
pub(super) fn nested(
    reading: &Reading<'_>,
    block: usize,
    parents: &[Piece],
    pieces: &mut Vec<Piece>,
    phrases: &mut Vec<Passage>,
) {
    for passage in reading.passages.starting_in(reading.blocks[block].span) {
        let Some(parent) = around(parents, passage.outer).filter(|p| is_part_of(passage, p)) else {
            continue;
        };
        match reported(reading, passage, parent) {
            Some(piece) => pieces.push(piece),
            None => phrases.push(*passage),
        }
    }
}

/// The statement that a passage inside of `parent` is, where something reports it.
pub(super) fn reported(reading: &Reading<'_>, passage: &Passage, parent: &Piece) -> Option<Piece> {
    (parent.kind != StatementKind::Indirect && is_reported(reading, passage))
        .then(|| Piece::of_form(passage.outer, passage.inner, parent.block, Origin::Nested))
}

/// Whether a passage stands among the words of a piece, and is not simply what makes it one.
pub(super) fn is_part_of(passage: &Passage, piece: &Piece) -> bool {
    let holds = |words: Span| words.covers(passage.outer) && words != passage.inner;
    word_at(piece, passage.outer).is_some_and(holds)
        && (passage.depth > 0 || piece.origin != Origin::Text)
}

/// The stretch of a piece's words, which are in order and do not overlap, that reaches to the start
/// of `span` or beyond.
fn word_at(piece: &Piece, span: Span) -> Option<Span> {
    piece.words.get(piece.words.partition_point(|w| w.end <= span.start)).copied()
}
