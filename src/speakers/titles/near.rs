//! A name, and how far around it words may speak of whoever has it.

use super::phrase::{Phrase, is_inner_mark, title_of_several};
use super::words::Words;

/// A name, by the indices of its words, and of those of its sentence that may speak of it.
#[derive(Clone, Copy)]
pub(super) struct Near<'a> {
    pub(super) words: &'a Words<'a>,
    /// The first word that may be of the title before the name.
    pub(super) from: usize,
    pub(super) name: usize,
    /// One past the name.
    pub(super) end: usize,
    /// One past the last word that may be of the title behind the name.
    pub(super) limit: usize,
}

impl Near<'_> {
    /// Whether no title goes over the word at `at`.
    pub(super) fn is_bound(&self, at: usize) -> bool {
        let look = self.words.look(at);
        let mark = self.words.shown(at);
        look.ends || (look.is_mark && !is_inner_mark(mark) && !matches!(mark, "(" | ")"))
    }

    /// "One of her editors": what somebody is stands in the plural.
    pub(super) fn one_of(&self, at: usize, limit: usize) -> Option<Phrase> {
        let words = self.words;
        let is_one = words.shown(at).eq_ignore_ascii_case("one");
        (is_one && words.shown(at + 1) == "of")
            .then(|| title_of_several(words, at + 2, limit))
            .flatten()
            .map(|several| Phrase { first: at, ..several })
    }
}
