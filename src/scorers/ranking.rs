//! The answers to a question, the likeliest first.

use std::cell::RefCell;

use super::Scorer;

/// An answer and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ranked<A> {
    /// `None`: none of those that could be, "nobody".
    pub(crate) answer: Option<A>,
    /// In 0..=1; those of all answers to one question add up to 1.
    pub(crate) probability: f32,
}

/// A question that was asked.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(any(test, feature = "training")),
    expect(dead_code, reason = "read where scorers are trained")
)]
pub(crate) struct Record<Q, A> {
    pub(crate) question: Q,
    /// The answers, the likeliest first, with what the scorer saw of each.
    pub(crate) answers: Vec<(Ranked<A>, Vec<f32>)>,
}

/// Ranks the answers to questions with a scorer, and keeps a record of them if it is told to.
///
/// The record is behind a cell so that whoever asks needs no more than a shared borrow: a text is
/// read by one thread.
#[derive(Debug)]
pub(crate) struct Ranker<'a, Q, A> {
    scorer: &'a Scorer,
    record: Option<RefCell<Vec<Record<Q, A>>>>,
}

impl<'a, Q, A: Copy> Ranker<'a, Q, A> {
    pub(crate) fn new(scorer: &'a Scorer, recording: bool) -> Self {
        Self { scorer, record: recording.then(RefCell::default) }
    }

    /// The answers to `question`, of which `rows` has the features, the likeliest first; of two
    /// that are as likely the one that came first.
    pub(crate) fn rank<const FEATURES: usize>(
        &self,
        question: Q,
        rows: impl Iterator<Item = (Option<A>, [f32; FEATURES])>,
    ) -> Vec<Ranked<A>> {
        let rows: Vec<_> = rows.collect();
        let mut scores: Vec<f32> = rows.iter().map(|(_, row)| self.scorer.score(row)).collect();
        to_probabilities(&mut scores);
        let mut ranked: Vec<(Ranked<A>, &[f32])> = rows
            .iter()
            .zip(scores)
            .map(|((answer, row), probability)| {
                (Ranked { answer: *answer, probability }, row.as_slice())
            })
            .collect();
        ranked.sort_by(|a, b| b.0.probability.total_cmp(&a.0.probability));
        if let Some(record) = &self.record {
            let answers = ranked.iter().map(|(a, row)| (*a, row.to_vec())).collect();
            record.borrow_mut().push(Record { question, answers });
        }
        ranked.into_iter().map(|(answer, _)| answer).collect()
    }

    /// What was asked, in the order of asking; nothing without a record.
    pub(crate) fn into_record(self) -> Vec<Record<Q, A>> {
        self.record.map(RefCell::into_inner).unwrap_or_default()
    }
}

/// Scores of all answers to one question to their probabilities, which add up to 1 (softmax).
fn to_probabilities(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = (*score - max).exp();
    }
    let sum: f32 = scores.iter().sum();
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores an answer by its one feature, where that is not below 0.
    fn scorer() -> Scorer {
        Scorer::new(1, vec![1.0], vec![0.0], vec![1.0])
    }

    #[test]
    fn the_likeliest_answer_comes_first_and_probabilities_add_up_to_one() {
        let scorer = scorer();
        let ranker = Ranker::<&str, usize>::new(&scorer, false);
        let rows = [(None, [1.0]), (Some(7), [1000.0]), (Some(8), [999.0]), (Some(9), [1000.0])];
        let ranked = ranker.rank("who?", rows.into_iter());
        let answers: Vec<_> = ranked.iter().map(|r| r.answer).collect();
        assert_eq!(answers, [Some(7), Some(9), Some(8), None]);
        assert!((ranked.iter().map(|r| r.probability).sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((ranked[0].probability / ranked[2].probability - std::f32::consts::E).abs() < 1e-4);
        assert!(ranker.into_record().is_empty());
    }

    #[test]
    fn no_answers_rank_to_none() {
        let scorer = scorer();
        let ranker = Ranker::<(), usize>::new(&scorer, true);
        assert!(ranker.rank((), std::iter::empty::<(Option<usize>, [f32; 1])>()).is_empty());
        assert_eq!(ranker.into_record().len(), 1);
    }

    #[test]
    fn a_record_holds_what_was_seen_in_the_order_of_the_ranks() {
        let scorer = scorer();
        let ranker = Ranker::new(&scorer, true);
        ranker.rank("who?", [(None, [1.0]), (Some(7), [3.0])].into_iter());
        ranker.rank("whose?", [(None, [2.0])].into_iter());
        let record = ranker.into_record();
        assert_eq!(record.iter().map(|r| r.question).collect::<Vec<_>>(), ["who?", "whose?"]);
        let seen: Vec<_> =
            record[0].answers.iter().map(|(a, row)| (a.answer, row.clone())).collect();
        assert_eq!(seen, [(Some(7), vec![3.0]), (None, vec![1.0])]);
    }
}
