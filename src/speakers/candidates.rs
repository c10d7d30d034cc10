//! Whom a reference may stand for: those in mind, seen from the reference.

use std::collections::HashSet;

use super::history::History;
use super::references::Sweep;
use super::source;
use crate::kinds::{EntityKind, SpeakerKind};
use crate::lexicon::suits;
use crate::scorers::antecedents::{Candidate, Nominal, Pronoun, Reference};
use crate::text::Span;

/// Entities that are thought of for a nominal because the text describes them so, beside those in
/// mind.
const MOST_DESCRIBED: usize = 16;

/// Bytes between a name and what touches it: marks and spaces.
const TOUCHING: usize = 12;

/// Bytes in which whom a speaker turns to is named: "she told Kovic".
const SOON: usize = 60;

/// Who is named in a reference and near it.
struct Around {
    /// In what its statements say.
    in_content: HashSet<usize>,
    in_reference: HashSet<usize>,
    /// Soon after it, outside of what is said.
    after: HashSet<usize>,
}

impl Sweep<'_> {
    /// Whom `reference`, the source of `statements`, may stand for, the last ones named first.
    pub(super) fn candidates(
        &self,
        reference: &Reference,
        statements: &[usize],
        history: &History,
    ) -> Vec<Candidate> {
        let noun = if reference.pronoun.is_none() {
            source::head_noun(self.reading.text, reference.anchor.span)
        } else {
            ""
        };
        let around = self.around(reference, statements);
        let mut thought_of: Vec<usize> = history.recent().to_vec();
        if reference.pronoun.is_none() {
            for entity in self.descriptions.described_by(noun, MOST_DESCRIBED) {
                if history.seen(entity).count > 0 && !thought_of.contains(&entity) {
                    thought_of.push(entity);
                }
            }
        }
        let mut out: Vec<Candidate> = thought_of
            .into_iter()
            .filter_map(|entity| self.candidate(entity, reference, noun, &around, history))
            .collect();
        compare(&mut out, reference);
        out
    }

    fn around(&self, reference: &Reference, statements: &[usize]) -> Around {
        let span = reference.anchor.span;
        let said = || statements.iter().flat_map(|&s| self.statements[s].spans.iter());
        let sentence = self.reading.sentences.get(reference.anchor.sentence).map_or(span, |s| *s);
        let soon = Span::new(span.end, (span.end + SOON).min(sentence.end).max(span.end));
        let after =
            self.entities.starting_in(soon).filter(|(_, m)| !said().any(|s| s.covers(m.span)));
        Around {
            in_content: said()
                .flat_map(|s| self.entities.overlapping(*s))
                .map(|m| m.entity)
                .collect(),
            in_reference: self.entities.overlapping(span).iter().map(|m| m.entity).collect(),
            after: after.map(|(_, m)| m.entity).collect(),
        }
    }

    /// What there is to see of an entity by itself; how it compares to others comes later.
    fn candidate(
        &self,
        entity: usize,
        reference: &Reference,
        noun: &str,
        around: &Around,
        history: &History,
    ) -> Option<Candidate> {
        let span = reference.anchor.span;
        let seen = history.seen(entity);
        let known = &self.entities.entities[entity];
        let last = seen.last?;
        let gap = Span::new(last.span.end.min(span.start), span.start);
        let is_nominal = reference.pronoun.is_none();
        let words = &self.reading.text[span];
        let lower = noun.to_lowercase();
        Some(Candidate {
            entity,
            kind: known.kind,
            gender: known.gender,
            last,
            plain: seen.plain,
            words_between: self.reading.words_in(gap).len(),
            rank: 0,
            share: seen.count as f32 / history.most().max(1) as f32,
            statements: seen.statements,
            spoke_last: history.speaker(0) == Some(entity),
            spoke_before: history.speaker(1) == Some(entity),
            in_first_block: seen.in_first_block,
            in_content: around.in_content.contains(&entity),
            named_after: around.after.contains(&entity),
            in_reference: around.in_reference.contains(&entity),
            touches: last.sentence == reference.anchor.sentence
                && last.span.end <= span.start
                && gap.len() <= TOUCHING
                && !self.reading.text[gap].contains(char::is_alphanumeric),
            fit: if is_nominal { self.descriptions.fit(entity, words, noun) } else { 0 },
            modifiers: if is_nominal {
                self.descriptions.modifiers(entity, words, noun)
            } else {
                0
            },
            fits_best: false,
            fits_alone: false,
            fits_less: false,
            suits_noun: is_nominal
                && known.kind == EntityKind::Organization
                && suits(&known.name, &lower),
            name_holds_noun: is_nominal
                && lower.len() > 2
                && known.name.split_whitespace().any(|w| w.to_lowercase() == lower),
            has_full_name: known.name.contains(char::is_whitespace),
            is_alone: false,
        })
    }
}

/// Leaves those of `candidates` that the reference may stand for, and says how they compare.
fn compare(candidates: &mut Vec<Candidate>, reference: &Reference) {
    let best = candidates.iter().map(|c| c.fit).max().unwrap_or(0);
    let fit = candidates.iter().filter(|c| c.fit > 0).count();
    // "The president", where the text calls one person so, is no one else.
    let is_called_so = reference.nominal.is_definite && reference.nominal.is_office && fit == 1;
    candidates.retain(|c| match reference.pronoun {
        None => is_possible(c, &reference.nominal) && !(is_called_so && c.fit == 0),
        // "The bridge, Kovic, he said, …": nobody is called by name and by a pronoun in one breath;
        // "Kovic, who" is another thing.
        Some(Pronoun::He | Pronoun::She | Pronoun::They) if c.touches => false,
        Some(Pronoun::It | Pronoun::Which) => c.kind != EntityKind::Person,
        Some(Pronoun::He | Pronoun::She | Pronoun::I) => c.kind == EntityKind::Person,
        Some(_) => true,
    });
    let mut earlier = [0usize; 4];
    for candidate in candidates.iter_mut() {
        candidate.fits_best = candidate.fit > 0 && candidate.fit == best;
        candidate.fits_alone = candidate.fit > 0 && fit == 1;
        candidate.fits_less = candidate.fit < best;
        candidate.rank = earlier[candidate.kind as usize];
        if !candidate.clashes(reference) {
            earlier[candidate.kind as usize] += 1;
        }
    }
    for candidate in candidates {
        candidate.is_alone = earlier[candidate.kind as usize] == 1 && !candidate.clashes(reference);
    }
}

/// Whether a nominal may stand for an entity at all: whom the text describes so, or whose name
/// does; and whoever is in mind, where the nominal is one for a person, or for an organization
/// ("the agency").
fn is_possible(candidate: &Candidate, nominal: &Nominal) -> bool {
    let is_such = match candidate.kind {
        EntityKind::Person => nominal.is_person && !nominal.is_indefinite,
        EntityKind::Organization => {
            nominal.kind == Some(SpeakerKind::Organization) && nominal.is_definite
        }
        EntityKind::Location | EntityKind::Miscellaneous => false,
    };
    !candidate.in_reference
        && (is_such || candidate.fit > 0 || candidate.name_holds_noun || candidate.suits_noun)
}
