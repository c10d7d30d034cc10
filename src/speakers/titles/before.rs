//! Titles before a name: "Port Alder mayor Ana Kovic", "the director of the museum, Ana Kovic,".

use super::near::Near;
use super::phrase::{Phrase, is_inner_mark, title};
use crate::lexicon::{Class, TitlePart};

/// The most words and marks before a name that are looked at.
const REACH: usize = 18;

impl Near<'_> {
    /// "Port Alder mayor" before "Ana Kovic".
    pub(super) fn before(&self) -> Option<Phrase> {
        let words = self.words;
        let mut end = self.name;
        end -= self.honours(end);
        let courtesy = self.courtesy(end);
        let mut mere = None;
        if courtesy > 0 {
            let first = end - courtesy;
            mere = words.look(first).is_post().then_some(Phrase { first, end, head: first });
            let has_more =
                first > self.from && !self.is_bound(first - 1) && !words.look(first - 1).opens;
            if !has_more {
                return mere;
            }
            end = first;
        }
        let head = self.head(end);
        let phrase = self.phrase_of_noun(end);
        if let Some(phrase) = phrase.filter(|p| head.is_none_or(|h| p.first < h)) {
            return Some(phrase);
        }
        let Some(head) = head else { return mere };
        Some(Phrase { first: self.first_before(head), end, head })
    }

    /// The noun right before the word `end`, without a stop that ends its abbreviation; or the one
    /// that a short name in brackets stands behind.
    fn head(&self, end: usize) -> Option<usize> {
        let words = self.words;
        let mut at = end.checked_sub(1).filter(|at| *at >= self.from)?;
        if words.shown(at) == ")" {
            at = self.bracket_before(end)?.checked_sub(1)?;
        } else if self.is_stop(at) {
            at -= 1;
        } else if let Some(place) = self.place(at) {
            return Some(place);
        }
        (at >= self.from && words.look(at).is_post()).then_some(at)
    }

    /// "World number one", "world No. 1": where "number" stands, if the word at `at` is that of a place
    /// in a list.
    fn place(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let shown = words.shown(at);
        let is_number =
            words.look(at).has(TitlePart::Numeral) || shown.bytes().all(|b| b.is_ascii_digit());
        let sign = (self.from..at).rev().find(|i| words.shown(*i) != ".")?;
        let is_led = sign > self.from && !self.is_bound(sign - 1) && !words.look(sign - 1).opens;
        (is_number && is_led && words.look(sign).has(TitlePart::NumberSign)).then_some(sign)
    }

    /// "Minister for civil aviation" before the word `end`: a noun of what somebody is, and what a
    /// preposition joins to it.
    fn phrase_of_noun(&self, end: usize) -> Option<Phrase> {
        let words = self.words;
        let last = end.checked_sub(1).filter(|l| *l >= self.from)?;
        let is_name = words.look(last).has_capital || words.shown(last) == ")";
        // "Head of the Quay Board (QB) Ana Kovic".
        let end = self.bracket_before(end).unwrap_or(end);
        let mut best = None;
        for at in (self.from..end.saturating_sub(1)).rev().take(REACH) {
            let look = words.look(at);
            if self.is_bound(at) && words.shown(at) != "," {
                break;
            }
            if !look.is_post() || !words.look(at + 1).has(TitlePart::Within) {
                continue;
            }
            let joined = words.shown(at + 1);
            let is_indefinite = at > self.from && Class::Indefinite.has(words.shown(at - 1));
            if is_name || (TitlePart::Governing.lists(joined) && !is_indefinite) {
                let first = self.first_before(at);
                best = title(words, first, end).filter(|p| p.end == end).or(best);
            }
        }
        best
    }

    /// Where the bracket opens that closes right before the word `end`, around a short name.
    fn bracket_before(&self, end: usize) -> Option<usize> {
        let close =
            end.checked_sub(1).filter(|l| *l >= self.from && self.words.shown(*l) == ")")?;
        (self.from..close).rev().take(3).find(|i| self.words.shown(*i) == "(")
    }

    /// The first word of the title whose noun is at `head`.
    pub(super) fn first_before(&self, head: usize) -> usize {
        let words = self.words;
        let head_look = words.look(head);
        let mut first = head;
        let mut at = head;
        while at > self.from && head - at < REACH {
            at -= 1;
            let look = words.look(at);
            if look.is_mark {
                let mark = words.shown(at);
                let joins = matches!(mark, "&")
                    || (is_inner_mark(mark) && words.are_joined(at, at + 1))
                    || (mark == "." && words.shown(at.saturating_sub(1)).len() <= 3);
                if joins {
                    continue;
                }
                if mark == ")"
                    && let Some(open) =
                        (self.from..at).rev().take(4).find(|i| words.shown(*i) == "(")
                {
                    at = open;
                    continue;
                }
                break;
            }
            if look.owns {
                continue;
            }
            if look.leads && words.is_joined(at + 2) {
                continue;
            }
            if look.opens || look.ends || look.leads {
                break;
            }
            if look.is_and {
                if at > self.from && self.may_be_joined(at) {
                    continue;
                }
                break;
            }
            let is_half = words.shown(at + 1) == "-" || words.is_joined(at);
            let is_odd = head_look.has_capital
                && !head_look.has(TitlePart::NumberSign)
                && !look.has(TitlePart::Before)
                && !is_half
                && !look.is_post();
            if look.is_lower() && ((look.is_verb && !is_half) || is_odd) {
                break;
            }
            first = at;
        }
        first
    }

    /// Whether what stands before the "and" at `at` is of the same title: "founder and CEO".
    fn may_be_joined(&self, at: usize) -> bool {
        let words = self.words;
        let before = words.look(at - 1);
        if before.is_post() || before.has_capital {
            return true;
        }
        // "A science fiction and fantasy author".
        let is_plain = |i: &usize| {
            let look = words.look(*i);
            look.is_lower()
                && !look.is_verb
                && !look.ends
                && !look.opens
                && !look.leads
                && !look.has(TitlePart::Before)
        };
        let run = (self.from..at).rev().take(3).take_while(is_plain).count();
        let opener = at.checked_sub(run + 1).filter(|o| run > 0 && *o >= self.from);
        opener.is_some_and(|o| {
            words.look(o).has(TitlePart::Before) || Class::Article.has(words.shown(o))
        })
    }

    /// "The director of the museum, Ana Kovic,": the name is set apart by a comma.
    pub(super) fn set_apart(&self) -> Option<Phrase> {
        let words = self.words;
        // "The judge, Mrs Justice Kovic", "its moderator, the late Rev. Canon Kovic".
        let comma = self.address().checked_sub(1)?;
        if comma < self.from || words.shown(comma) != "," {
            return None;
        }
        // "The chair of the Quay Board (QB), Ana Kovic".
        let comma = self.bracket_before(comma).unwrap_or(comma);
        let mut best = None;
        let mut commas = 0;
        for at in (self.from..comma).rev().take(REACH) {
            let look = words.look(at);
            if words.shown(at) == "," {
                commas += 1;
                if commas > 1 {
                    break;
                }
                continue;
            }
            if (look.is_mark && self.is_bound(at)) || Class::ReportingVerb.has(words.shown(at)) {
                break;
            }
            let starts = at == self.from || {
                let before = words.look(at - 1);
                before.opens
                    || before.owns
                    || (before.is_mark && self.is_bound(at - 1))
                    || (before.ends && Class::ReportingVerb.has(words.shown(at - 1)))
            };
            if starts {
                let whole = |p: &Phrase| p.end == comma && p.first == at;
                let found = self.one_of(at, comma).or_else(|| title(words, at, comma));
                best = found.filter(whole).or(best);
            }
        }
        best
    }
}
