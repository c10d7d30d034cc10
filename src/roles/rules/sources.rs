//! The source of a verb: the words right before it, or right behind it.

use std::ops::Range;

use super::sentence::Sentence;
use crate::kinds::EntityKind;
use crate::lexicon::{Class, Pronoun, is_title};
use crate::text::Span;

/// A nominal before its verb is no longer, in words, behind its verb no longer than twice that, and
/// an apposition no longer than the second.
const LONGEST_NOMINAL: usize = 6;
const LONGEST_APPOSITION: usize = 14;

impl Sentence<'_> {
    /// The name or the pronoun right before the verb that begins at `at` that is surely its subject.
    pub(super) fn sure_subject(&self, at: usize) -> Option<Range<usize>> {
        let verb = (at..self.words.len()).find(|&i| !self.stands_between(i))?;
        let last = (0..at).rev().find(|&i| !self.stands_between(i))?;
        // "Is hoping", not "hoping" alone; "expected" and "would expect", not "is expected".
        let is_state = (last + 1..verb).any(|i| {
            let word = self.lower(i);
            Class::StateVerb.has(&word) && !Class::Modal.has(&word)
        });
        if is_state != self.lower(verb).ends_with("ing") {
            return None;
        }
        let subject = self.source_before(at).filter(|s| s.end == last + 1)?;
        let before = subject.start.checked_sub(1);
        // "Rain in Alder | said", "Kovic and Brandt | said", "he or she | said".
        let is_part = before.is_some_and(|i| {
            let word = self.lower(i);
            Class::Preposition.has(&word) || Class::Conjunction.has(&word) || word == "or"
        });
        if is_part {
            return None;
        }
        // In bounds: a source has a word.
        let span = self.words[subject.start].span.join(self.words[last].span);
        let ends = |span: Span, kinds: &[EntityKind]| {
            let mentions = self.entities.overlapping(span);
            mentions.iter().any(|m| m.span.end == span.end && kinds.contains(&m.kind))
        };
        let is_sure = match Pronoun::of(&self.reading.text[span]) {
            // "Players who wanted to join" are not named before.
            Some(Pronoun::Who) => before.is_some_and(|i| {
                self.is(i, ",") || ends(self.words[i].span, &[EntityKind::Person])
            }),
            // "It seems", "it appeared".
            Some(Pronoun::It) => {
                let reports = [Class::ReportingVerb, Class::CueWord, Class::ThoughtWord];
                reports.iter().any(|class| class.has(&self.lower(verb)))
            }
            Some(Pronoun::Which | Pronoun::Other) => false,
            Some(_) => true,
            None => ends(span, &[EntityKind::Person, EntityKind::Organization]),
        };
        is_sure.then_some(subject)
    }

    /// The words right before the verb at `at` that can be its subject.
    pub(super) fn source_before(&self, at: usize) -> Option<Range<usize>> {
        let mut last = at.checked_sub(1)?;
        while self.stands_between(last) {
            last = last.checked_sub(1)?;
        }
        if self.is(last, ",") {
            // "Kovic, the mayor of Port Alder, said"
            let first = last.saturating_sub(LONGEST_APPOSITION);
            let comma = (first..last).rev().find(|&i| self.is(i, ","))?;
            let name = self.ending_at(comma.checked_sub(1)?)?;
            return Some(name.start..last);
        }
        self.ending_at(last)
    }

    /// An adverb or an auxiliary, as written: not "May", "Will" or "Reilly".
    pub(super) fn stands_between(&self, at: usize) -> bool {
        let word = self.word(at);
        Class::BeforeVerb.has(word)
            || (word.starts_with(char::is_lowercase)
                && word.ends_with("ly")
                && !Class::LyNoun.has(word))
    }

    /// A name, a pronoun or a nominal whose last word is `last`.
    pub(super) fn ending_at(&self, last: usize) -> Option<Range<usize>> {
        if self.is_marked(last) || !self.is_word(self.words.get(last)?) {
            return None;
        }
        if [Class::SubjectPronoun, Class::PluralSource, Class::LoneSource]
            .iter()
            .any(|class| class.has(&self.lower(last)))
        {
            return Some(last..last + 1);
        }
        let end = self.words[last].span.end;
        let named = self
            .entities
            .overlapping(self.words[last].span)
            .iter()
            .find(|m| m.span.end == end && m.kind != EntityKind::Miscellaneous);
        // A tagger misses names, too: two words with capitals right before such a verb are one.
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let is_name = named.is_some() || capital(last) && last.checked_sub(1).is_some_and(capital);
        let mut first = named.map_or(last, |m| {
            self.over_titles(self.words.partition_point(|w| w.span.end <= m.span.start))
        });
        // Up to a determiner, or over the titles before a name.
        let mut at = first;
        while let Some(before) = at.checked_sub(1).filter(|&i| {
            last - i <= LONGEST_NOMINAL && self.is_word(&self.words[i]) && !self.is_marked(i)
        }) {
            let word = self.lower(before);
            // "a trip to Rome when | Ana Kovic", "denied that | Kovic", "But | Kovic"
            if Class::SourceEnd.has(&word)
                || Class::SourceBound.has(&word)
                || (before == 0 && Class::ClauseOpener.has(&word))
            {
                break;
            }
            at = before;
            if Class::Determiner.has(&word) {
                return Some(at..last + 1);
            }
            if is_name && at + 1 == first && capital(at) {
                first = at;
            }
        }
        is_name.then_some(first..last + 1)
    }

    /// The first word of a name that begins with the word at `first`, the titles before it counted
    /// in ("Mr.", "Judge").
    fn over_titles(&self, first: usize) -> usize {
        let mut at = first;
        while let Some(before) = at.checked_sub(1) {
            let title = before.saturating_sub(usize::from(self.is(before, ".")));
            if !is_title(self.word(title)) {
                break;
            }
            at = title;
        }
        at
    }

    /// The words right behind the verb at `at` that can be its subject: "said Ana Kovic", "said the
    /// mayor".
    pub(super) fn source_after(&self, at: usize) -> Option<Range<usize>> {
        let first = at + 1;
        let word = self.words.get(first).filter(|w| self.is_word(w) && !self.is_marked(first))?;
        if Class::SubjectPronoun.has(&self.lower(first))
            || Class::PluralSource.has(&self.lower(first))
        {
            return Some(first..first + 1);
        }
        // In bounds: there is at least the word at `first`.
        let reach = Span::new(
            word.span.start,
            self.words[(first + LONGEST_NOMINAL).min(self.words.len()) - 1].span.end,
        );
        let stop = (first..self.words.len().min(first + 2 * LONGEST_NOMINAL))
            .find(|&i| {
                !self.is_word(&self.words[i]) && !self.is(i, "-")
                    || Class::SourceEnd.has(&self.lower(i))
            })
            .unwrap_or(self.words.len().min(first + LONGEST_NOMINAL));
        let name = self
            .entities
            .starting_in(reach)
            .map(|(_, m)| m)
            .find(|m| m.kind != EntityKind::Miscellaneous);
        if let Some(name) = name {
            let end = self.words.partition_point(|w| w.span.end <= name.span.end);
            let start = self.words.partition_point(|w| w.span.end <= name.span.start);
            if self.over_titles(start) == first || end <= stop {
                return Some(first..end.max(first + 1));
            }
        }
        (Class::Determiner.has(&self.lower(first)) && stop > first + 1).then_some(first..stop)
    }
}
