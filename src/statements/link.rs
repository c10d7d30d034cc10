//! Pieces to statements: which pieces are one statement, and whose those are that name nobody.
//!
//! Within a block every piece takes the cue, and every cue the source, that the scorer of links
//! finds likeliest (`pairing.rs`). Pieces without a cue go on from the piece before.

use super::act::act;
use super::attributions::Attributions;
use super::doubt;
use super::inner_attributions::InnerAttributions;
use super::inner_link::{find_parents, nested_statements};
use super::pairing::Attributed;
use super::piece::{Origin, Piece};
use super::pieces::Pieces;
use super::signed::Signed;
use crate::kinds::{Act, StatementKind};
use crate::roles::{Layers, RoleSpan};
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span, after_dateline};

/// Pieces that are one statement.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) kind: StatementKind,
    /// As the model tells it, or else the words of the cue.
    pub(crate) act: Option<Act>,
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
    /// Whether it does so at the start of a block: another speaker may take their turn there.
    pub(crate) may_answer: bool,
    /// Index of the statement that it stands in.
    pub(crate) parent: Option<usize>,
}

/// Joins `pieces` to statements, in the order of the text.
pub(crate) fn link(
    reading: &Reading<'_>,
    layers: &Layers,
    pieces: &Pieces,
    ranker: &Ranker<'_>,
) -> Vec<Statement> {
    let attributions = Attributions::new(reading, &layers.outer, pieces, ranker);
    let inner = InnerAttributions::new(reading, layers, pieces, ranker);
    let mut out = Joiner { reading, pieces, attributions }.statements();
    out.extend(nested_statements(pieces, &inner));
    tell_acts(reading, layers, &mut out);
    doubt::weigh(reading, &mut out);
    find_parents(&mut out);
    for source in out.iter_mut().filter_map(|s| s.source.as_mut()) {
        // "PORT ALDER — The mayor said" names the mayor.
        let block = reading.blocks.get(reading.block_at(source.span.start));
        if block.is_some_and(|b| b.span.start == source.span.start) {
            source.span = after_dateline(reading, source.span);
        }
    }
    out
}

/// Says of each statement what it is.
fn tell_acts(reading: &Reading<'_>, layers: &Layers, statements: &mut [Statement]) {
    for statement in statements {
        // A signature reports what was said.
        let is_signed = matches!(statement.origin, Origin::Signed(_));
        let cue = statement.cue.filter(|_| !is_signed);
        statement.act = Some(act(reading, layers.acts.as_ref(), cue));
    }
}

/// The statement of a piece alone.
pub(super) fn begin(piece: &Piece) -> Statement {
    Statement {
        kind: piece.kind,
        act: None,
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
    if statement.kind != piece.kind {
        statement.kind = StatementKind::Mixed;
    }
    let (old, new) = (statement.extent.len() as f32, piece.span.len() as f32);
    statement.score = (statement.score * old + piece.score * new) / (old + new).max(1.0);
    statement.spans.extend_from_slice(&piece.words);
    statement.quoted.extend_from_slice(&piece.quoted);
    statement.extent = statement.extent.join(piece.span);
}

fn is_cue_of(statement: &Statement, attributed: Option<&Attributed>) -> bool {
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

struct Joiner<'a> {
    reading: &'a Reading<'a>,
    pieces: &'a Pieces,
    attributions: Attributions<'a>,
}

impl Joiner<'_> {
    fn statements(&self) -> Vec<Statement> {
        let mut out: Vec<Statement> = Vec::new();
        // The last piece, and its statement.
        let mut last: Option<(usize, usize)> = None;
        for (i, piece) in self.pieces.pieces.iter().enumerate() {
            let attributed = self.attributions.of(i).or_else(|| self.attributions.announced(i));
            let joins =
                last.filter(|&(p, s)| self.is_one_statement(p, i, attributed.as_ref(), &out[s]));
            if let Some((_, s)) = joins {
                extend(&mut out[s], piece);
                last = Some((i, s));
                continue;
            }
            let mut statement = begin(piece);
            if let Some(a) = attributed.filter(|a| a.cue.is_some() || a.source.is_some()) {
                statement.cue = a.cue.map(|c| c.span);
                statement.source = a.source;
            } else if let Some((p, s)) = last.filter(|&(p, _)| self.goes_on(p, i)) {
                statement.source = out[s].source;
                statement.continued = true;
                let previous = &self.pieces.pieces[p];
                statement.may_answer = previous.block != piece.block && self.is_closed(previous);
            }
            last = Some((i, out.len()));
            out.push(statement);
        }
        out
    }

    fn crossings(&self, a: &Piece, b: &Piece) -> usize {
        self.reading.crossings(a.span, b.span)
    }

    /// The form of a piece that is a turn of a transcript or a signed quotation, not a message.
    fn is_turn(&self, piece: &Piece) -> bool {
        let form = |form: usize| self.pieces.signed.get(form);
        let is_message = |signed: &Signed| signed.handle.is_some();
        matches!(piece.origin, Origin::Signed(i) if form(i).is_some_and(|s| !is_message(s)))
    }

    /// Whether the piece `index` belongs to the statement of the piece `previous`.
    fn is_one_statement(
        &self,
        previous: usize,
        index: usize,
        attributed: Option<&Attributed>,
        statement: &Statement,
    ) -> bool {
        let (a, b) = (&self.pieces.pieces[previous], &self.pieces.pieces[index]);
        if a.origin == Origin::BlockQuote || b.origin == Origin::BlockQuote {
            return a.origin == b.origin && a.block + 1 == b.block;
        }
        // A turn of a transcript goes on over its paragraphs.
        if b.origin != Origin::Text || !(a.origin == Origin::Text || self.is_turn(a)) {
            return false;
        }
        if a.block == b.block {
            return have_one_cue(self.reading, (a, b), attributed, statement);
        }
        // The speaker re-opens the marks at each paragraph and closes them once.
        let reopened = a.kind == StatementKind::Direct
            && b.kind == StatementKind::Direct
            && a.block + 1 == b.block
            && !self.is_closed(a)
            && self.leads(b);
        reopened && (attributed.is_none() || is_cue_of(statement, attributed))
    }

    /// Whether a piece ends with its closing mark.
    fn is_closed(&self, piece: &Piece) -> bool {
        self.reading.follows_passage(piece.span.end)
    }

    /// Whether a piece begins its block.
    fn leads(&self, piece: &Piece) -> bool {
        let start = self.reading.blocks[piece.block].span.start;
        self.reading.is_mark(Span::new(start, piece.span.start))
    }

    /// Whether a piece without an attribution of its own goes on from the one before.
    fn goes_on(&self, previous: usize, index: usize) -> bool {
        let (a, b) = (&self.pieces.pieces[previous], &self.pieces.pieces[index]);
        if a.block == b.block {
            return a.kind != StatementKind::Indirect || self.crossings(a, b) == 0;
        }
        b.kind != StatementKind::Indirect
            && a.block + 1 == b.block
            && self.leads(b)
            && a.origin == Origin::Text
    }
}
