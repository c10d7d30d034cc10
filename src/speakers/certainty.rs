//! What is made of the ranker's answers where the words alone decide, or nobody is certain.

use crate::kinds::EntityKind;
use crate::scorers::antecedents::{Antecedent, Being, Candidate, Reference};

/// A named person whom the noun of a nominal does not fit takes it with no less.
const DOUBTED: f32 = 0.5;
/// Whom the text describes so a little later takes an indefinite nominal with this.
const PROMISED: f32 = 0.1;
/// The first blocks of a text: headlines and leads, which name people by what they are.
const LEAD: usize = 3;

/// The answers to `reference`, the likeliest first, as they are to be believed.
pub(super) fn settle(
    reference: &Reference,
    candidates: &[Candidate],
    mut answers: Vec<Antecedent>,
) -> Vec<Antecedent> {
    let Some(best) = answers.first().copied() else { return answers };
    let candidate =
        |a: &Antecedent| candidates.iter().find(|c| Some(c.profile.referent) == a.answer);
    let chosen = match candidate(&best) {
        // "The prosecutor", where nobody is known to be one.
        Some(c) if best.probability < DOUBTED && is_unfit(reference, c) => {
            answers.iter().position(|a| a.answer.is_none())
        }
        // "A coroner said", and two paragraphs later "the coroner, Ana Kovic".
        None => answers.iter().position(|a| {
            a.probability >= PROMISED && candidate(a).is_some_and(|c| is_promised(reference, c))
        }),
        Some(_) => None,
    };
    if let Some(at) = chosen {
        let answer = answers.remove(at);
        answers.insert(0, answer);
    }
    answers
}

fn is_unfit(reference: &Reference, candidate: &Candidate) -> bool {
    let nominal = &reference.nominal;
    nominal.is_role
        && nominal.modifiers == 0
        && candidate.profile.being == Being::Named(EntityKind::Person)
        && !candidate.profile.fit.is_fitting()
}

fn is_promised(reference: &Reference, candidate: &Candidate) -> bool {
    let nominal = &reference.nominal;
    nominal.is_role
        && nominal.is_indefinite
        && reference.context.block < LEAD
        && candidate.profile.being == Being::Named(EntityKind::Person)
        && candidate.profile.is_yet_to_come
        && candidate.profile.fit.words > 0
}
