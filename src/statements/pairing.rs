//! Which cue a piece belongs to, and which source a cue: the likeliest of those around, by a small
//! network that sees what stands between.

use super::beside::{cue_behind, subject_of};
use super::context::{Context, near};
use super::piece::{Origin, Piece};
use crate::error::Error;
use crate::lexicon::Class;
use crate::limits::Allowance;
use crate::roles::RoleSpan;
use crate::scorers::links::{Asked, Between, CueWords, LinkEnd, Question, Ranker, features};
use crate::text::Span;

/// Words between what asks and a piece right before it, and right after it ("said | that “…”").
const BESIDE: [usize; 2] = [0, 1];

/// The answers: indices among the context's cues and sources.
#[derive(Debug)]
pub(super) struct Pairing {
    /// For each piece; none for what is not said in the text itself (a block quote, a signed block).
    pub(super) cue_of: Vec<Option<usize>>,
    /// For each cue.
    pub(super) source_of: Vec<Option<usize>>,
}

/// A cue and the source that it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributed {
    pub(super) cue: Option<RoleSpan>,
    pub(super) source: Option<RoleSpan>,
}

impl Pairing {
    /// A cue of the context and its source.
    pub(super) fn of_cue(&self, context: &Context<'_>, cue: usize) -> Attributed {
        Attributed {
            cue: Some(context.cues[cue]),
            source: self.source_of[cue].map(|s| context.sources[s]),
        }
    }

    /// The cue of a piece of the context, and its source.
    pub(super) fn of_piece(&self, context: &Context<'_>, piece: usize) -> Option<Attributed> {
        self.cue_of[piece].map(|cue| self.of_cue(context, cue))
    }
}

/// Finds the cue of each piece and the source of each cue.
pub(super) fn pair(
    context: &Context<'_>,
    ranker: &Ranker<'_>,
    allowance: &Allowance<'_>,
) -> Result<Pairing, Error> {
    let cues: Vec<_> = context.cues.iter().map(|c| Some(c.span)).collect();
    let pieces: Vec<_> = context.pieces.iter().map(|p| asks(p).then_some(p.span)).collect();
    let to_sources = Distances::new(context, &cues, &context.sources);
    let to_cues = Distances::new(context, &pieces, &context.cues);
    let source_of = (0..context.cues.len())
        .map(|i| {
            allowance.check_at(i)?;
            let question = Question {
                asked: Asked::Source,
                cue: cue_words(&context.reading.text[context.cues[i].span]),
                ..question(context, context.cues[i].span)
            };
            let candidates =
                to_sources.candidates(i, context.cues[i].span, &context.sources, |s| {
                    of_source(context, s)
                });
            let span = context.cues[i].span;
            let found = best((context, ranker), &question, span, &candidates, &context.sources);
            Ok(subject_of(context, i, found).or(found))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let cue_of = (0..context.pieces.len())
        .map(|i| {
            allowance.check_at(i)?;
            let piece = &context.pieces[i];
            if !asks(piece) {
                return Ok(None);
            }
            let question = Question {
                asked: Asked::Cue,
                kind: Some(piece.kind),
                ..question(context, piece.span)
            };
            let candidates = to_cues.candidates(i, piece.span, &context.cues, |c| {
                of_cue(context, piece.span, c, source_of[c])
            });
            let found = best((context, ranker), &question, piece.span, &candidates, &context.cues);
            Ok(cue_behind(context, piece, &source_of, found).or(found))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Pairing { cue_of, source_of })
}

/// Whether words around a piece may report it.
fn asks(piece: &Piece) -> bool {
    matches!(piece.origin, Origin::Text | Origin::Nested)
}

/// The likeliest of `candidates`, which are indices of `list`, or nobody.
fn best(
    (context, ranker): (&Context<'_>, &Ranker<'_>),
    question: &Question,
    span: Span,
    candidates: &[(usize, LinkEnd)],
    list: &[RoleSpan],
) -> Option<usize> {
    let rows = std::iter::once((None, features(question, None))).chain(
        candidates.iter().map(|(i, c)| (Some((*i, list[*i].span)), features(question, Some(c)))),
    );
    let ranked = ranker.rank((context.layer, question.asked, span), rows);
    ranked.first().and_then(|best| best.answer).map(|(i, _)| i)
}

/// What kind of words a cue is.
fn cue_words(words: &str) -> CueWords {
    let lower = words.to_lowercase();
    CueWords {
        says: Class::SayVerb.has(&lower),
        tells: Class::TellVerb.has(&lower),
        according: lower.starts_with("according"),
        participle: lower.ends_with("ing"),
        phrase: lower.contains(' '),
    }
}

/// What is there to see around what asks.
fn question(context: &Context<'_>, span: Span) -> Question {
    let is_beside = |gap: Span, most| context.reading.count_words(gap, most + 1) <= most;
    let [left, right] = context.beside(span);
    Question {
        asked: Asked::Cue,
        kind: None,
        cue: CueWords::default(),
        marks: [
            context.reading.follows_passage(span.start),
            context.reading.precedes_passage(span.end),
        ],
        pieces: [
            left.is_some_and(|p| is_beside(Span::new(p.end, span.start), BESIDE[0])),
            right
                .filter(|p| p.start >= span.end)
                .is_some_and(|p| is_beside(Span::new(span.end, p.start), BESIDE[1])),
        ],
    }
}

fn of_source(context: &Context<'_>, source: usize) -> LinkEnd {
    let words = &context.reading.text[context.sources[source].span];
    LinkEnd {
        pronoun: Class::SubjectPronoun.has(&words.to_lowercase()),
        name: words
            .split_whitespace()
            .next_back()
            .is_some_and(|w| w.starts_with(char::is_uppercase)),
        phrase: words.contains(' '),
        ..LinkEnd::default()
    }
}

fn of_cue(context: &Context<'_>, piece: Span, cue: usize, source: Option<usize>) -> LinkEnd {
    let cue = context.cues[cue].span;
    let source = source.map(|s| context.sources[s].span);
    let is_between = |s: Span| {
        (s.start >= piece.end && s.end <= cue.start) || (s.start >= cue.end && s.end <= piece.start)
    };
    LinkEnd {
        cue: cue_words(&context.reading.text[cue]),
        has_source: source.is_some(),
        source_before: source.is_some_and(|s| s.start < cue.start),
        source_between: source.is_some_and(is_between),
        ..LinkEnd::default()
    }
}

/// What stands between each of those that ask and the candidates near it.
struct Distances {
    /// For each that asks: candidates, the cheapest first.
    near: Vec<Vec<(usize, Between)>>,
    /// The lowest cost of each candidate.
    lowest: Vec<usize>,
}

impl Distances {
    fn new(context: &Context<'_>, asking: &[Option<Span>], list: &[RoleSpan]) -> Self {
        let of = |&span: &Span| {
            let mut found: Vec<(usize, Between)> = near(list, context.region(span), span)
                .filter_map(|i| Some((i, context.between(span, list[i].span)?)))
                .collect();
            found.sort_by_key(|(i, between)| (between.cost(), *i));
            found
        };
        let near: Vec<_> =
            asking.iter().map(|asked| asked.as_ref().map_or_else(Vec::new, of)).collect();
        let mut lowest = vec![usize::MAX; list.len()];
        for (i, between) in near.iter().flatten() {
            lowest[*i] = between.cost().min(lowest[*i]);
        }
        Self { near, lowest }
    }

    /// The candidates of one that asks, at `span`; `read` says what their own words show.
    fn candidates(
        &self,
        asks: usize,
        span: Span,
        list: &[RoleSpan],
        read: impl Fn(usize) -> LinkEnd,
    ) -> Vec<(usize, LinkEnd)> {
        let candidate = |(rank, &(i, between)): (usize, &(usize, Between))| {
            let at = list[i].span;
            let candidate = LinkEnd {
                between,
                before: at.start < span.start,
                overlaps: at.overlaps(span),
                rank,
                score: list[i].score,
                nearer_to_another: self.lowest[i] < between.cost(),
                ..read(i)
            };
            (i, candidate)
        };
        self.near[asks].iter().enumerate().map(candidate).collect()
    }
}
