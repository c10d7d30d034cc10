//! Stretches of a text on their way to pieces: contents and passages between marks, whatever
//! overlaps joined.

use super::piece::{Origin, Piece, SCORE_OF_FORM, touching};
use crate::kinds::StatementKind;
use crate::roles::Roles;
use crate::text::{Passage, Reading, Span};

/// A passage is a statement's where its words are content with this mean probability.
const COVERED: f32 = 0.5;

/// Tags outside of quotation marks that are less sure than this are dropped. With 0.6 the contents
/// of PolNeAR's development set are found with an exact F1 of 66.95, without a limit with one of
/// 65.07, and no quoted statement is lost.
pub(super) const SURE: f32 = 0.6;

/// A stretch on its way to a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    span: Span,
    /// Sum of the tags' scores, each times its length, and the length that has scores.
    weight: f32,
    scored: usize,
}

impl Stretch {
    /// By the form of its words alone.
    pub(super) fn of_form(span: Span) -> Self {
        Self { span, weight: 0.0, scored: 0 }
    }

    /// By a tag.
    pub(super) fn of_content(span: Span, score: f32) -> Self {
        Self { span, weight: score * span.len() as f32, scored: span.len() }
    }

    /// The piece that it becomes, of the passages `spoken` quoted; `None` where it holds no letter.
    pub(super) fn into_piece(
        self,
        reading: &Reading<'_>,
        spoken: &[Passage],
        block: usize,
        origin: Origin,
    ) -> Option<Piece> {
        let span = self.span.trim(reading.text, char::is_whitespace);
        let quoted: Vec<Span> =
            touching(spoken, span).iter().map(|p| p.inner).filter(|s| span.covers(*s)).collect();
        let letters = |s: Span| reading.text[s].chars().filter(|c| c.is_alphanumeric()).count();
        let all = letters(span);
        if all == 0 {
            return None;
        }
        let (kind, words) = match quoted.iter().map(|s| letters(*s)).sum::<usize>() {
            0 => (StatementKind::Indirect, vec![span]),
            of_quoted if of_quoted == all => (StatementKind::Direct, quoted.clone()),
            _ => (StatementKind::Mixed, vec![span]),
        };
        let score = if self.scored == 0 {
            SCORE_OF_FORM
        } else {
            (self.weight / self.scored as f32).clamp(0.0, 1.0)
        };
        Some(Piece { span, words, quoted, kind, score, block, origin })
    }
}

/// The stretches in the order of the text, whatever overlaps joined.
pub(super) fn joined(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.retain(|s| !s.span.is_empty());
    all.sort_by_key(|s| s.span);
    let mut out: Vec<Stretch> = Vec::with_capacity(all.len());
    for next in all {
        match out.last_mut() {
            Some(last) if next.span.overlaps(last.span) => {
                last.span = last.span.join(next.span);
                last.weight += next.weight;
                last.scored += next.scored;
            }
            _ => out.push(next),
        }
    }
    out
}

/// Whether the words of a passage are content, on the whole.
pub(super) fn is_mostly_content(reading: &Reading<'_>, roles: &Roles, passage: &Passage) -> bool {
    let words = reading.words_in(passage.inner);
    let count = words.len().max(1) as f32;
    let sum: f32 = roles.content_of_word.get(words).unwrap_or_default().iter().sum();
    sum >= COVERED * count
}
