//! How somebody is addressed right before the name: "Dr.", "H. E.", "the late Rev. Canon".

use super::near::Near;
use crate::lexicon::{Class, TitlePart, is_title};

impl Near<'_> {
    /// How many words and stops of a courtesy or a rank stand before the word `end`: "Dr.".
    pub(super) fn courtesy(&self, end: usize) -> usize {
        let words = self.words;
        let Some(last) = end.checked_sub(1).filter(|l| *l >= self.from) else { return 0 };
        let first = last - usize::from(self.is_stop(last));
        let is_half = first > self.from
            && words.shown(first - 1) == "-"
            && words.are_joined(first - 1, first);
        // "Secretary General".
        let is_tail = words.look(first).has(TitlePart::Tail)
            && first > self.from
            && words.look(first - 1).has_capital
            && words.look(first - 1).is_post();
        if self.addresses(first) && !is_half && !is_tail { end - first } else { 0 }
    }

    /// How many words and stops of titles that say nothing stand before the word `end`: "H. E.".
    pub(super) fn honours(&self, end: usize) -> usize {
        let is_honour = |at: usize| {
            let look = self.words.look(at);
            look.has_capital && look.has(TitlePart::Courtesy)
        };
        let mut first = end;
        for at in (self.from..end).rev() {
            if is_honour(at) {
                first = at;
            } else if !(self.is_stop(at) && self.words.look(at - 1).has(TitlePart::Courtesy)) {
                break;
            }
        }
        end - first
    }

    /// Where begins what is no more than an address of the name, with what may stand before it: "the
    /// late Rev. Canon".
    pub(super) fn address(&self) -> usize {
        let is_of_address = |at: &usize| {
            let look = self.words.look(*at);
            let says_nothing =
                look.has_capital && (look.has(TitlePart::Courtesy) || look.has(TitlePart::Rank));
            says_nothing
                || self.addresses(*at)
                || self.is_stop(*at)
                || look.has(TitlePart::Before)
                || Class::Article.has(self.words.shown(*at))
        };
        self.name - (self.from..self.name).rev().take_while(is_of_address).count()
    }

    /// Whether the word at `at` addresses somebody by a courtesy or a rank, and is no post.
    fn addresses(&self, at: usize) -> bool {
        let look = self.words.look(at);
        look.has_capital
            && is_title(self.words.shown(at))
            && (look.has(TitlePart::Rank) || !look.is_post())
    }

    /// Whether at `at` is the stop of the abbreviation before it.
    pub(super) fn is_stop(&self, at: usize) -> bool {
        self.words.shown(at) == "." && at > self.from && self.words.are_joined(at - 1, at)
    }
}
