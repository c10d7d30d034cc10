//! What somebody is whom a clause gives a name: "a ferry nurse known only as Ana".

use super::near::Near;
use super::phrase::Phrase;
use crate::lexicon::{Class, TitlePart};

/// The most words between a noun and the name that a clause gives: "who goes by the name of".
const CLAUSE: usize = 7;

impl Near<'_> {
    /// The phrase before the clause that ends with the name.
    pub(super) fn called(&self) -> Option<Phrase> {
        let words = self.words;
        let end = self.name - self.honours(self.name);
        let names = |i: &usize| words.look(*i).has(TitlePart::Naming);
        let is_of_clause = |i: &usize| {
            words.look(*i).is_lower() && (names(i) || words.look(*i).has(TitlePart::Clause))
        };
        let length = (self.from..end).rev().take(CLAUSE).take_while(is_of_clause).count();
        let from = end - length;
        let is_post = |h: &usize| {
            let look = words.look(*h);
            *h >= self.from && look.is_post() && !look.has(TitlePart::Anybody)
        };
        let head = from.checked_sub(1).filter(is_post)?;
        let first = self.first_before(head);
        // "The mayor named Ana Kovic" to some post.
        let is_brought_in =
            first > self.from && Class::Indefinite.has(&words.shown(first - 1).to_lowercase());
        ((from..end).any(|i| names(&i)) && (length > 1 || is_brought_in)).then_some(Phrase {
            first,
            end: from,
            head,
        })
    }
}
