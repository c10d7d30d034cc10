//! Titles around a name.

use super::phrase::{Phrase, bracket_end, is_inner_mark, title, title_of_several};
use super::words::Words;
use crate::lexicon::{Class, TitlePart};

/// The most words and marks before a name that are looked at.
const REACH: usize = 18;
/// The most words before the noun of a title behind "as".
const NEAR_AS: usize = 4;
/// The most words and marks of a duty: "heads the board of Quay Ferries".
const DUTY: usize = 12;

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
        } else if words.shown(at) == "." && at > self.from && words.are_joined(at - 1, at) {
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

    /// How many words and stops of a courtesy or a rank stand before the word `end`: "Dr.".
    fn courtesy(&self, end: usize) -> usize {
        let words = self.words;
        let Some(last) = end.checked_sub(1).filter(|l| *l >= self.from) else { return 0 };
        let is_stop =
            words.shown(last) == "." && last > self.from && words.are_joined(last - 1, last);
        let first = if is_stop { last - 1 } else { last };
        let look = words.look(first);
        let is_half = first > self.from
            && words.shown(first - 1) == "-"
            && words.are_joined(first - 1, first);
        let is_courtesy = look.has_capital
            && !is_half
            && crate::lexicon::is_title(words.shown(first))
            && (look.has(TitlePart::Rank) || !look.is_post());
        // "Secretary General".
        let is_tail = look.has(TitlePart::Tail)
            && first > self.from
            && words.look(first - 1).has_capital
            && words.look(first - 1).is_post();
        if is_courtesy && !is_tail { end - first } else { 0 }
    }

    /// How many words and stops of titles that say nothing stand before the word `end`: "H. E.".
    pub(super) fn honours(&self, end: usize) -> usize {
        let words = self.words;
        let mut first = end;
        for at in (self.from..end).rev() {
            let look = words.look(at);
            let is_stop = words.shown(at) == "." && at > self.from && words.are_joined(at - 1, at);
            if is_stop && words.look(at - 1).has(TitlePart::Courtesy) {
                continue;
            }
            if !look.has_capital || !look.has(TitlePart::Courtesy) {
                break;
            }
            first = at;
        }
        end - first
    }

    /// Whether no title goes over the word at `at`.
    fn is_bound(&self, at: usize) -> bool {
        let look = self.words.look(at);
        let mark = self.words.shown(at);
        look.ends || (look.is_mark && !is_inner_mark(mark) && !matches!(mark, "(" | ")"))
    }

    /// "The director of the museum, Ana Kovic,": the name is set apart by a comma.
    pub(super) fn set_apart(&self) -> Option<Phrase> {
        let words = self.words;
        // "The judge, Mrs Justice Kovic", "its moderator, the late Rev. Canon Kovic".
        let mut honoured = self.name;
        while honoured > self.from && self.honours_only(honoured - 1) {
            honoured -= 1;
        }
        let comma = honoured.checked_sub(1)?;
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

    /// Whether the word at `at` is a courtesy or a rank before a name, or a part of one.
    fn honours_only(&self, at: usize) -> bool {
        let (words, look) = (self.words, self.words.look(at));
        let is_stop = words.shown(at) == "." && at > self.from && words.are_joined(at - 1, at);
        let is_honour = look.has_capital
            && (look.has(TitlePart::Courtesy)
                || look.has(TitlePart::Rank)
                || (crate::lexicon::is_title(words.shown(at)) && !look.is_post()));
        is_stop || is_honour || look.has(TitlePart::Before) || Class::Article.has(words.shown(at))
    }

    /// ", 46, the director of the museum," behind "Ana Kovic".
    pub(super) fn apposition(&self) -> Option<Phrase> {
        let words = self.words;
        let mut at = self.end;
        if words.shown(at) == "(" && at < self.limit {
            at = bracket_end(words, at, self.limit)?;
        }
        if at >= self.limit {
            return None;
        }
        if !matches!(words.shown(at), "," | "—" | "–") {
            let word = words.shown(at);
            let opens = Class::PassingAdjective.has(word) || Class::Indefinite.has(word);
            return if opens { title(words, at, self.limit) } else { None };
        }
        at = self.behind_age(at + 1)?;
        // "Now the director".
        at += usize::from(Class::BeforeVerb.has(words.shown(at)));
        if at < self.limit && Class::PronounWho.has(words.shown(at)) {
            return self.who_is(at + 1);
        }
        if let Some(phrase) = self.one_of(at, self.limit) {
            return Some(phrase);
        }
        let phrase = title(words, at, self.limit)?;
        let has_determiner = phrase.first > at;
        let first = words.look(phrase.first);
        let acts = |i: usize| {
            let look = words.look(i);
            look.is_verb && words.shown(i - 1) != "-" && words.shown(i + 1) != "-"
        };
        let is_acting = !has_determiner
            && first.is_lower()
            && !first.has(TitlePart::Participle)
            && phrase.head > phrase.first + 1
            && (first.is_verb || words.shown(phrase.first).ends_with("ing"));
        let is_of_another = !has_determiner
            && phrase.head + 1 < phrase.end
            && words.look(phrase.head + 1).has_capital
            && !words.look(phrase.head + 1).has(TitlePart::Tail);
        ((phrase.first..phrase.head).all(|i| !acts(i)) && !is_acting && !is_of_another)
            .then(|| self.with_unit(phrase))
    }

    /// "(press officer)" behind "Ana Kovic".
    pub(super) fn bracketed(&self) -> Option<Phrase> {
        let words = self.words;
        let open = Some(self.end).filter(|at| *at < self.limit && words.shown(*at) == "(")?;
        let close = bracket_end(words, open, self.limit)? - 1;
        // "(Port Alder)" ends like a noun for a person.
        let is_noun = |p: &Phrase| words.look(p.head).is_lower() || words.is_office(p.head);
        title(words, open + 1, close).filter(|p| p.end == close && is_noun(p))
    }

    /// "One of her editors": what somebody is stands in the plural.
    fn one_of(&self, at: usize, limit: usize) -> Option<Phrase> {
        let words = self.words;
        let is_one = words.shown(at).eq_ignore_ascii_case("one");
        (is_one && words.shown(at + 1) == "of")
            .then(|| title_of_several(words, at + 2, limit))
            .flatten()
            .map(|several| Phrase { first: at, ..several })
    }

    /// Where a clause goes on behind the age at `at`, if one stands there: "46, the director".
    fn behind_age(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let at = at + usize::from(Class::AgeWord.has(words.shown(at)));
        if words.shown(at).len() > 2 || words.shown(at).parse::<u8>().is_err() {
            return Some(at);
        }
        (words.shown(at + 1) == ",").then_some(at + 2)
    }

    /// "Vice President, Sales & Service": what is in their charge stands behind a comma.
    fn with_unit(&self, phrase: Phrase) -> Phrase {
        let words = self.words;
        let leads = (phrase.head..phrase.end).any(|i| words.look(i).leads && !words.is_joined(i));
        if leads || !words.look(phrase.head).has_capital || words.shown(phrase.end) != "," {
            return phrase;
        }
        let goes_on = |i: &usize| {
            let look = words.look(*i);
            look.has_capital || look.is_and || look.has(TitlePart::Within) || words.shown(*i) == "&"
        };
        let from = phrase.end + 1;
        let end = from + (from..self.limit).take_while(goes_on).count();
        let is_whole = end > from
            && end < self.limit
            && words.look(end - 1).has_capital
            && (words.look(end).is_mark || words.look(end).ends);
        Phrase { end: if is_whole { end } else { phrase.end }, ..phrase }
    }

    /// "Who is the director of the museum"; `from` is the word behind "who".
    fn who_is(&self, from: usize) -> Option<Phrase> {
        let links = |i: &usize| {
            Class::LinkingVerb.has(self.words.shown(*i))
                || Class::BeforeVerb.has(self.words.shown(*i))
        };
        let at = (from..self.limit).find(|i| !links(i))?;
        let may_begin = {
            let look = self.words.look(at);
            look.opens || look.is_post() || look.has_capital
        };
        (at > from && may_begin).then(|| title(self.words, at, self.limit)).flatten()
    }

    /// "Is the director of the museum" behind "Ana Kovic".
    pub(super) fn said_to_be(&self) -> Option<Phrase> {
        let links = |i: usize| i < self.limit && Class::LinkingVerb.has(self.words.shown(i));
        links(self.end).then(|| self.who_is(self.end)).flatten()
    }

    /// "Ana Kovic will retire as director of the museum".
    pub(super) fn as_what(&self) -> Option<Phrase> {
        let words = self.words;
        let is_near = |p: &Phrase| p.head - p.first < NEAR_AS;
        (self.end..self.limit.saturating_sub(1))
            .filter(|i| words.shown(*i) == "as")
            .find_map(|i| title(words, i + 1, self.limit).filter(is_near))
    }

    /// "Heads the board of Quay Ferries" behind "Ana Kovic, who".
    pub(super) fn duty(&self) -> Option<Phrase> {
        let words = self.words;
        let comma = words.shown(self.end) == ",";
        let at = if comma { self.behind_age(self.end + 1)? } else { self.end };
        if !Class::PronounWho.has(words.shown(at)) {
            return None;
        }
        let first = at + 1 + usize::from(Class::BeforeVerb.has(words.shown(at + 1)));
        // "Who is in charge of the board".
        let is_charge = |i: &usize| words.shown(*i) == "in" && words.shown(*i + 1) == "charge";
        let charge = (at + 2..at + 4).find(is_charge);
        let first = charge.unwrap_or(first);
        if first >= self.limit || (charge.is_none() && !words.look(first).has(TitlePart::Duty)) {
            return None;
        }
        let ends = |i: &usize| {
            let look = words.look(*i);
            look.ends || (look.is_mark && !is_inner_mark(words.shown(*i)))
        };
        let rest = (first + 1..self.limit.min(first + DUTY)).take_while(|i| !ends(i)).count();
        let mut end = first + 1 + rest;
        while words.look(end - 1).is_mark {
            end -= 1;
        }
        // "Who leads comfortably" tells nothing.
        let is_told = end > first + 1 && !(end == first + 2 && words.look(first + 1).is_verb);
        is_told.then_some(Phrase { first, end, head: first })
    }
}
