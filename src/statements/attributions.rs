//! The cue and the source of each piece: in its own paragraph as the scorer of links pairs them, by
//! its form, in the sentence after a block quote, in the line that announces it.

use std::collections::HashMap;

use super::author::Signed;
use super::context::{Context, range_in, starting_in};
use super::pairing::{Attributed, Pairing, pair};
use super::piece::{Origin, Piece};
use super::pieces::Pieces;
use super::signed::signature_of_quote;
use crate::error::Error;
use crate::limits::Allowance;
use crate::roles::{RoleSpan, Roles};
use crate::scorers::links::Ranker;
use crate::text::{Reading, Span};

/// Knows the cues and sources of a text's pieces.
pub(super) struct Attributions<'a> {
    pub(super) context: Context<'a>,
    signed: &'a [Signed],
    signatures: &'a HashMap<usize, Span>,
    pairing: Pairing,
}

impl<'a> Attributions<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        roles: &Roles,
        pieces: &'a Pieces,
        ranker: &Ranker<'_>,
        allowance: &Allowance<'_>,
    ) -> Result<Self, Error> {
        let context = Context::new(reading, roles, &pieces.pieces);
        let pairing = pair(&context, ranker, allowance)?;
        Ok(Self { context, signed: &pieces.signed, signatures: &pieces.signatures, pairing })
    }

    /// The cue and source of the piece at `index`, as its form or its own block shows them.
    pub(super) fn of(&self, index: usize) -> Option<Attributed> {
        let piece = &self.context.pieces[index];
        let whole = |span| RoleSpan { span, score: 1.0 };
        match piece.origin {
            Origin::Signed(form) => {
                let form = self.signed.get(form)?;
                return Some(Attributed {
                    cue: form.cue.map(whole),
                    source: Some(whole(form.author)),
                });
            }
            Origin::BlockQuote => return self.named_after(index),
            Origin::Text | Origin::Nested => {}
        }
        let signature = self.signatures.get(&index);
        let signed = signature.map(|&name| Attributed { cue: None, source: Some(whole(name)) });
        signed.or_else(|| self.pairing.of_piece(&self.context, index))
    }

    /// "Smith wrote in a letter." right after a block quote: a cue and its source in a sentence
    /// that reports nothing else.
    fn named_after(&self, index: usize) -> Option<Attributed> {
        let Context { reading, pieces, cues, .. } = &self.context;
        // The first piece of a quotation speaks for the rest.
        let first = &pieces[index];
        let before = index.checked_sub(1).map(|i| &pieces[i]);
        if before.is_some_and(|p| p.origin == Origin::BlockQuote && p.block + 1 == first.block) {
            return None;
        }
        // The quotation goes on over blocks that follow each other.
        let mut block = first.block;
        let goes_on = |p: &&Piece| {
            let next = p.origin == Origin::BlockQuote && p.block <= block + 1;
            block = p.block;
            next
        };
        let behind = index + pieces[index..].iter().take_while(goes_on).count();
        let last = pieces.get(behind.checked_sub(1)?)?;
        if let Some(span) = signature_of_quote(reading, last.block + 1) {
            return Some(Attributed { cue: None, source: Some(RoleSpan { span, score: 1.0 }) });
        }
        let after = reading.blocks.get(last.block + 1).filter(|b| b.quote_depth == 0)?;
        let sentence = *reading.sentences.get(reading.sentence_at(after.span.start))?;
        let reports = pieces.get(behind).is_some_and(|p| {
            p.span.overlaps(sentence) && p.words.iter().any(|w| reading.count_words(*w, 3) == 3)
        });
        let cue = range_in(cues, sentence).next().filter(|_| !reports)?;
        Some(self.pairing.of_cue(&self.context, cue)).filter(|a| a.source.is_some())
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
            previous.is_some_and(|p| p.block == piece.block)
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
        let in_last =
            |list: &[RoleSpan]| starting_in(list, line).rev().find(|&i| last.covers(list[i].span));
        match in_last(cues) {
            Some(cue) => Some(self.pairing.of_cue(&self.context, cue)),
            None => in_last(sources).map(|s| Attributed { cue: None, source: Some(sources[s]) }),
        }
    }
}
