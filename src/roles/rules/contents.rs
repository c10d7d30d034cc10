//! What a reporting verb reports without marks.

use super::sentence::Sentence;
use crate::lexicon::Class;
use crate::text::Span;

/// How far behind "told" a "that" is looked for, in words.
const OBJECT: usize = 5;

impl Sentence<'_> {
    /// "… that the bridge was safe", up to the end of the sentence. Not so where the words between
    /// marks are the content: right before the source that begins at `source`, or right behind the
    /// verb.
    pub(super) fn content_after(&self, source: usize, at: usize) -> Option<Span> {
        if self.begins_passage(at + 1) || self.follows_passage(source) {
            return None;
        }
        let that = (at + 1..=at + OBJECT).find(|&i| self.is(i, "that"));
        let plain = Class::ClauseVerb.has(&self.lower(at))
            && self.words.get(at + 1).is_some_and(|w| self.is_word(w))
            && !Class::SourceEnd.has(&self.lower(at + 1));
        let first = that.or_else(|| plain.then_some(at + 1))?;
        let start = self.words.get(first)?.span.start;
        let content = Span::new(start, self.end.max(start));
        // Three words are a clause; a sentence that never ends is not counted through for each of
        // its verbs.
        let long = self.words[first..].iter().filter(|w| self.is_word(w)).nth(2).is_some();
        (long && self.around(content).is_none()).then_some(content)
    }

    /// "The bridge is safe, Kovic said.": what stands before the comma, where nothing comes after
    /// the verb.
    pub(super) fn content_before(&self, source: usize, at: usize) -> Option<Span> {
        // In bounds: `at` is the place of the verb.
        let ends = self.words[at + 1..].iter().all(|w| !self.is_word(w));
        let comma = source.checked_sub(1).filter(|&i| self.is(i, ",") && ends)?;
        let content = Span::new(self.span.start, self.words[comma].span.start)
            .trim(self.reading.text, char::is_whitespace);
        let is_free = self.reading.passages.outermost_touching(content).is_empty();
        (is_free && comma > 2).then_some(content)
    }
}
