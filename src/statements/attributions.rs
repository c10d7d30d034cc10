//! The cue and the source of each piece: in its own paragraph as the scorer of links pairs them, by
//! its form, in the sentence after a block quote, in the line that announces it.

use super::context::{Context, range_in};
use super::pairing::{Pairing, pair};
use super::piece::{Origin, Piece};
use super::pieces::Pieces;
use super::signed::Signed;
use crate::roles::{RoleSpan, Roles};
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span};

/// Words between a nested quotation and its cue, or that and its source.
const NESTED_REACH: usize = 8;
/// Nested quotations of one statement after which no more of them are given to it.
pub(super) const MAX_SIBLINGS: usize = 64;

/// A cue and the source that it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributed {
    pub(super) cue: Option<RoleSpan>,
    pub(super) source: Option<RoleSpan>,
}

/// Knows the cues and sources of a text's pieces.
pub(super) struct Attributions<'a> {
    pub(super) context: Context<'a>,
    signed: &'a [Signed],
    roles: &'a Roles,
    pairing: Pairing,
}

impl<'a> Attributions<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        roles: &'a Roles,
        pieces: &'a Pieces,
        ranker: &Ranker<'_>,
    ) -> Self {
        let context = Context::new(reading, &roles.cues, &roles.sources, &pieces.pieces);
        let pairing = pair(&context, ranker);
        Self { context, signed: &pieces.signed, roles, pairing }
    }

    /// A cue and its source.
    fn of_cue(&self, cue: usize) -> Attributed {
        Attributed {
            cue: Some(self.context.cues[cue]),
            source: self.pairing.source_of[cue].map(|s| self.context.sources[s]),
        }
    }

    /// The cue and source of the piece at `index`, as its form or its own block shows them.
    pub(super) fn of(&self, index: usize) -> Option<Attributed> {
        let piece = &self.context.pieces[index];
        match piece.origin {
            Origin::Signed(form) => {
                let form = self.signed.get(form)?;
                let whole = |span| RoleSpan { span, score: 1.0 };
                return Some(Attributed {
                    cue: form.cue.map(whole),
                    source: Some(whole(form.author)),
                });
            }
            Origin::BlockQuote => return self.named_after(index),
            Origin::Nested => return None,
            Origin::Text => {}
        }
        self.pairing.cue_of[index].map(|cue| self.of_cue(cue))
    }

    /// "Smith wrote in a letter." right after a block quote: a cue and its source in a sentence
    /// that reports nothing else.
    fn named_after(&self, index: usize) -> Option<Attributed> {
        let Context { reading, pieces, cues, .. } = &self.context;
        // The first piece of a quotation speaks for the rest.
        let first = &pieces[index];
        let before = pieces[..index].iter().rfind(|p| p.origin != Origin::Nested);
        if before.is_some_and(|p| p.origin == Origin::BlockQuote && p.block + 1 == first.block) {
            return None;
        }
        // The quotation goes on over blocks that follow each other.
        let mut block = first.block;
        let goes_on = |p: &&Piece| {
            let next =
                matches!(p.origin, Origin::BlockQuote | Origin::Nested) && p.block <= block + 1;
            block = p.block;
            next
        };
        let behind = index + pieces[index..].iter().take_while(goes_on).count();
        let last = pieces.get(behind.checked_sub(1)?)?;
        let after = reading.blocks.get(last.block + 1).filter(|b| b.quote_depth == 0)?;
        let sentence = *reading.sentences.get(reading.sentence_at(after.span.start))?;
        let reports = pieces.get(behind).is_some_and(|p| {
            p.span.overlaps(sentence) && p.words.iter().any(|w| reading.count_words(*w, 3) == 3)
        });
        let cue = range_in(cues, sentence).next().filter(|_| !reports)?;
        Some(self.of_cue(cue)).filter(|a| a.source.is_some())
    }

    /// A cue that touches a nested piece, and the nearest source, both inside the words around it.
    pub(super) fn inside(&self, piece: &Piece) -> Option<Attributed> {
        let before = self.context.pieces.partition_point(|p| p.span.start <= piece.span.start);
        let parent = self.context.pieces[..before]
            .iter()
            .rev()
            .take(MAX_SIBLINGS)
            .find(|p| p.origin != Origin::Nested && p.span.covers(piece.span))?;
        let reading = self.context.reading;
        let gap = |r: &RoleSpan, to: Span| {
            let (first, second) = if r.span.start < to.start { (r.span, to) } else { (to, r.span) };
            reading.words_in(Span::new(first.end, second.start)).len()
        };
        let words = reading.words_in(piece.span);
        let reach = 2 * NESTED_REACH;
        let from = reading.words.get(words.start.saturating_sub(reach))?.span.start;
        let to = reading.words.get((words.end + reach).min(reading.words.len()) - 1)?.span.end;
        let near = Span::new(parent.span.start.max(from), parent.span.end.min(to));
        let within = |list: &'a [RoleSpan]| {
            list[range_in(list, near)].iter().filter(|r| !piece.span.overlaps(r.span))
        };
        // "… said to me, “No.” I thought …": what is in the quotation's own sentence comes first.
        let price =
            |r: &&RoleSpan| (self.context.crossings(r.span, piece.span), gap(r, piece.span));
        let cue = within(&self.roles.cues)
            .filter(|r| gap(r, piece.span) <= NESTED_REACH)
            .min_by_key(price)?;
        let source = within(&self.roles.sources)
            .filter(|r| gap(r, cue.span) <= NESTED_REACH)
            .min_by_key(|r| gap(r, cue.span));
        Some(Attributed { cue: Some(*cue), source: source.copied() })
    }

    /// "Smith went on:" at the end of the block before: the cue and source of the piece that its
    /// block begins with.
    pub(super) fn announced(&self, index: usize) -> Option<Attributed> {
        let Context { reading, pieces, cues, sources, .. } = &self.context;
        let piece = &pieces[index];
        let before = piece.block.checked_sub(1)?;
        // A piece holds letters: only the first one of a block has none before it.
        let is_second = || {
            let previous = index.checked_sub(1).map(|i| &pieces[i]);
            previous.is_some_and(|p| p.block == piece.block && piece.origin != Origin::Nested)
        };
        let start = reading.blocks[piece.block].span.start;
        let line = reading.blocks[before].span;
        if is_second()
            || !reading.is_mark(Span::new(start, piece.span.start))
            || !reading.text[line].trim_end().ends_with(':')
        {
            return None;
        }
        let last = reading.sentences[reading.sentence_at(line.end.saturating_sub(1))];
        let in_last = |list: &[RoleSpan]| {
            self.context.in_block(list, before).rev().find(|&i| last.covers(list[i].span))
        };
        match in_last(cues) {
            Some(cue) => Some(self.of_cue(cue)),
            None => in_last(sources).map(|s| Attributed { cue: None, source: Some(sources[s]) }),
        }
    }
}
