//! Nested pieces to statements inside of other statements.

use super::inner_attributions::InnerAttributions;
use super::link::{Statement, begin, extend, have_one_cue};
use super::pairing::Attributed;
use super::piece::{Origin, Piece};
use super::pieces::Pieces;
use crate::kinds::{Act, StatementKind};
use crate::lexicon::Pronoun;
use crate::text::{Reading, Span};

/// Adds the statements of the nested pieces to those of the others, puts all of them in the order
/// of the text, and says of each nested one which it stands in.
pub(super) fn add_nested(
    out: &mut Vec<Statement>,
    pieces: &Pieces,
    attributions: &InnerAttributions<'_>,
) {
    // The last nested piece, and its statement.
    let mut last: Option<(&Piece, usize)> = None;
    for (i, piece) in pieces.nested.iter().enumerate() {
        let attributed = attributions.of(i);
        if attributions.are_paired() && !is_statement(attributions, piece, attributed.as_ref()) {
            continue;
        }
        let joins = last.filter(|(before, statement)| {
            attributions.are_paired()
                && attributions.parent(before).map(|p| p.span)
                    == attributions.parent(piece).map(|p| p.span)
                && have_one_cue(
                    attributions.reading,
                    (before, piece),
                    attributed.as_ref(),
                    &out[*statement],
                )
        });
        if let Some((_, statement)) = joins {
            extend(&mut out[statement], piece);
            last = Some((piece, statement));
            continue;
        }
        let mut statement = begin(piece);
        if let Some(found) = attributed {
            statement.cue = found.cue.map(|c| c.span);
            statement.source = found.source;
        }
        last = Some((piece, out.len()));
        out.push(statement);
    }
    find_parents(out);
}

/// Whether what the inner layer calls content is a statement: somebody says it in so many words, or
/// its marks show it. What speakers say between marks that they think is no other statement ("“I
/// think that it is safe,” she said").
fn is_statement(
    attributions: &InnerAttributions<'_>,
    piece: &Piece,
    attributed: Option<&Attributed>,
) -> bool {
    let parent = attributions.parent(piece);
    let in_marks = |span: Span| {
        parent.is_some_and(|p| {
            p.origin != Origin::Text || p.quoted.iter().any(|quoted| quoted.covers(span))
        })
    };
    if piece.kind == StatementKind::Direct && in_marks(piece.span) {
        return true;
    }
    let Some(Attributed { cue: Some(cue), source: Some(source) }) = attributed else {
        return false;
    };
    let is_own = in_marks(source.span) && is_first_person(attributions.reading, source.span);
    !(is_own && attributions.act(cue.span) == Act::Thought)
}

fn is_first_person(reading: &Reading<'_>, source: Span) -> bool {
    matches!(Pronoun::of(&reading.text[source]), Some(Pronoun::I | Pronoun::We))
}

fn find_parents(statements: &mut [Statement]) {
    statements.sort_by_key(|s| (s.extent.start, std::cmp::Reverse(s.extent.end)));
    let mut outer: Vec<(Span, usize)> = statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.origin != Origin::Nested)
        .flat_map(|(i, s)| s.spans.iter().map(move |&span| (span, i)))
        .collect();
    outer.sort_unstable();
    let holder = |words: Span| {
        let before = outer.partition_point(|(span, _)| span.start <= words.start);
        outer[..before].last().filter(|(span, _)| span.covers(words)).map(|&(_, i)| i)
    };
    for statement in statements.iter_mut().filter(|s| s.origin == Origin::Nested) {
        statement.parent = statement.spans.first().and_then(|&words| holder(words));
    }
}
