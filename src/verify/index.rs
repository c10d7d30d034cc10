//! An index of word n-grams: all places of all sources, in the order of the words that follow.

use rayon::prelude::*;

use super::words::{BOUND, Id};

/// The longest n-gram that can be looked up. Beyond, places that share one are in no order: that
/// keeps the sort linear in the words, whatever repeats.
pub(super) const DEPTH: usize = 8;

/// The words of all sources, and their order.
#[derive(Debug)]
pub(super) struct Index {
    /// A bound behind every source, and [`DEPTH`] of them at the end.
    ids: Vec<Id>,
    /// The places of words in `ids`, sorted by the [`DEPTH`] ids from each on.
    order: Vec<u32>,
}

impl Index {
    /// `ids` has a bound behind every source, and fewer than 2^32 entries.
    pub(super) fn new(mut ids: Vec<Id>) -> Self {
        let count = ids.len();
        ids.resize(count + DEPTH, BOUND);
        let words = 0..u32::try_from(count).unwrap_or(u32::MAX);
        let mut keys: Vec<(u64, u32)> = words
            .filter(|&place| ids.get(place as usize).is_some_and(|&id| id != BOUND))
            .map(|place| (first_two(&ids, place), place))
            .collect();
        // Most are told apart by two words, which lie beside each other in the key.
        keys.par_sort_unstable_by(|a, b| {
            let rest = |place: u32| following(&ids, place, DEPTH);
            a.0.cmp(&b.0).then_with(|| rest(a.1).cmp(rest(b.1))).then(a.1.cmp(&b.1))
        });
        let order = keys.into_iter().map(|(_, place)| place).collect();
        Self { ids, order }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The places where the words `gram`, [`DEPTH`] at most, stand one after the other.
    pub(super) fn places(&self, gram: &[Id]) -> &[u32] {
        let gram = gram.get(..DEPTH).unwrap_or(gram);
        let words = |place: u32| following(&self.ids, place, gram.len());
        let from = self.order.partition_point(|&place| words(place) < gram);
        let rest = self.order.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|&place| words(place) == gram)).unwrap_or_default()
    }

    /// The places where `words`, however many, stand one after the other: all of them, in time that
    /// grows with the index and the words, whatever repeats.
    pub(super) fn all_places(&self, words: &[Id]) -> Vec<usize> {
        // The n-gram with the fewest places stands for all.
        let length = words.len().clamp(1, DEPTH);
        let grams = words.windows(length).enumerate();
        let rarest = grams.map(|(at, gram)| (at, self.places(gram))).min_by_key(|(_, p)| p.len());
        let Some((at, places)) = rarest else { return Vec::new() };
        if places.len().saturating_mul(words.len()) > self.ids.len().saturating_add(words.len()) {
            return self.search(words);
        }
        let starts = places.iter().filter_map(|&place| (place as usize).checked_sub(at));
        starts.filter(|&start| self.following(start, words.len()) == words).collect()
    }

    /// The search of Knuth, Morris and Pratt.
    fn search(&self, words: &[Id]) -> Vec<usize> {
        let shorter = |borders: &[usize], mut length: usize, id: Id| {
            while words.get(length) != Some(&id) {
                match length.checked_sub(1).and_then(|at| borders.get(at)) {
                    Some(border) => length = *border,
                    None => return 0,
                }
            }
            length + 1
        };
        // For each beginning of the words, how long its longest end is that is a beginning, too.
        let mut borders = vec![0];
        for &id in words.iter().skip(1) {
            let last = borders.last().copied().unwrap_or(0);
            borders.push(shorter(&borders, last, id));
        }
        let (mut out, mut length) = (Vec::new(), 0);
        for (place, &id) in self.ids.iter().enumerate() {
            length = shorter(&borders, length, id);
            if length == words.len() {
                out.push(place + 1 - length);
            }
        }
        out
    }

    /// The ids from `place` on, at most `count`.
    pub(super) fn following(&self, place: usize, count: usize) -> &[Id] {
        let end = place.saturating_add(count).min(self.ids.len());
        self.ids.get(place..end).unwrap_or_default()
    }
}

fn first_two(ids: &[Id], place: u32) -> u64 {
    following(ids, place, 2).iter().fold(0, |key, &id| key << 32 | u64::from(id))
}

fn following(ids: &[Id], place: u32, count: usize) -> &[Id] {
    let place = place as usize;
    ids.get(place..place + count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gram_is_found_at_all_of_its_places() {
        let ids = vec![5, 7, 5, 7, 9, 0, 7, 5, 7, 0];
        let index = Index::new(ids.clone());
        assert_eq!(index.len(), 8);
        for length in 1..=4 {
            for gram in ids.windows(length).filter(|gram| !gram.contains(&BOUND)) {
                let expected: Vec<u32> = (0..)
                    .zip(ids.windows(length))
                    .filter(|(_, words)| *words == gram)
                    .map(|(place, _)| place)
                    .collect();
                let mut found = index.places(gram).to_vec();
                found.sort_unstable();
                assert_eq!(found, expected, "{gram:?}");
            }
        }
        assert!(index.places(&[8]).is_empty() && index.places(&[9, 7]).is_empty());
        assert!(Index::new(Vec::new()).places(&[1]).is_empty());
    }

    #[test]
    fn all_places_are_found_in_both_ways() {
        let ids = vec![5, 7, 5, 7, 5, 0, 7, 5, 7, 5, 7, 9, 0];
        let index = Index::new(ids.clone());
        for words in [&[7, 5, 7][..], &[5, 7, 5, 7, 9], &[9], &[5, 5], &[7, 5, 0]] {
            let expected: Vec<usize> =
                (0..ids.len()).filter(|&at| ids[at..].starts_with(words)).collect();
            assert_eq!(index.search(words), expected, "{words:?}");
            let mut found = index.all_places(words);
            found.sort_unstable();
            assert!(words.contains(&BOUND) || found == expected, "{words:?}");
        }
        assert!(index.all_places(&[]).is_empty());
    }

    #[test]
    fn the_same_word_for_ever_is_sorted_too() {
        let index = Index::new(vec![3; 100_000]);
        assert_eq!(index.places(&[3; DEPTH]).len(), 100_000 - DEPTH + 1);
    }
}
