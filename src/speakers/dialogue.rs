//! Dialogue: paragraphs that are quotations and tell nobody take turns.
//!
//! News goes on with one speaker over its paragraphs. So turns are taken only in a run of quoted
//! paragraphs that two people have, or where questions are asked; within it whoever spoke the time
//! before last speaks again.

use crate::kinds::StatementKind;
use crate::scorers::antecedents::Referent;
use crate::statements::{Origin, Statement};
use crate::text::{Reading, Span};

/// The fewest paragraphs of a dialogue.
const FEWEST: usize = 3;
/// Words of most paragraphs of a dialogue.
const SHORT: usize = 25;
/// Turns to either side that are looked at for the other speaker.
const NEAR: usize = 8;

/// A paragraph that begins with somebody's words.
#[derive(Clone, Copy, Debug)]
struct Turn {
    block: usize,
    /// The first of its statements, and the first behind them.
    statements: (usize, usize),
    /// Whether no words tell whose it is.
    is_open: bool,
    asks: bool,
    is_short: bool,
    who: Option<Referent>,
}

/// Whose the statements are that take their turn in a dialogue, by their index. `spoke` has who
/// speaks each statement, as far as it is known.
pub(super) fn turns(
    reading: &Reading<'_>,
    statements: &[Statement],
    spoke: &[Option<Referent>],
) -> Vec<(usize, Referent)> {
    let turns = paragraphs(reading, statements, spoke);
    let mut out = Vec::new();
    for run in turns.chunk_by(|a, b| a.block + 1 == b.block).filter(|run| is_dialogue(run)) {
        let mut run = run.to_vec();
        for at in (0..run.len()).filter(|&at| run[at].is_open).collect::<Vec<_>>() {
            if let Some(who) = whose(&run, at) {
                run[at].who = Some(who);
                let (from, to) = run[at].statements;
                let open = (from..to).filter(|&s| statements[s].may_answer);
                out.extend(open.map(|s| (s, who)));
            }
        }
    }
    out
}

/// The paragraphs that begin with somebody's words.
fn paragraphs(
    reading: &Reading<'_>,
    statements: &[Statement],
    spoke: &[Option<Referent>],
) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    for (i, statement) in statements.iter().enumerate() {
        if statement.origin == Origin::Nested || statement.kind == StatementKind::Indirect {
            continue;
        }
        let block = reading.block_at(statement.extent.start);
        let span = reading.blocks.get(block).map_or(statement.extent, |b| b.span);
        // Behind the reporter's own words it is no answer.
        let is_open = statement.may_answer && leads(reading, span, statement);
        let who = spoke.get(i).copied().flatten().filter(|_| !statement.may_answer);
        match out.last_mut().filter(|turn| turn.block == block) {
            Some(turn) => {
                turn.statements.1 = i + 1;
                turn.is_open &= statement.may_answer || statement.continued;
                turn.who = who.or(turn.who);
            }
            None => out.push(Turn {
                block,
                statements: (i, i + 1),
                is_open,
                asks: reading.text[span].contains('?'),
                is_short: reading.count_words(span, SHORT) < SHORT
                    && leads(reading, span, statement),
                who,
            }),
        }
    }
    out
}

/// Whether a paragraph begins with a statement.
fn leads(reading: &Reading<'_>, block: Span, statement: &Statement) -> bool {
    reading.is_mark(Span::new(block.start, statement.extent.start.max(block.start)))
}

fn is_dialogue(run: &[Turn]) -> bool {
    let mut known = run.iter().filter_map(|t| t.who);
    let first = known.next();
    let has_two = known.any(|who| Some(who) != first);
    let asks = run.iter().any(|t| t.asks);
    let short = run.iter().filter(|t| t.is_short).count();
    run.len() >= FEWEST && (has_two || asks) && 2 * short > run.len()
}

/// Who takes the turn at `at`: by those before it, and where these do not tell, by those after it.
fn whose(run: &[Turn], at: usize) -> Option<Referent> {
    let known = |turn: &Turn| turn.who;
    let before = run[..at].iter().rev().take(NEAR).enumerate();
    let before: Vec<(usize, Referent)> =
        before.filter_map(|(i, t)| Some((i + 1, known(t)?))).collect();
    // In bounds: `at` is the place of a turn.
    let after = run[at + 1..].iter().take(NEAR).enumerate();
    let after: Vec<(usize, Referent)> =
        after.filter_map(|(i, t)| Some((i + 1, known(t)?))).collect();
    let (last, next) = (before.first(), after.first());
    let other = |than: &[Option<Referent>]| {
        let all = before.iter().chain(&after).map(|(_, who)| *who);
        all.clone().find(|who| !than.contains(&Some(*who)))
    };
    let is_even = |turn: Option<&(usize, Referent)>| {
        turn.filter(|(distance, _)| distance % 2 == 0).map(|(_, who)| *who)
    };
    let odd = |turn: Option<&(usize, Referent)>| {
        turn.filter(|(distance, _)| distance % 2 == 1).map(|(_, who)| *who)
    };
    match (is_even(last), is_even(next)) {
        (Some(who), _) if odd(next) != Some(who) => Some(who),
        (_, Some(who)) if odd(last) != Some(who) => Some(who),
        _ => other(&[odd(last), odd(next)]),
    }
}
