//! Pieces of statements: what stands between marks, what the role tags call content, block quotes
//! and signed blocks.

use std::collections::{HashMap, HashSet};

use super::author::Signed;
use super::inner::Inner;
use super::nested::nested;
use super::paragraph::Paragraph;
use super::phrases::{MarkedPhrase, reason};
use super::piece::{Origin, Piece};
use super::signature::behind;
use super::signed::{signature_of_quote, signed};
use crate::entities::Entities;
use crate::error::Error;
use crate::limits::Allowance;
use crate::roles::Layers;
use crate::text::{Passage, Reading, Span};

/// Everything between marks, quoted, signed or reported, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    /// Those that stand in no other, which do not overlap.
    pub(crate) pieces: Vec<Piece>,
    /// Those that stand in one of them.
    pub(crate) nested: Vec<Piece>,
    pub(crate) phrases: Vec<MarkedPhrase>,
    pub(crate) signed: Vec<Signed>,
    /// The names that a dash or a bracket sets off behind a piece, by its index.
    pub(crate) signatures: HashMap<usize, Span>,
}

/// Finds the pieces and the marked phrases of a text.
pub(crate) fn pieces(
    reading: &Reading<'_>,
    layers: &Layers,
    entities: &Entities,
    allowance: &Allowance<'_>,
) -> Result<Pieces, Error> {
    let signed = signed(reading, entities);
    let of_block: HashMap<usize, usize> =
        signed.iter().enumerate().map(|(i, s)| (s.block, i)).collect();
    let mut out = Pieces { signed, ..Pieces::default() };
    let mut phrases: Vec<Passage> = Vec::new();
    for (index, block) in reading.blocks.iter().enumerate() {
        allowance.check_at(index)?;
        let first = out.pieces.len();
        if let Some(&form) = of_block.get(&index) {
            let content = out.signed[form].content;
            out.pieces.push(whole(reading, content, index, Origin::Signed(form)));
            // Marks in what is said of the speaker.
            let beside = reading.passages.outermost_in(block.span).iter();
            phrases.extend(beside.filter(|p| !p.outer.overlaps(content)));
        } else if signature_of_quote(reading, index).is_some() {
            phrases.extend(reading.passages.outermost_in(block.span));
        } else if block.quote_depth > 0 {
            out.pieces.push(whole(reading, block.span, index, Origin::BlockQuote));
        } else {
            let paragraph = Paragraph { reading, roles: &layers.outer, block: index };
            paragraph.add_to(&mut out.pieces, &mut phrases);
            let found = out.pieces[first..].iter().zip(first..);
            let found = found.filter_map(|(piece, i)| Some((i, behind(reading, entities, piece)?)));
            out.signatures.extend(found);
        }
        match &layers.inner {
            None => nested(reading, index, &out.pieces[first..], &mut out.nested, &mut phrases),
            Some(roles) => {
                for parent in &out.pieces[first..] {
                    Inner { reading, roles, parent }.add_to(&mut out.nested, &mut phrases);
                }
            }
        }
    }
    // Words that a piece in another quotes.
    let quoted: HashSet<Span> = out.nested.iter().flat_map(|p| &p.quoted).copied().collect();
    out.phrases = phrases
        .iter()
        .filter(|p| !quoted.contains(&p.inner))
        .map(|p| MarkedPhrase { span: p.inner, reason: reason(reading, p, entities) })
        .collect();
    out.phrases.sort_by_key(|p| p.span);
    Ok(out)
}

/// A block that is somebody's words from end to end; marks around all of it are left out.
fn whole(reading: &Reading<'_>, span: Span, block: usize, origin: Origin) -> Piece {
    let around = reading.passages.outermost_touching(span).first().filter(|p| p.outer == span);
    let words = around.map_or(span, |p| p.inner).trim(reading.text, char::is_whitespace);
    Piece::of_form(span, words, block, origin)
}
