//! Where a quotation stands in the sources, by its words alone.

use super::align::{Step, align};
use super::candidates::{self, Run, Words};
use super::compare::{Found, Matched, compare};
use super::quoted::{Quoted, What};
use super::source::{Sources, Text};
use super::words::Id;

/// What was found of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Finding {
    /// In one place; where it stands in several, they come in order, the best first.
    Places(Vec<Found>),
    /// In pieces, each from a place of its own.
    Pieces(Vec<Matched>),
    /// Not there; with what comes nearest.
    Nothing(Option<Found>),
}

/// Places that are compared, of those where all words stand.
const MOST_COMPARED: usize = 64;
/// Bytes of such places that are looked at to see whether they are the same.
const MOST_BYTES: usize = 1 << 28;
/// Places that come of it.
const MOST_PLACES: usize = 8;
/// The share of what a quotation tells that a place has to have, to be where it comes from.
const LEAST_SHARE: f32 = 0.5;
/// The share that pieces have to have together.
const LEAST_SHARE_OF_PIECES: f32 = 0.7;
/// What a place that is not the source's own words costs against pieces that are: for each piece
/// beyond the first, and for each word that is in none, in the costs of alignment.
const PIECE: u32 = 384;
const WORD: u32 = 256;
/// So many words between two pieces, and they are one place with words dropped.
const MOST_DROPPED: usize = 15;

pub(super) fn find(draft: &str, quoted: &Quoted, sources: &Sources<'_>) -> Finding {
    let literal = Quoted::literal(draft, quoted.parts.clone());
    let mut exact = in_one_place(draft, &literal, sources);
    if exact.first().is_some_and(|best| best.edits.is_empty()) {
        return Finding::Places(exact);
    }
    let words = Words::new(quoted, sources.index());
    if words.ids.len() < quoted.elements.len() {
        exact.extend(in_one_place(draft, quoted, sources));
        exact.sort_by_key(rank);
    }
    if exact.first().is_some_and(|best| best.edits.is_empty()) {
        return Finding::Places(exact);
    }
    let (share, cost, best) = aligned(draft, quoted, &words, sources);
    let is_there = share >= LEAST_SHARE;
    // Of the same words with other punctuation no alignment knows more.
    if !exact.is_empty() {
        if let Some(best) = best.filter(|best| best.edits.is_empty()) {
            exact.insert(0, best);
        }
        return Finding::Places(exact);
    }
    if !is_there || cost > PIECE {
        let pieces = joined(candidates::runs(&words, sources.index()), sources);
        let covered: usize = pieces.iter().map(|piece| piece.words.len()).sum();
        let (extra, bare) = (pieces.len().saturating_sub(1), words.ids.len() - covered);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let price =
            count(extra).saturating_mul(PIECE).saturating_add(count(bare).saturating_mul(WORD));
        let told =
            pieces.iter().flat_map(|p| words.weights.get(p.words.clone()).unwrap_or_default());
        let is_whole =
            told.sum::<f32>() >= LEAST_SHARE_OF_PIECES * words.weights.iter().sum::<f32>();
        if extra > 0 && is_whole && (!is_there || price < cost) {
            let matched =
                pieces.iter().filter_map(|piece| place_of(piece, &words, quoted, sources));
            return Finding::Pieces(matched.collect());
        }
    }
    match best {
        Some(best) if is_there => Finding::Places(vec![best]),
        best => Finding::Nothing(best),
    }
}

/// Fewer edits come first, then speech before what the reporter says, then the same bytes.
fn rank(found: &Found) -> (usize, bool, bool) {
    (found.edits.len(), !found.in_marks, !found.verbatim)
}

/// Where all words of a quotation stand one after the other.
fn in_one_place(draft: &str, quoted: &Quoted, sources: &Sources<'_>) -> Vec<Found> {
    let words = Words::new(quoted, sources.index());
    if words.ids.is_empty() {
        return Vec::new();
    }
    let looked_at = MOST_BYTES / quoted.whole().len().max(1);
    let mut places: Vec<(bool, usize)> = Vec::new();
    for (count, place) in sources.index().all_places(&words.ids).into_iter().enumerate() {
        let is_same = count < looked_at && has_bytes(place, draft, quoted, sources);
        places.push((!is_same, place));
    }
    places.sort_unstable();
    let differing = places.partition_point(|(differs, _)| !*differs);
    let same = places.iter().take(differing.min(MOST_COMPARED));
    let other = places.iter().skip(differing).take(MOST_COMPARED);
    let compared = same.chain(other).filter_map(|&(_, place)| {
        let (source, first) = sources.locate(place)?;
        let text = sources.texts().get(source)?;
        let mut next = 0;
        let steps: Vec<Step> = (0..quoted.elements.len())
            .map(|at| match quoted.elements.get(at).map(|e| e.what) {
                Some(What::Word { .. }) => {
                    next += 1;
                    Step::Same(at, next - 1)
                }
                _ => Step::Sign(at, next..next),
            })
            .collect();
        Some(compare(draft, quoted, source, text, first, &steps))
    });
    let mut out: Vec<Found> = compared.collect();
    out.sort_by_key(rank);
    out.truncate(MOST_PLACES);
    out
}

/// Whether the words at `place` are the quotation, byte for byte, with what is before and behind.
fn has_bytes(place: usize, draft: &str, quoted: &Quoted, sources: &Sources<'_>) -> bool {
    let whole = quoted.whole();
    let (Some(first), Some(last)) = (quoted.elements.first(), quoted.elements.last()) else {
        return false;
    };
    let (before, behind) = (first.span.start - whole.start, whole.end - last.span.end);
    let found = sources.locate(place).and_then(|(source, first)| {
        let text = sources.texts().get(source)?;
        let span = text.span(first..first + quoted.elements.len());
        let from = span.start.checked_sub(before)?;
        Some(text.plain.text().get(from..span.end + behind)? == draft.get(whole.range())?)
    });
    found.unwrap_or(false)
}

/// The stretch that the quotation is most like, what of the quotation it has, and at what cost.
fn aligned(
    draft: &str,
    quoted: &Quoted,
    words: &Words,
    sources: &Sources<'_>,
) -> (f32, u32, Option<Found>) {
    let compared = candidates::windows(quoted, words, sources).into_iter().filter_map(|window| {
        let text = sources.texts().get(window.source)?;
        let from = text.first() + window.words.start;
        let ids: &[Id] = sources.index().following(from, window.words.len());
        let (steps, cost) = align(&quoted.elements, ids);
        let found = compare(draft, quoted, window.source, text, window.words.start, &steps);
        let share = share(words, &found);
        Some((share, cost, found))
    });
    let best = compared.min_by(|a, b| a.1.cmp(&b.1).then(rank(&a.2).cmp(&rank(&b.2))));
    best.map_or((0.0, u32::MAX, None), |(share, cost, found)| (share, cost, Some(found)))
}

/// The share of what a quotation tells that stands in its source; one word alone tells nothing.
fn share(words: &Words, found: &Found) -> f32 {
    let mut told = 0.0;
    let kept = words
        .elements
        .iter()
        .zip(&words.weights)
        .filter(|(at, _)| found.kept.binary_search(at).is_ok());
    let mut count = 0;
    for (_, weight) in kept {
        told += weight;
        count += 1;
    }
    if count < 2 && words.ids.len() > count || count * 2 < words.ids.len() + found.dropped / 2 {
        return 0.0;
    }
    told / words.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE)
}

/// Parts that stand behind each other with few words between them are one.
fn joined(runs: Vec<Run>, sources: &Sources<'_>) -> Vec<Run> {
    let source = |place: usize| sources.locate(place).map(|(source, _)| source);
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last)
                if last.end() <= run.place
                    && run.place - last.end() <= MOST_DROPPED
                    && source(last.place) == source(run.place) =>
            {
                last.words.end = run.words.end;
                last.length = run.end() - last.place;
            }
            _ => out.push(run),
        }
    }
    out
}

fn place_of(run: &Run, words: &Words, quoted: &Quoted, sources: &Sources<'_>) -> Option<Matched> {
    let (source, first) = sources.locate(run.place)?;
    let text: &Text<'_> = sources.texts().get(source)?;
    let elements = words.elements.get(run.words.clone())?;
    let span = |at: &usize| quoted.elements.get(*at).map(|e| e.span);
    let draft = span(elements.first()?)?.join(span(elements.last()?)?);
    Some(Matched { source, draft, span: text.span(first..first + run.length) })
}

impl Finding {
    /// Where the best place stands.
    pub(super) fn first_pieces(&self) -> &[Matched] {
        match self {
            Self::Places(places) => places.first().map_or(&[], |found| &found.pieces),
            Self::Pieces(pieces) => pieces,
            Self::Nothing(_) => &[],
        }
    }
}
