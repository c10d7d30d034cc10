//! The noun phrase of a title: "former chief executive of Quay Ferries".

use super::words::Words;
use crate::lexicon::TitlePart;
use crate::lexicon::marks::{is_dash, joins_words, may_close, may_open};

/// The most words and marks of a title.
const LONGEST: usize = 17;
/// The most words and marks between brackets inside of a title.
const BRACKET: usize = 4;
/// The most words before the next comma, or "and", of a list inside of a title.
const PART_OF_LIST: usize = 5;

/// A title, by the indices of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) first: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// The noun that says what somebody is.
    pub(super) head: usize,
}

/// The title that begins at the word `from`, behind its determiner, and ends before `limit`.
pub(super) fn title(words: &Words<'_>, from: usize, limit: usize) -> Option<Phrase> {
    phrase(words, from, limit, |at| words.look(at).is_post())
}

/// The same where the noun stands in the plural.
pub(super) fn title_of_several(words: &Words<'_>, from: usize, limit: usize) -> Option<Phrase> {
    phrase(words, from, limit, |at| words.are_posts(at))
}

fn phrase(
    words: &Words<'_>,
    from: usize,
    limit: usize,
    is_noun: impl Fn(usize) -> bool,
) -> Option<Phrase> {
    let first = (from..limit).find(|i| !words.look(*i).opens)?;
    let mut head = None;
    // Whether a preposition stands behind the noun.
    let mut leads = false;
    let mut at = first;
    while at < limit && at - first < LONGEST {
        let look = words.look(at);
        if look.is_mark {
            match behind_mark(words, first, at, limit, head.is_some() && leads) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        if look.owns {
            // "The attorney's office" is no attorney.
            head = head.filter(|h| leads || h + 1 != at);
            at += 1;
            continue;
        }
        let is_joined = words.is_joined(at);
        // "The so-called Harbour Alliance".
        let is_half = is_joined || words.is_joined(at + 2);
        if look.ends && !is_half {
            break;
        }
        match head {
            _ if is_joined => {}
            None if look.leads || (look.is_and && at == first) => break,
            Some(_) if look.leads && !look.has(TitlePart::Within) => break,
            // "Chair this year", "city councillor living in Port Alder".
            Some(h) if h + 1 == at && (look.opens || is_behind(words, first, at)) => break,
            Some(_) if look.is_verb && goes_on_with_verb(words, at, limit) => break,
            Some(_) if look.leads => leads = true,
            _ => {}
        }
        if is_noun(at) && !leads {
            head = Some(at);
        } else if head.is_some_and(|h| h + 1 == at) && !may_follow(words, at) {
            // "The police horse" is about the horse.
            head = None;
        }
        at += 1;
    }
    let head = head?;
    Some(Phrase { first, end: trimmed(words, head, at), head })
}

/// Whether the participle at `at` begins what is no part of a title that says enough without it.
fn is_behind(words: &Words<'_>, first: usize, at: usize) -> bool {
    // "Group chief operating officer" goes on.
    words.look(at).is_participle && at > first + 1 && !words.look(at + 1).is_post()
}

/// Where a title goes on behind the mark at `at`.
fn behind_mark(
    words: &Words<'_>,
    first: usize,
    at: usize,
    limit: usize,
    lists: bool,
) -> Option<usize> {
    let mark = words.shown(at);
    let mark = mark.chars().next()?;
    if at == first && !may_open(mark) {
        return None;
    }
    let is_inside = at + 1 < limit && words.are_joined(at.wrapping_sub(1), at);
    if mark == '&' || (matches!(mark, '-' | '/' | '–') && is_inside && words.are_joined(at, at + 1))
    {
        return Some(at + 1);
    }
    if joins_words(mark) && mark != '-' && is_inside {
        return Some(at + 1);
    }
    if mark == '(' {
        let end = bracket_end(words, at, limit)?;
        return (end < limit && !words.look(end).is_mark).then_some(end);
    }
    if may_open(mark) || may_close(mark) {
        return Some(at + 1);
    }
    if mark == ',' && lists { list_goes_on(words, at, limit) } else { None }
}

/// One past the bracket that closes the one at `at`, where little stands between.
pub(super) fn bracket_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    (at + 1..limit.min(at + 2 + BRACKET)).find(|i| words.shown(*i) == ")").map(|i| i + 1)
}

/// Where a list goes on behind the comma at `at`: "minister of labour, industry and trade".
fn list_goes_on(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let mut next = None;
        for i in at + 1..limit.min(at + PART_OF_LIST) {
            let look = words.look(i);
            if look.is_and && i > at + 1 && i + 1 < limit {
                return Some(i + 1);
            }
            if words.shown(i) == "," && i + 2 < limit {
                if words.look(i + 1).is_and {
                    return Some(i + 2);
                }
                next = Some(i);
                break;
            }
            if look.is_mark || look.ends || look.opens || look.leads || look.is_verb {
                return None;
            }
        }
        at = next?;
    }
}

/// Whether the verb or adverb at `at` is one, and no part of the title.
fn goes_on_with_verb(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let before = words.look(at - 1);
    let belongs = before.opens
        || before.leads
        || before.owns
        || before.is_and
        || words.shown(at - 1) == "-"
        || (at + 1 < limit && words.look(at + 1).is_post());
    !belongs
}

/// Whether a noun is the last of its phrase where the word at `at` stands right behind it.
fn may_follow(words: &Words<'_>, at: usize) -> bool {
    let look = words.look(at);
    !look.is_lower()
        || look.owns
        || look.leads
        || look.is_and
        || look.opens
        || look.is_verb
        || look.is_participle
        || look.has(TitlePart::Tail)
        || words.shown(at).starts_with(|c: char| c.is_ascii_digit())
}

/// The end of a title without what cannot be its last word.
fn trimmed(words: &Words<'_>, head: usize, end: usize) -> usize {
    let mut end = end;
    while end > head + 1 {
        let look = words.look(end - 1);
        let is_bracket = words.shown(end - 1) == ")";
        if look.leads || look.is_and || look.opens || look.is_verb || (look.is_mark && !is_bracket)
        {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

/// Whether a mark stands between the words of one phrase: "vice-president", "AI/ML".
pub(super) fn is_inner_mark(mark: &str) -> bool {
    mark.chars().all(|c| joins_words(c) || c == '/' || is_dash(c))
}
