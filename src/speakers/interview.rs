//! Interviews and hearings, in which a letter asks and another answers: who these are.

use std::cmp::Reverse;

use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::lexicon::{Class, names_examiner};
use crate::statements::Signed;
use crate::text::Reading;

/// Who "Q" and "A" are in a text.
#[derive(Debug)]
pub(super) struct Interview {
    answerer: Option<usize>,
    /// Those who examine, with the places from which on they do, in order.
    examiners: Vec<(usize, usize)>,
}

impl Interview {
    /// `None` where nothing is signed by the letter of a question.
    pub(super) fn of(
        reading: &Reading<'_>,
        entities: &Entities,
        signed: &[Signed],
    ) -> Option<Self> {
        let asks = |s: &&Signed| Class::QuestionLabel.has(&reading.text[s.author]);
        // Who is asked is often named in the question.
        let end = signed.iter().find(asks)?.content.end;
        let examiners: Vec<(usize, usize)> = reading
            .blocks
            .iter()
            .filter(|block| names_examiner(&reading.text[block.span]))
            .filter_map(|block| {
                let mut named = entities.starting_in(block.span).map(|(_, m)| m);
                let examiner = named.find(|m| m.kind == EntityKind::Person)?;
                Some((block.span.start, examiner.entity))
            })
            .collect();
        Some(Self { answerer: answerer(entities, end, &examiners), examiners })
    }

    /// Whom the label at the byte at `at` stands for, if it is one of the letters.
    pub(super) fn who(&self, label: &str, at: usize) -> Option<usize> {
        if Class::AnswerLabel.has(label) {
            return self.answerer;
        }
        let begun = self.examiners.partition_point(|(start, _)| *start < at);
        let examiner = self.examiners[..begun].last().map(|(_, entity)| *entity);
        examiner.filter(|_| Class::QuestionLabel.has(label))
    }
}

/// Who answers in an interview whose first question ends at the byte at `end`: the person whom the
/// text up to it names most, of several the first.
fn answerer(entities: &Entities, end: usize, examiners: &[(usize, usize)]) -> Option<usize> {
    let is_before = |&&m: &&usize| entities.mentions[m].span.start < end;
    let may_answer = |entity: usize| examiners.iter().all(|(_, examiner)| *examiner != entity);
    let people = entities.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person);
    let counted = people
        .filter(|(i, _)| may_answer(*i))
        .map(|(i, e)| (e.mentions.iter().filter(is_before).count(), Reverse(i)));
    counted.max().filter(|(count, _)| *count > 0).map(|(_, Reverse(entity))| entity)
}
