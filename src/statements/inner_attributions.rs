//! The cue and the source of each piece that stands inside another: as the scorer of links pairs
//! the inner layer of roles, or the nearest ones in the words around it.

use super::act::act;
use super::context::{Context, range_in};
use super::pairing::{Attributed, Pairing, pair};
use super::piece::{Piece, around};
use super::pieces::Pieces;
use crate::error::Error;
use crate::kinds::Act;
use crate::limits::Allowance;
use crate::roles::{Acts, Layers, RoleSpan, Roles};
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span};

/// Words between a nested quotation and its cue, or that and its source.
const REACH: usize = 8;

/// Knows the cues and sources of a text's nested pieces.
pub(super) struct InnerAttributions<'a> {
    pub(super) reading: &'a Reading<'a>,
    pieces: &'a Pieces,
    /// The layer that has them.
    roles: &'a Roles,
    acts: Option<&'a Acts>,
    /// Where there is an inner layer.
    paired: Option<(Context<'a>, Pairing)>,
}

impl<'a> InnerAttributions<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        layers: &'a Layers,
        pieces: &'a Pieces,
        ranker: &Ranker<'_>,
        allowance: &Allowance<'_>,
    ) -> Result<Self, Error> {
        let paired = match &layers.inner {
            Some(inner) => {
                let context = Context::inside(reading, inner, &pieces.nested, &pieces.pieces);
                let pairing = pair(&context, ranker, allowance)?;
                Some((context, pairing))
            }
            None => None,
        };
        let roles = layers.inner.as_ref().unwrap_or(&layers.outer);
        Ok(Self { reading, pieces, roles, acts: layers.acts.as_ref(), paired })
    }

    /// Whether there is an inner layer.
    pub(super) fn are_paired(&self) -> bool {
        self.paired.is_some()
    }

    /// What a cue reports.
    pub(super) fn act(&self, cue: Span) -> Act {
        act(self.reading, self.acts, Some(cue))
    }

    /// The piece that a nested one stands in.
    pub(super) fn parent(&self, piece: &Piece) -> Option<&'a Piece> {
        around(&self.pieces.pieces, piece.span)
    }

    /// The cue and source of the nested piece at `index`.
    pub(super) fn of(&self, index: usize) -> Option<Attributed> {
        match &self.paired {
            Some((context, pairing)) => pairing.of_piece(context, index),
            None => self.nearest(&self.pieces.nested[index]),
        }
    }

    /// A cue that touches a piece, and the nearest source, both inside the words around it.
    fn nearest(&self, piece: &Piece) -> Option<Attributed> {
        let parent = self.parent(piece)?;
        let reading = self.reading;
        let gap = |r: &RoleSpan, to: Span| {
            let (first, second) = if r.span.start < to.start { (r.span, to) } else { (to, r.span) };
            reading.words_in(Span::new(first.end, second.start)).len()
        };
        let words = reading.words_in(piece.span);
        let reach = 2 * REACH;
        let from = reading.words.get(words.start.saturating_sub(reach))?.span.start;
        let to = reading.words.get((words.end + reach).min(reading.words.len()) - 1)?.span.end;
        let near = Span::new(parent.span.start.max(from), parent.span.end.min(to));
        let within = |list: &'a [RoleSpan]| {
            list[range_in(list, near)].iter().filter(|r| !piece.span.overlaps(r.span))
        };
        // "… said to me, “No.” I thought …": what is in the quotation's own sentence comes first.
        let price = |r: &&RoleSpan| (reading.crossings(r.span, piece.span), gap(r, piece.span));
        let cue =
            within(&self.roles.cues).filter(|r| gap(r, piece.span) <= REACH).min_by_key(price)?;
        let source = within(&self.roles.sources)
            .filter(|r| gap(r, cue.span) <= REACH)
            .min_by_key(|r| gap(r, cue.span));
        Some(Attributed { cue: Some(*cue), source: source.copied() })
    }
}
