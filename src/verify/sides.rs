//! A quotation and what stands in its sources, as they are shown beside each other.

use super::record::Quotation;
use super::verification::Verification;
use crate::text::Span;

/// A quotation as the draft has it, and each of its pieces as its source has it: markup left out,
/// cut into bits that are the same in both and bits that are not.
///
/// [Example](Verification::sides)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sides {
    /// The draft's words.
    pub draft: Vec<Bit>,
    /// The words of each [piece](Quotation::pieces), with those that were left out behind it.
    pub pieces: Vec<Vec<Bit>>,
}

/// Words of one side.
///
/// [Example](Verification::sides)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bit {
    /// What they are beside those of the other side.
    pub kind: BitKind,
    /// The words.
    pub text: String,
}

/// What words are beside those of the other side.
///
/// [Example](Verification::sides)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BitKind {
    /// They are the same there.
    Same,
    /// They are others there, or none, and quoting allows it.
    Allowed,
    /// They are others there, or none.
    Edited,
    /// They are the same there, but the reporter's own.
    Reporters,
}

/// Words between two pieces that are shown, in bytes.
const LONGEST_GAP: usize = 2000;

impl Verification<'_, '_> {
    /// One of the quotations beside its sources.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::verify::{Bit, BitKind, Sides, Source, Sources};
    ///
    /// let sources = Sources::new([Source::new("notes", "“We will not sell the bridge,” said Ana Kovic.")])?;
    /// let verification =
    ///     sources.verify(&dixit::Extractor::new()?, "“We will sell the bridge,” said Kovic.")?;
    /// let sides: Sides = verification.sides(&verification.quotations()[0]);
    /// let edited: Option<&Bit> = sides.pieces[0].iter().find(|bit| bit.kind == BitKind::Edited);
    /// assert_eq!(edited.map(|bit| bit.text.as_str()), Some("not"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn sides(&self, quotation: &Quotation) -> Sides {
        let edits = quotation.edits.iter().map(|e| (e.draft, BitKind::Edited));
        let reporters = quotation.reporters.iter().map(|span| (*span, BitKind::Reporters));
        let changes = quotation.changes.iter().map(|c| (c.draft, BitKind::Allowed));
        let marked: Vec<(Span, BitKind)> = edits.chain(reporters).chain(changes).collect();
        let plain = self.draft().plain();
        let mut draft = Vec::new();
        for (at, span) in quotation.spans.iter().enumerate() {
            if at > 0 {
                draft.push(Bit { kind: BitKind::Same, text: " ".to_owned() });
            }
            draft.extend(bits(*span, &marked, |s| {
                plain.stretches_of_input(s).map(|s| s.text).collect()
            }));
        }
        let pieces = quotation.pieces.iter().enumerate().map(|(at, piece)| {
            let edits = quotation.edits.iter().filter(|e| e.source == piece.source);
            let edits = edits.map(|e| (e.span, BitKind::Edited));
            let changes = quotation.changes.iter().filter(|c| c.source == piece.source);
            let changes = changes.map(|c| (c.span, BitKind::Allowed));
            let marked: Vec<(Span, BitKind)> = edits.chain(changes).collect();
            let text = self.sources().texts().get(piece.source);
            let read = |span: Span| {
                text.map(|t| t.plain.stretches_of_input(span).map(|s| s.text).collect())
                    .unwrap_or_default()
            };
            let mut out = bits(piece.span, &marked, read);
            if let Some(next) =
                quotation.pieces.get(at + 1).filter(|next| next.source == piece.source)
            {
                let gap = Span::new(piece.span.end, next.span.start);
                if !gap.is_empty() && gap.len() <= LONGEST_GAP {
                    let rest = (gap, BitKind::Allowed);
                    let marked: Vec<(Span, BitKind)> =
                        marked.iter().copied().chain([rest]).collect();
                    out.extend(bits(gap, &marked, read));
                }
            }
            out
        });
        Sides { draft, pieces: pieces.collect() }
    }
}

/// The words of `span`, cut at the ends of what is marked in it; of two marks the first one counts.
fn bits(span: Span, marked: &[(Span, BitKind)], read: impl Fn(Span) -> String) -> Vec<Bit> {
    let inside: Vec<(Span, BitKind)> = marked
        .iter()
        .map(|(s, kind)| (s.overlap(span), *kind))
        .filter(|(s, _)| !s.is_empty())
        .collect();
    let mut cuts = vec![span.start, span.end];
    cuts.extend(inside.iter().flat_map(|(s, _)| [s.start, s.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<Bit> = Vec::new();
    for cut in cuts.windows(2) {
        let [from, to] = cut else { continue };
        let own = Span::new(*from, *to);
        let kind =
            inside.iter().find(|(s, _)| s.covers(own)).map_or(BitKind::Same, |(_, kind)| *kind);
        let text = read(own);
        match out.last_mut() {
            Some(last) if last.kind == kind => last.text += &text,
            _ if text.is_empty() => {}
            _ => out.push(Bit { kind, text }),
        }
    }
    out
}
