//! The cues of a sentence: "according to", and verbs that report.

use super::sentence::Sentence;
use super::{RoleSpan, SCORE};
use crate::lexicon::Class;
use crate::roles::Roles;

impl Sentence<'_> {
    pub(super) fn add_to(&self, out: &mut Roles) {
        for at in 0..self.words.len() {
            if self.is_marked(at) {
                continue;
            }
            if self.is(at, "according") && self.is(at + 1, "to") {
                let source = self.source_after(at + 1);
                self.push(&mut out.cues, at..at + 2);
                source.into_iter().for_each(|source| self.push(&mut out.sources, source));
            } else if Class::ReportingVerb.has(&self.lower(at)) && !self.is_noun(at) {
                self.add_verb(at, out);
            } else if Class::QuotingVerb.has(&self.lower(at))
                && !self.is_noun(at)
                && self.holds_passage_after(at)
                && let Some(source) = self.source_before(at)
            {
                self.push(&mut out.cues, at..at + 1);
                self.push(&mut out.sources, source);
            }
        }
    }

    /// The verb at `at`, with its source and what it reports.
    pub(super) fn add_verb(&self, at: usize, out: &mut Roles) {
        let before = self.source_before(at);
        let inverted = before.is_none() && self.follows_something(at);
        let after = if inverted { self.source_after(at) } else { None };
        let touches = inverted || self.begins_passage(at + 1);
        if before.is_none() && after.is_none() && !touches {
            return;
        }
        self.push(&mut out.cues, at..at + 1);
        if let Some(source) = before.clone().or(after) {
            self.push(&mut out.sources, source);
        }
        let content = before.and_then(|source| {
            self.content_after(source.start, at).or_else(|| self.content_before(source.start, at))
        });
        if let Some(content) = content {
            out.contents.push(RoleSpan { span: content, score: SCORE });
        }
    }

    /// "the claims", "to say": a form of a verb that reports nothing here.
    fn is_noun(&self, at: usize) -> bool {
        let behind_determiner = |i: usize| {
            Class::Determiner.has(&self.lower(i)) && Class::VerbOrNoun.has(&self.lower(at))
        };
        at.checked_sub(1)
            .is_some_and(|i| behind_determiner(i) || self.is(i, "to") || self.is(i, "of"))
    }
}
