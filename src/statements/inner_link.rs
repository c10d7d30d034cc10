//! Nested pieces to statements inside of other statements.

use super::inner_attributions::InnerAttributions;
use super::pairing::Attributed;
use super::piece::{Origin, Piece, holder};
use super::pieces::Pieces;
use super::statement::{Statement, begin, extend, have_one_cue};
use crate::kinds::{Act, StatementKind};
use crate::lexicon::Pronoun;
use crate::text::{Reading, Span};

/// The statements of the nested pieces.
pub(super) fn nested_statements(
    pieces: &Pieces,
    attributions: &InnerAttributions<'_>,
) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let parent_span = |piece: &Piece| attributions.parent(piece).map(|p| p.span);
    // The last piece that is part of one.
    let mut last: Option<&Piece> = None;
    for (i, piece) in pieces.nested.iter().enumerate() {
        let attributed = attributions.of(i);
        if !attributions.are_paired() {
            out.push(attributed_to(piece, attributed));
            continue;
        }
        if !is_statement(attributions, piece, attributed.as_ref()) {
            continue;
        }
        let before = last.replace(piece);
        match before.zip(out.last_mut()) {
            Some((before, statement))
                if parent_span(before) == parent_span(piece)
                    && have_one_cue(
                        attributions.reading,
                        (before, piece),
                        attributed.as_ref(),
                        statement,
                    ) =>
            {
                extend(statement, piece);
            }
            _ => out.push(attributed_to(piece, attributed)),
        }
    }
    out
}

fn attributed_to(piece: &Piece, attributed: Option<Attributed>) -> Statement {
    let mut statement = begin(piece);
    if let Some(found) = attributed {
        statement.cue = found.cue.map(|c| c.span);
        statement.source = found.source;
    }
    statement
}

/// Whether what the inner layer calls content is a statement: a cue reports it, or its marks show
/// it. What speakers say between marks that they think is no other statement ("“I think that it is
/// safe,” she said").
fn is_statement(
    attributions: &InnerAttributions<'_>,
    piece: &Piece,
    attributed: Option<&Attributed>,
) -> bool {
    let parent = attributions.parent(piece);
    let in_marks = |span: Span| {
        parent.is_some_and(|p| p.origin != Origin::Text || holder(&p.quoted, span).is_some())
    };
    if piece.kind == StatementKind::Direct && in_marks(piece.span) {
        return true;
    }
    let Some(Attributed { cue: Some(cue), source }) = attributed else {
        return false;
    };
    let is_own =
        source.is_some_and(|s| in_marks(s.span) && is_first_person(attributions.reading, s.span));
    !(is_own && attributions.act(cue.span) == Act::Thought)
}

fn is_first_person(reading: &Reading<'_>, source: Span) -> bool {
    matches!(Pronoun::of(&reading.text[source]), Some(Pronoun::I | Pronoun::We))
}

/// Puts statements in the order of the text, and says of each nested one which it stands in.
pub(super) fn find_parents(statements: &mut [Statement]) {
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
