//! "“It is shut,” said Ana Kovic.¶“It was not safe.”": a paragraph of nothing but words between marks
//! goes on with the statement before it. That is known when nobody else has taken the turn.

use super::piece::Origin;
use super::statement::Statement;
use crate::kinds::StatementKind;
use crate::text::{Reading, Span};

/// Joins statements that go on over paragraphs, where `is_same` says of their speakers, one for each
/// statement, that they are one.
pub(crate) fn rejoin<S>(
    reading: &Reading<'_>,
    statements: Vec<Statement>,
    speakers: Vec<Option<S>>,
    is_same: impl Fn(&S, &S) -> bool,
) -> (Vec<Statement>, Vec<Option<S>>) {
    let mut joined: Vec<Statement> = Vec::with_capacity(statements.len());
    let mut of_joined: Vec<Option<S>> = Vec::with_capacity(statements.len());
    // Where each statement is now; a nested one stands behind the one that it is in.
    let mut places: Vec<usize> = Vec::with_capacity(statements.len());
    let mut last: Option<usize> = None;
    for (mut statement, speaker) in statements.into_iter().zip(speakers) {
        let before = last.filter(|&at| {
            goes_on(reading, &joined[at], &statement)
                && of_joined[at].as_ref().zip(speaker.as_ref()).is_some_and(|(a, b)| is_same(a, b))
        });
        if let Some(at) = before {
            joined[at].absorb(statement);
            places.push(at);
            continue;
        }
        places.push(joined.len());
        statement.parent = statement.parent.and_then(|parent| places.get(parent).copied());
        if statement.parent.is_none() {
            last = Some(joined.len());
        }
        joined.push(statement);
        of_joined.push(speaker);
    }
    (joined, of_joined)
}

/// Whether a statement is all of the paragraph behind another, whose speaker is told behind its first
/// words.
fn goes_on(reading: &Reading<'_>, before: &Statement, statement: &Statement) -> bool {
    let told = before.source.map(|s| s.span).or(before.cue);
    let first = before.spans.first().copied().unwrap_or_default();
    let block = reading.block_at(statement.extent.start);
    let (start, end) = (statement.extent.start, statement.extent.end);
    // It may be several paragraphs.
    let is_alone = || {
        let last = reading.block_at(end.saturating_sub(1));
        let (first, last) = (reading.blocks[block].span, reading.blocks[last].span);
        reading.is_mark(Span::new(first.start.min(start), start))
            && reading.is_mark(Span::new(end, last.end.max(end)))
    };
    statement.continued
        && statement.may_answer
        && before.origin == Origin::Text
        && before.kind == StatementKind::Direct
        && statement.origin == Origin::Text
        && statement.kind == StatementKind::Direct
        && told.is_some_and(|t| t.start > first.start)
        && reading.block_at(before.extent.end.saturating_sub(1)) + 1 == block
        && is_alone()
}
