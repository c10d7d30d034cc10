//! What its place alone ties to a cue: a quotation that ends right before it, the subject that an
//! aside parts from it, and that of its relative clause.

use super::context::Context;
use super::piece::Piece;
use crate::kinds::{Layer, StatementKind};
use crate::lexicon::marks::is_dash;
use crate::roles::{aside_before, relative_clause};
use crate::text::Span;

/// Cues behind a quotation that are looked at: in the next words there is one.
const NEXT: usize = 2;

/// The cue behind a quotation whose own stop ends a sentence, though the sentence goes on: "“Who
/// asked you?” Kovic replied." `source_of` has the sources of the context's cues, `found` is the cue
/// that the piece takes otherwise: a comma ends a quotation too where that is of another sentence.
///
/// A cue that reports what stands behind it as well is that's: "“Who asked you?” Kovic said that".
pub(super) fn cue_behind(
    context: &Context<'_>,
    piece: &Piece,
    source_of: &[Option<usize>],
    found: Option<usize>,
) -> Option<usize> {
    let Context { reading, cues, sources, .. } = context;
    let words = *piece.quoted.last()?;
    let is_announced = found.is_some_and(|cue| reading.crossings(cues[cue].span, piece.span) == 0);
    let ends = |c: char| matches!(c, '?' | '!' | '…') || is_dash(c) || c == ',' && !is_announced;
    let is_quoted =
        piece.kind != StatementKind::Indirect && reading.follows_passage(piece.span.end);
    if context.layer != Layer::Outer || !is_quoted || !reading.text[words].ends_with(ends) {
        return None;
    }
    let region = context.region(piece.span);
    let from = cues.partition_point(|c| c.span.start < piece.span.end);
    (from..cues.len().min(from + NEXT)).take_while(|&c| region.covers(cues[c].span)).find(|&c| {
        let Some(source) = source_of[c].map(|s| sources[s].span) else { return false };
        let both = source.join(cues[c].span);
        let gap = Span::new(piece.span.end, both.start.max(piece.span.end));
        let inner =
            Span::new(source.end.min(cues[c].span.end), source.start.max(cues[c].span.start));
        source.start >= piece.span.end
            && reading.count_words(gap, 1) == 0
            && (reading.count_words(inner, 2) < 2 || is_aside(context, source, cues[c].span))
            && reading.crossings(source, cues[c].span) == 0
            && !reports_what_follows(context, both)
    })
}

/// Whether commas around it set off all that parts a cue from its source: "Kovic, who ran it, said".
fn is_aside(context: &Context<'_>, source: Span, cue: Span) -> bool {
    let words = context.reading.text.get(source.end..cue.start).map(str::trim);
    words.is_some_and(|w| w.starts_with(',') && w.ends_with(','))
}

/// Whether a cue and its source are right before words that they report.
fn reports_what_follows(context: &Context<'_>, both: Span) -> bool {
    let [_, next] = context.beside(both);
    next.filter(|p| p.start >= both.end).is_some_and(|next| {
        let gap = Span::new(both.end, next.start);
        let text = &context.reading.text[gap];
        context.reading.crossings(both, next) == 0
            && context.reading.count_words(gap, 2) < 2
            && !text.contains(',')
    })
}

/// The source before the cue in its relative clause; or that before the aside which ends right before
/// the cue, where what was taken for its source, `found`, is in the aside.
pub(super) fn subject_of(context: &Context<'_>, cue: usize, found: Option<usize>) -> Option<usize> {
    if let Some(own) = quoted_as(context, cue).or_else(|| in_clause(context, cue)) {
        return Some(own);
    }
    let aside = aside_before(context.reading, context.cues[cue].span)?;
    // A source may have a bracket at its end that is the aside's.
    let is_inside = |s: usize| {
        let start = context.sources[s].span.start;
        aside.words.start <= start && start < aside.words.end
    };
    if !found.is_none_or(is_inside) {
        return None;
    }
    let before = context.sources.partition_point(|s| s.span.end <= aside.subject.end);
    before.checked_sub(1).filter(|&s| context.sources[s].span.overlaps(aside.subject))
}

/// The source between "whom" or "whose" and its verb: "Kovic, whom | colleagues | call".
fn in_clause(context: &Context<'_>, cue: usize) -> Option<usize> {
    let Context { reading, cues, sources, .. } = context;
    let clause = relative_clause(reading, cues[cue].span)?;
    let last = sources.partition_point(|s| s.span.end <= cues[cue].span.start).checked_sub(1)?;
    let is_inside = sources[last].span.start >= clause.pronoun.start;
    (is_inside && sources[last].span != clause.pronoun).then_some(last)
}

/// The source right before "as saying": "The Gazette quoted | Kovic | as saying".
fn quoted_as(context: &Context<'_>, cue: usize) -> Option<usize> {
    let Context { reading, cues, sources, .. } = context;
    let mut before = reading.spans_before(cues[cue].span.start).peekable();
    let _ = before.next_if(|w| &reading.text[*w] == "having");
    let as_ = before.next().filter(|w| &reading.text[*w] == "as")?;
    let end = before.next()?.end;
    let last = sources.partition_point(|s| s.span.end <= as_.start).checked_sub(1)?;
    (sources[last].span.end == end).then_some(last)
}
