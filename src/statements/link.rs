//! Pieces to statements: which pieces are one statement, and whose those are that name nobody.
//!
//! Within a block every piece takes the cue, and every cue the source, that the scorer of links
//! finds likeliest (`pairing.rs`). Pieces without a cue go on from the piece before.

use super::act::act;
use super::attributions::Attributions;
use super::author::Signed;
use super::doubt;
use super::inner_attributions::InnerAttributions;
use super::inner_link::{find_parents, nested_statements};
use super::pairing::Attributed;
use super::piece::{Origin, Piece};
use super::pieces::Pieces;
use super::statement::{Statement, attribute, begin, extend, have_one_cue, is_cue_of};
use crate::error::Error;
use crate::kinds::{BlockKind, StatementKind};
use crate::lexicon::Class;
use crate::limits::Allowance;
use crate::roles::Layers;
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span, after_dateline};

/// Joins `pieces` to statements, in the order of the text.
pub(crate) fn link(
    reading: &Reading<'_>,
    layers: &Layers,
    pieces: &Pieces,
    ranker: &Ranker<'_>,
    allowance: &Allowance<'_>,
) -> Result<Vec<Statement>, Error> {
    let attributions = Attributions::new(reading, &layers.outer, pieces, ranker, allowance)?;
    let inner = InnerAttributions::new(reading, layers, pieces, ranker, allowance)?;
    let mut out = Joiner { reading, pieces, attributions }.statements();
    allowance.check()?;
    out.extend(nested_statements(pieces, &inner));
    allowance.check()?;
    tell_acts(reading, layers, &mut out);
    doubt::weigh(reading, &mut out);
    allowance.check()?;
    find_parents(&mut out);
    for source in out.iter_mut().filter_map(|s| s.source.as_mut()) {
        // "PORT ALDER — The mayor said" names the mayor.
        let block = reading.blocks.get(reading.block_at(source.span.start));
        if block.is_some_and(|b| b.span.start == source.span.start) {
            let named = after_dateline(reading, source.span);
            // Nothing but a dateline is better than no words.
            source.span = if named.is_empty() { source.span } else { named };
        }
    }
    Ok(out)
}

/// Says of each statement what it is.
fn tell_acts(reading: &Reading<'_>, layers: &Layers, statements: &mut [Statement]) {
    for statement in statements {
        // A signature reports what was said.
        let is_signed = matches!(statement.origin, Origin::Signed(_));
        let cue = statement.cue.filter(|_| !is_signed);
        statement.act = act(reading, layers.acts.as_ref(), cue);
    }
}

/// More captions than that do not stand between two paragraphs.
const MOST_INTERRUPTIONS: usize = 3;

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
                // What a block quote says of others is not who is quoted.
                let tells = piece.origin == Origin::Text && !out[s].is_attributed();
                if let Some(attributed) = attributed.filter(|_| tells) {
                    attribute(&mut out[s], attributed);
                }
                last = Some((i, s));
                continue;
            }
            let mut statement = begin(piece);
            if let Some(a) = attributed.filter(|a| a.cue.is_some() || a.source.is_some()) {
                attribute(&mut statement, a);
            } else if let Some((p, s)) = last.filter(|&(p, _)| self.goes_on(p, i)) {
                statement.source = out[s].source;
                statement.continued = true;
                let previous = &self.pieces.pieces[p];
                statement.may_answer = previous.block != piece.block && self.is_closed(previous);
            } else {
                // "Kovic was blunt. “We are closed.”"
                statement.may_answer =
                    piece.kind == StatementKind::Direct && piece.origin == Origin::Text;
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
    fn turn(&self, piece: &Piece) -> Option<&Signed> {
        let Origin::Signed(form) = piece.origin else { return None };
        self.pieces.signed.get(form).filter(|s| s.handle.is_none())
    }

    /// Whether the second of two pieces stands in the next block, but for what interrupts a text.
    fn is_next(&self, a: &Piece, b: &Piece) -> bool {
        let between = self.reading.blocks.get(a.block + 1..b.block).unwrap_or_default();
        a.block < b.block
            && between.len() <= MOST_INTERRUPTIONS
            && between.iter().all(|block| block.kind == BlockKind::Caption)
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
        if let (Some(a), Some(b)) = (self.turn(a), self.turn(b)) {
            return a.author == b.author;
        }
        // A turn of a transcript goes on over its paragraphs.
        if b.origin != Origin::Text || !(a.origin == Origin::Text || self.turn(a).is_some()) {
            return false;
        }
        if a.block == b.block {
            return have_one_cue(self.reading, (a, b), attributed, statement);
        }
        // The speaker re-opens the marks at each paragraph and closes them once; who that is may be
        // told behind the last.
        let reopened = a.kind == StatementKind::Direct
            && b.kind == StatementKind::Direct
            && self.is_next(a, b)
            && !self.is_closed(a)
            && self.leads(b);
        reopened
            && (attributed.is_none()
                || is_cue_of(statement, attributed)
                || !(statement.is_attributed() || self.may_tell(a)))
    }

    /// Whether a piece whose marks nobody closed may hold who speaks: "“Is it shut? Ana Kovic asked."
    fn may_tell(&self, piece: &Piece) -> bool {
        let mut before =
            self.reading.spans_before(piece.span.end).filter(|w| !self.reading.is_mark(*w));
        before.next().is_some_and(|w| Class::ReportingVerb.has(&self.reading.text[w]))
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
            && self.is_next(a, b)
            && self.leads(b)
            && a.origin == Origin::Text
    }
}
