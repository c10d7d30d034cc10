//! Who does not answer: "She did not respond to a request for comment", "it would not say who paid".

use std::ops::Range;

use super::sentence::Sentence;
use super::{Report, RoleSpan};
use crate::lexicon::marks::joins_words;
use crate::lexicon::{Class, is_negation};

/// Words behind "respond" among which a request must stand.
const REACH: usize = 8;
/// The most words that are not answered.
const LONGEST: usize = 64;

impl Sentence<'_> {
    /// The verbs of the sentence whose subject does not answer.
    pub(super) fn silences(&self) -> Vec<Report> {
        (0..self.words.len()).filter_map(|at| self.silence_at(at)).collect()
    }

    fn silence_at(&self, at: usize) -> Option<Report> {
        let verb = self.lower(at);
        let is_reply = Class::ReplyVerb.has(&verb);
        if !is_reply && !Class::AnsweringWord.has(&verb) || self.is_marked(at) {
            return None;
        }
        let belongs = |i: &usize| self.stands_between(*i) || is_negation(&self.lower(*i));
        let last = (0..at).rev().find(|i| !belongs(i))?;
        // "No mention of who paid" is a noun's.
        let is_noun = Class::Indefinite.has(&self.lower(at - 1));
        if is_noun || !(last + 1..at).any(|i| is_negation(&self.lower(i))) {
            return None;
        }
        let content = self.unanswered(at, is_reply)?;
        let source = self.role(self.ending_at(last)?)?;
        Some(Report { cue: self.role(at..at + 1)?, source, content })
    }

    /// What the verb at `at` does not answer.
    fn unanswered(&self, at: usize, is_reply: bool) -> Option<RoleSpan> {
        let words = self.up_to_mark(at + 1);
        let is_asked = if is_reply {
            words.clone().take(REACH).any(|i| Class::RequestNoun.has(&self.lower(i)))
        } else {
            Class::QuestionOpener.has(&self.lower(words.start)) && words.len() > 1
        };
        self.role(words).filter(|_| is_asked)
    }

    /// The words from that at `first` on, up to a mark, or to "but" or "and said".
    fn up_to_mark(&self, first: usize) -> Range<usize> {
        let ends = |i: &usize| {
            let word = self.lower(*i);
            let goes_on =
                || Class::JoiningWord.has(&word) && Class::ReportingVerb.has(&self.lower(i + 1));
            // A stop may end the sentence.
            !word.contains(char::is_alphanumeric) && (word == "." || !word.contains(joins_words))
                || self.is_marked(*i)
                || Class::Conjunction.has(&word) && !Class::JoiningWord.has(&word)
                || goes_on()
        };
        let most = self.words.len().min(first + LONGEST);
        first..(first..most).find(ends).unwrap_or(most)
    }
}
