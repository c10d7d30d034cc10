//! A statement, and how pieces become one.

use super::pairing::Attributed;
use super::piece::{Origin, Piece};
use crate::kinds::{Act, StatementKind};
use crate::roles::RoleSpan;
use crate::text::{Reading, Span};

/// Pieces that are one statement.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) kind: StatementKind,
    pub(crate) act: Act,
    /// Its words, in order.
    pub(crate) spans: Vec<Span>,
    /// Those of its words that are quoted.
    pub(crate) quoted: Vec<Span>,
    /// From its first piece's start to its last one's end.
    pub(crate) extent: Span,
    pub(crate) score: f32,
    pub(crate) cue: Option<Span>,
    pub(crate) source: Option<RoleSpan>,
    pub(crate) origin: Origin,
    /// Whether it has no cue and source of its own and the speaker before it goes on.
    pub(crate) continued: bool,
    /// Whether no word of its block tells whose it is: somebody else than the speaker before it may
    /// take their turn, or whoever the sentence before it presents.
    pub(crate) may_answer: bool,
    /// Index of the statement that it stands in.
    pub(crate) parent: Option<usize>,
}

impl Statement {
    /// Whether words of its own tell whose it is.
    pub(super) fn is_attributed(&self) -> bool {
        self.cue.is_some() || (self.source.is_some() && !self.continued)
    }

    /// Adds the statement that goes on from this one.
    pub(super) fn absorb(&mut self, next: Self) {
        let (old, new) = (self.extent.len() as f32, next.extent.len() as f32);
        self.score = (self.score * old + next.score * new) / (old + new).max(1.0);
        if self.kind != next.kind {
            self.kind = StatementKind::Mixed;
        }
        self.spans.extend(next.spans);
        self.quoted.extend(next.quoted);
        self.extent = self.extent.join(next.extent);
    }
}

/// The statement of a piece alone.
pub(super) fn begin(piece: &Piece) -> Statement {
    Statement {
        kind: piece.kind,
        act: Act::default(),
        spans: piece.words.clone(),
        quoted: piece.quoted.clone(),
        extent: piece.span,
        score: piece.score,
        cue: None,
        source: None,
        origin: piece.origin,
        continued: false,
        may_answer: false,
        parent: None,
    }
}

/// Adds the next piece to a statement.
pub(super) fn extend(statement: &mut Statement, piece: &Piece) {
    statement.absorb(begin(piece));
}

/// Says whose a statement is.
pub(super) fn attribute(statement: &mut Statement, attributed: Attributed) {
    statement.cue = attributed.cue.map(|c| c.span);
    statement.source = attributed.source;
    (statement.continued, statement.may_answer) = (false, false);
}

pub(super) fn is_cue_of(statement: &Statement, attributed: Option<&Attributed>) -> bool {
    attributed.is_some_and(|t| t.cue.is_some() && t.cue.map(|c| c.span) == statement.cue)
}

/// Whether the second of two pieces of a block, with the cue `attributed`, belongs to the statement
/// of the first one: one cue reports both, or the second has none and goes on with the words of the
/// first.
pub(super) fn have_one_cue(
    reading: &Reading<'_>,
    (a, b): (&Piece, &Piece),
    attributed: Option<&Attributed>,
    statement: &Statement,
) -> bool {
    let quoted = a.kind != StatementKind::Indirect && b.kind != StatementKind::Indirect;
    let nothing = attributed.is_none_or(|t| t.cue.is_none());
    let crossings = reading.crossings(a.span, b.span);
    (is_cue_of(statement, attributed) && (quoted || crossings == 0))
        || (quoted && nothing && crossings <= 1)
}
