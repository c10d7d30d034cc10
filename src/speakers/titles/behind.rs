//! Titles behind a name: "Ana Kovic, the director of the museum," "Ana Kovic is the director".

use super::near::Near;
use super::phrase::{Phrase, bracket_end, is_inner_mark, title};
use crate::lexicon::{Class, TitlePart};

/// The most words before the noun of a title behind "as".
const NEAR_AS: usize = 4;
/// The most words and marks of a duty: "heads the board of Quay Ferries".
const DUTY: usize = 12;

impl Near<'_> {
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
