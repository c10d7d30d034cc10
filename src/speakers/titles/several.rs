//! Titles that several people share: "nurses Ana Kovic and Ben Brandt", "Ana and Ben, both nurses".

use super::near::Near;
use super::phrase::{Phrase, bracket_end, title_of_several};
use super::words::Words;
use crate::lexicon::{self, TitlePart};

/// Names in a row.
pub(super) struct Row<'a> {
    words: &'a Words<'a>,
    first: Near<'a>,
    last: Near<'a>,
}

impl<'a> Row<'a> {
    /// That of `names`, where it has two or more.
    pub(super) fn of(words: &'a Words<'a>, names: &[(usize, Near<'a>)]) -> Option<Self> {
        let [(_, first), .., (_, last)] = names else { return None };
        Some(Self { words, first: *first, last: *last })
    }

    /// What all of them are: it stands in the plural before the first or behind the last.
    pub(super) fn title(&self) -> Option<Phrase> {
        self.before().or_else(|| self.behind())
    }

    /// "Three ferry nurses, Ana Kovic and Ben Brandt".
    fn before(&self) -> Option<Phrase> {
        let words = self.words;
        let name = self.first.name;
        let comma = name > self.first.from && words.shown(name - 1) == ",";
        let end = name - usize::from(comma);
        // "Cllrs Kovic and Brandt" are no more than addressed so.
        let is_address = |h: usize| {
            let one = words.shown(h).strip_suffix('s').unwrap_or_default();
            !comma && words.look(h).has_capital && lexicon::is_title(one)
        };
        let are_posts = |h: &usize| *h >= self.first.from && words.are_posts(*h) && !is_address(*h);
        let head = end.checked_sub(1).filter(are_posts)?;
        let first = self.first.first_before(head);
        let counts = first < head && words.look(first).has(TitlePart::Numeral);
        Some(Phrase { first: first + usize::from(counts), end, head })
    }

    /// "Ana and Ben, both nurses".
    fn behind(&self) -> Option<Phrase> {
        let words = self.words;
        let Near { end, limit, .. } = self.last;
        let at = end + 1;
        let is_such =
            words.shown(end) == "," && at + 1 < limit && words.look(at).has(TitlePart::Together);
        is_such.then(|| title_of_several(words, at + 1, limit)).flatten()
    }
}

/// Whether the words from `end` to before `next` join two names: a comma, "and", with what stands
/// between brackets behind the first.
pub(super) fn are_joined(words: &Words<'_>, end: usize, next: usize) -> bool {
    let from = match words.shown(end) {
        "(" => bracket_end(words, end, next).unwrap_or(end),
        _ => end,
    };
    let joins = |i| words.shown(i) == "," || words.look(i).is_and;
    from < next && next - from <= 2 && (from..next).all(joins)
}
