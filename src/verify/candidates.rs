//! Where the words of a quotation may come from: stretches of sources that have many of them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::index::{DEPTH, Index};
use super::quoted::{Element, Quoted, What};
use super::source::Sources;
use super::words::Id;

/// The words of a quotation, without signs, and how much each tells.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) ids: Vec<Id>,
    /// For each, the element that it is.
    pub(super) elements: Vec<usize>,
    /// The natural logarithm of how many times rarer than all words it is.
    pub(super) weights: Vec<f32>,
}

impl Words {
    pub(super) fn new(quoted: &Quoted, index: &Index) -> Self {
        let word = |(at, element): (usize, &Element)| match element.what {
            What::Word { id, without } => {
                // Of "[T]he" what stands outside of the brackets is the source's, where it is a
                // word.
                let rest =
                    without.filter(|rest| index.places(&[id]).len() < index.places(&[*rest]).len());
                Some((at, rest.unwrap_or(id)))
            }
            What::LeftOut | What::PutIn => None,
        };
        let (elements, ids): (Vec<usize>, Vec<Id>) =
            quoted.elements.iter().enumerate().filter_map(word).unzip();
        let weights = ids.iter().map(|id| weight(index, *id)).collect();
        Self { ids, elements, weights }
    }
}

/// Counts of words are far below what a float has digits for to matter.
#[allow(clippy::cast_precision_loss)]
fn weight(index: &Index, id: Id) -> f32 {
    let (all, own) = (index.len() as f32, index.places(&[id]).len() as f32);
    ((all + 2.0) / (own + 1.0)).ln()
}

/// A stretch of a source's words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) source: usize,
    pub(super) words: Range<usize>,
}

/// Places of one n-gram that are looked at. What repeats more often is looked up with more words,
/// and left out where all [`DEPTH`] repeat as often.
const MOST_PLACES: usize = 400;
/// Places of all n-grams of a quotation.
const MOST_SEEDS: usize = 1 << 17;
/// Stretches that are aligned.
const MOST_WINDOWS: usize = 8;
/// Parts from which on a stretch is aligned, too, and places of each.
const MOST_ANCHORS: usize = 16;
const MOST_PLACES_OF_ANCHOR: usize = 4;
/// Words that an ellipsis may stand for, in a stretch; and ellipses that are counted.
const LEFT_OUT: usize = 120;
const MOST_ELLIPSES: usize = 6;

/// The stretches that have most of the words, the best ones first.
pub(super) fn windows(quoted: &Quoted, words: &Words, sources: &Sources<'_>) -> Vec<Window> {
    let count = words.ids.len();
    let ellipses = quoted.elements.iter().filter(|e| e.what == What::LeftOut).count();
    let slack = (count / 4).max(16) + ellipses.min(MOST_ELLIPSES) * LEFT_OUT;
    let mut seeds = seeds(words, sources.index());
    seeds.sort_unstable();
    seeds.dedup();

    // A stretch as long as the quotation and the slack goes over all seeds.
    let mut inside: HashMap<usize, usize> = HashMap::new();
    let (mut first, mut score) = (0, 0.0);
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    for &(place, word) in &seeds {
        let weight = |word: usize| words.weights.get(word).copied().unwrap_or(0.0);
        let times = inside.entry(word).or_default();
        if *times == 0 {
            score += weight(word);
        }
        *times += 1;
        while let Some(&(_, gone)) = seeds.get(first).filter(|(old, _)| old + count + slack < place)
        {
            if let Some(times) = inside.get_mut(&gone) {
                *times -= 1;
                if *times == 0 {
                    score -= weight(gone);
                }
            }
            first += 1;
        }
        let begin = seeds.get(first).map_or(place, |(begin, _)| *begin);
        scored.push((score, begin, place));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));

    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, begin, end) in scored {
        if out.iter().all(|(b, e)| end < *b || begin > *e) {
            out.push((begin, end));
        }
        if out.len() == MOST_WINDOWS {
            break;
        }
    }
    out.extend(anchors(words, sources.index()));
    out.dedup();
    let margin = count / 2 + slack;
    out.into_iter().filter_map(|(begin, end)| around(begin, end, margin, sources)).collect()
}

/// The places of the longest parts that stand in a source as they are, the longest ones first, as
/// far as the whole quotation would reach from there.
fn anchors(words: &Words, index: &Index) -> Vec<(usize, usize)> {
    let count = words.ids.len();
    let mut found: Vec<(Reverse<usize>, usize)> = Vec::new();
    let mut at = 0;
    while at < count {
        let (length, places) = longest(words, index, at);
        if length > 1 {
            let near = places.iter().take(MOST_PLACES_OF_ANCHOR);
            found.extend(near.map(|place| (Reverse(length), place.saturating_sub(at))));
        }
        at += length.max(1);
    }
    found.sort_unstable();
    let starts = found.into_iter().take(MOST_ANCHORS).map(|(_, start)| start);
    starts.map(|start| (start, start + count)).collect()
}

/// A stretch with a margin on both sides, but not beyond the source where most of it lies.
fn around(begin: usize, end: usize, margin: usize, sources: &Sources<'_>) -> Option<Window> {
    let (source, _) = sources.locate(begin.midpoint(end))?;
    let text = sources.texts().get(source)?;
    let from = begin.saturating_sub(margin).max(text.first()) - text.first();
    let to = (end + margin + 1).saturating_sub(text.first()).min(text.word_count());
    (from < to).then_some(Window { source, words: from..to })
}

/// Places in the index, each with a word of the quotation that stands there: of every word those of
/// the shortest n-gram from it on that does not stand everywhere.
fn seeds(words: &Words, index: &Index) -> Vec<(usize, usize)> {
    let most = (MOST_SEEDS / words.ids.len().max(1)).clamp(2, MOST_PLACES);
    let mut out = Vec::new();
    for at in 0..words.ids.len() {
        let rest = words.ids.get(at..).unwrap_or_default();
        let grams = (1..=DEPTH.min(rest.len())).filter_map(|length| rest.get(..length));
        let rare = grams.map(|gram| index.places(gram)).find(|places| places.len() <= most);
        out.extend(rare.unwrap_or_default().iter().map(|&place| (place as usize, at)));
    }
    out
}

/// A part of a quotation that stands in a source as it is: which of its words, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) words: Range<usize>,
    pub(super) place: usize,
    /// How many words of the source it is.
    pub(super) length: usize,
}

impl Run {
    /// The place behind its last word.
    pub(super) fn end(&self) -> usize {
        self.place + self.length
    }
}

/// Fewer words than that are no piece of their own.
const FEWEST_OF_PIECE: usize = 3;
/// What a piece has to tell: two words that stand twice in ten thousand.
const LEAST_OF_PIECE: f32 = 14.0;

/// The longest parts of a quotation that stand in any source as they are, from its beginning on.
pub(super) fn runs(words: &Words, index: &Index) -> Vec<Run> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.ids.len() {
        let (length, places) = longest(words, index, at);
        let place = places.first().copied().unwrap_or_default();
        let run = Run { words: at..at + length, place, length };
        let told: f32 = words.weights.get(run.words.clone()).unwrap_or_default().iter().sum();
        if run.words.len() >= FEWEST_OF_PIECE && told >= LEAST_OF_PIECE {
            at = run.words.end;
            out.push(run);
        } else {
            // Within a run that tells too little another one may begin.
            at += (run.length / 2).max(1);
        }
    }
    out
}

/// How many words from this one on stand together in a source, and where.
fn longest(words: &Words, index: &Index, at: usize) -> (usize, Vec<usize>) {
    let rest = words.ids.get(at..).unwrap_or_default();
    let grams = (1..=DEPTH.min(rest.len())).rev().filter_map(|length| rest.get(..length));
    let places = grams.map(|gram| index.places(gram)).find(|places| !places.is_empty());
    let length = |place: usize| {
        let there = index.following(place, rest.len());
        rest.iter().zip(there).take_while(|(mine, theirs)| mine == theirs).count()
    };
    let (mut most, mut out) = (0, Vec::new());
    for place in places.unwrap_or_default().iter().take(MOST_PLACES).map(|&p| p as usize) {
        let length = length(place);
        if length > most {
            (most, out) = (length, vec![place]);
        } else if length == most {
            out.push(place);
        }
    }
    out.sort_unstable();
    (most, out)
}
