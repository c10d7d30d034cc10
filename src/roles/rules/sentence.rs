//! A sentence as the rules see it: its words, and the passages between marks among them.

use std::ops::Range;

use super::SCORE;
use crate::entities::Entities;
use crate::roles::RoleSpan;
use crate::text::{Passage, Reading, Span, Word};

pub(super) struct Sentence<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) words: &'a [Word],
    pub(super) span: Span,
    /// Where the stops and the space after its last word begin.
    pub(super) end: usize,
    pub(super) entities: &'a Entities,
    /// Whether all of it stands between marks.
    is_inside_marks: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, span: Span, entities: &'a Entities) -> Self {
        let words = &reading.words[reading.words_in(span)];
        let end = span.trim(reading.text, |c| c.is_whitespace() || ".,;:".contains(c)).end;
        Self { reading, words, span, end, entities, is_inside_marks: false }
    }

    /// A stretch that stands between marks: they set nothing apart in it.
    pub(super) fn inside_marks(
        reading: &'a Reading<'a>,
        span: Span,
        entities: &'a Entities,
    ) -> Self {
        Self { is_inside_marks: true, ..Self::new(reading, span, entities) }
    }

    /// Whether a passage between marks, or a comma, ends right before the word at `at`.
    pub(super) fn follows_something(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|i| self.is(i, ",")) || self.follows_passage(at)
    }

    /// Whether a passage between marks, perhaps with a comma behind it, ends right before the word
    /// at `at`.
    pub(super) fn follows_passage(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| self.reading.follows_passage(w.span.start))
    }

    /// Whether a passage between marks begins with the word at `at`, or behind a comma or colon
    /// there.
    pub(super) fn begins_passage(&self, at: usize) -> bool {
        let begins = |i: usize| {
            self.words.get(i).is_some_and(|w| self.reading.passages.starts_at(w.span.start))
        };
        begins(at) || ((self.is(at, ",") || self.is(at, ":")) && begins(at + 1))
    }

    /// Whether a passage between marks begins in what is left of the sentence.
    pub(super) fn holds_passage_after(&self, at: usize) -> bool {
        let rest = Span::new(self.words[at].span.end, self.span.end);
        !self.reading.passages.outermost_in(rest).is_empty()
    }

    pub(super) fn is_marked(&self, at: usize) -> bool {
        !self.is_inside_marks && self.words.get(at).is_some_and(|w| self.around(w.span).is_some())
    }

    /// The passage between marks that holds `span`.
    pub(super) fn around(&self, span: Span) -> Option<&Passage> {
        self.reading.passages.outermost_touching(span).first().filter(|p| p.outer.covers(span))
    }

    pub(super) fn is_word(&self, word: &Word) -> bool {
        !self.reading.is_mark(word.span)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn lower(&self, at: usize) -> String {
        self.word(at).to_lowercase()
    }

    /// The word at `at`, nothing beyond the last one.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |w| &self.reading.text[w.span])
    }

    pub(super) fn push(&self, list: &mut Vec<RoleSpan>, words: Range<usize>) {
        list.extend(self.role(words));
    }

    /// These words as a role.
    pub(super) fn role(&self, words: Range<usize>) -> Option<RoleSpan> {
        let first = self.words.get(words.start)?;
        let last = self.words.get(words.end.checked_sub(1)?)?;
        Some(RoleSpan { span: first.span.join(last.span), score: SCORE })
    }
}
