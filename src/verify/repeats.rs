//! The same words in several places: a statement that many articles have.

use std::collections::HashMap;

use super::index::Index;
use super::words::{BOUND, Id, each_word, id};

/// Words in a row that two quotations have to share to be compared.
const GRAM: usize = 3;
/// Shorter quotations repeat by chance.
const FEWEST_WORDS: usize = 5;
/// Of the rows of words of the shorter quotation as many have to stand in the other one.
const SHARED: f32 = 0.5;
/// What stands in more places says too little.
const MOST_PLACES: usize = 400;

/// Quotations that are the same, or nearly: what [`repeats`] gives.
///
/// [Example](repeats())
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repeat {
    /// The place of the first of them, in the order in which they were given.
    pub first: usize,
    /// The places of the others, and whether all of their words are those of the first.
    pub others: Vec<(usize, bool)>,
}

/// Finds the quotations that stand in a list several times: with the same words, or so that half of
/// the rows of three words of the shorter one stand in the other. Of fewer than five words are none
/// compared. Case and marks do not count.
///
/// ```
/// use dixit::verify::{Repeat, repeats};
///
/// let said = [
///     "We will never close the old bridge.",
///     "It rained all day long, all week.",
///     "we will never close the old bridge",
///     "We will never, never close the old bridge in winter.",
/// ];
/// let found: Vec<Repeat> = repeats(said);
/// assert_eq!((found[0].first, &found[0].others[..]), (0, &[(2, true), (3, false)][..]));
/// ```
#[must_use]
pub fn repeats<'t>(quotations: impl IntoIterator<Item = &'t str>) -> Vec<Repeat> {
    let mut ids: Vec<Id> = Vec::new();
    let mut texts: Vec<std::ops::Range<usize>> = Vec::new();
    for text in quotations {
        let from = ids.len();
        each_word(text, |span| ids.push(id(&text[span])));
        texts.push(from..ids.len());
        ids.push(BOUND);
    }
    let index = Index::new(ids.clone());
    let words = |text: usize| texts.get(text).and_then(|t| ids.get(t.clone())).unwrap_or_default();
    let text_at = |place: usize| texts.partition_point(|t| t.start <= place).checked_sub(1);
    // The first quotation of the group of each.
    let mut first: Vec<usize> = (0..texts.len()).collect();
    let mut whole: HashMap<&[Id], usize> = HashMap::new();
    for text in 0..texts.len() {
        let own = words(text);
        if own.len() < FEWEST_WORDS {
            continue;
        }
        // What is said word for word may be too common to be found by its parts.
        if let Some(same) = whole.get(own).and_then(|same| first.get(*same).copied()) {
            first[text] = same;
            continue;
        }
        whole.insert(own, text);
        let grams = own.len() + 1 - GRAM;
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for gram in own.windows(GRAM) {
            let places = index.places(gram);
            if places.len() > MOST_PLACES {
                continue;
            }
            let mut seen: Vec<usize> =
                places.iter().filter_map(|p| text_at(*p as usize)).filter(|t| *t < text).collect();
            seen.sort_unstable();
            seen.dedup();
            seen.into_iter().for_each(|other| *shared.entry(other).or_default() += 1);
        }
        let is_like = |other: usize, shared: usize| {
            let others = words(other).len();
            others >= FEWEST_WORDS && shared as f32 >= SHARED * grams.min(others + 1 - GRAM) as f32
        };
        let like = shared.iter().filter(|(other, count)| is_like(**other, **count));
        let known = like.map(|(other, _)| *other).min();
        if let Some(known) = known.and_then(|other| first.get(other).copied()) {
            first[text] = known;
        }
    }
    let mut out: Vec<Repeat> = Vec::new();
    let mut group: HashMap<usize, usize> = HashMap::new();
    for (text, of) in first.into_iter().enumerate().filter(|(text, of)| text != of) {
        let at = *group.entry(of).or_insert_with(|| {
            out.push(Repeat { first: of, others: Vec::new() });
            out.len() - 1
        });
        if let Some(repeat) = out.get_mut(at) {
            repeat.others.push((text, words(text) == words(of)));
        }
    }
    out.sort_by_key(|repeat| repeat.first);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_or_different_does_not_repeat() {
        assert!(repeats([]).is_empty());
        assert!(repeats(["We will not go.", "We will not go."]).is_empty());
        let said = ["The ferry will leave at noon today.", "The ferry will be late again, alas."];
        assert!(repeats(said).is_empty());
    }

    #[test]
    fn the_same_words_repeat_however_many_times() {
        let said = vec!["The ferry will leave at noon."; MOST_PLACES + 9];
        let found = repeats(said.iter().copied());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].others.len(), said.len() - 1);
        assert!(found[0].others.iter().all(|(_, exact)| *exact));
    }
}
