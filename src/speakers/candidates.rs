//! Whom a reference may stand for: those in mind, seen from the reference.

use std::collections::HashSet;

use super::descriptions::Descriptions;
use super::history::History;
use super::nominal;
use crate::entities::{Entities, Entity};
use crate::kinds::{EntityKind, SpeakerKind};
use crate::lexicon::{Pronoun, suits};
use crate::scorers::antecedents::{Candidate, Fit, Nominal, Profile, Reference, Standing};
use crate::statements::Statement;
use crate::text::{Reading, Span};

/// Marks between a name and what touches it: "Kovic,” he said".
const TOUCHING: usize = 3;

/// Words in which whom a speaker turns to is named: "she told Kovic".
const SOON: usize = 12;

/// What is known at the place of a reference.
pub(super) struct Candidates<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) statements: &'a [Statement],
    pub(super) descriptions: &'a Descriptions,
    pub(super) history: &'a History,
}

/// Who is named in a reference and near it.
struct Around {
    /// In what its statements say.
    in_content: HashSet<usize>,
    in_reference: HashSet<usize>,
    /// Soon after it, outside of what is said.
    after: HashSet<usize>,
}

impl Candidates<'_> {
    /// Whom `reference`, the source of the statements `said`, may stand for, the last ones named
    /// first.
    pub(super) fn of(&self, reference: &Reference, said: &[usize]) -> Vec<Candidate> {
        let noun = reference
            .pronoun
            .is_none()
            .then(|| nominal::head_noun(self.reading.text, reference.context.span));
        let around = self.around(reference, said);
        let in_mind = self.history.recent().iter();
        let profiles =
            in_mind.filter_map(|&entity| self.profile(entity, reference, noun, &around)).collect();
        compare(profiles, reference)
    }

    fn around(&self, reference: &Reference, said: &[usize]) -> Around {
        let span = reference.context.span;
        let said = || said.iter().flat_map(|&s| self.statements[s].spans.iter());
        let sentence = self.reading.sentences.get(reference.context.sentence).map_or(span, |s| *s);
        let soon = self.reading.spans_after(span.end).take(SOON).last().map_or(span.end, |w| w.end);
        let soon = Span::new(span.end, soon.min(sentence.end).max(span.end));
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

    /// `noun` is that of a nominal.
    fn profile(
        &self,
        entity: usize,
        reference: &Reference,
        noun: Option<&str>,
        around: &Around,
    ) -> Option<Profile> {
        let span = reference.context.span;
        let seen = self.history.seen(entity);
        let known = &self.entities.entities[entity];
        let last = seen.last?;
        let between = self.reading.words_in(Span::new(last.span.end.min(span.start), span.start));
        Some(Profile {
            entity,
            kind: known.kind,
            gender: known.gender,
            has_full_name: known.name.contains(char::is_whitespace),
            last,
            plain: seen.plain,
            words_between: between.len(),
            share: seen.count as f32 / self.history.most().max(1) as f32,
            statements: seen.statements,
            spoke_last: self.history.speaker(0) == Some(entity),
            spoke_before: self.history.speaker(1) == Some(entity),
            in_first_block: seen.in_first_block,
            in_content: around.in_content.contains(&entity),
            named_after: around.after.contains(&entity),
            in_reference: around.in_reference.contains(&entity),
            touches: last.sentence == reference.context.sentence
                && last.span.end <= span.start
                && between.len() <= TOUCHING
                && self.reading.words[between].iter().all(|w| self.reading.is_mark(w.span)),
            fit: noun.map_or_else(Fit::default, |noun| self.fit(entity, known, span, noun)),
        })
    }

    /// How the nominal at `span` fits an entity.
    fn fit(&self, entity: usize, known: &Entity, span: Span, noun: &str) -> Fit {
        let words = &self.reading.text[span];
        let lower = noun.to_lowercase();
        Fit {
            words: self.descriptions.fit(entity, words, noun),
            modifiers: self.descriptions.modifiers(entity, words, noun),
            suits_noun: known.kind == EntityKind::Organization && suits(&known.name, &lower),
            name_holds_noun: lower.len() > 2
                && known.name.split_whitespace().any(|w| w.to_lowercase() == lower),
        }
    }
}

/// Those that the reference may stand for, and how they compare.
fn compare(mut profiles: Vec<Profile>, reference: &Reference) -> Vec<Candidate> {
    let best = profiles.iter().map(|p| p.fit.words).max().unwrap_or(0);
    let fitting = profiles.iter().filter(|p| p.fit.words > 0).count();
    // "The president", where the text calls one person so, is no one else.
    let is_called_so = reference.is_known_office() && fitting == 1;
    profiles.retain(|p| match reference.pronoun {
        None => is_possible(p, &reference.nominal) && !(is_called_so && p.fit.words == 0),
        Some(Pronoun::It | Pronoun::Which) => p.kind != EntityKind::Person,
        Some(Pronoun::He | Pronoun::She | Pronoun::I) => p.kind == EntityKind::Person,
        Some(_) => true,
    });
    // How many of each kind came before, and are not of another gender.
    let mut earlier = [0usize; 4];
    let mut ranks = Vec::with_capacity(profiles.len());
    for profile in &profiles {
        ranks.push(earlier[profile.kind as usize]);
        if !profile.clashes(reference) {
            earlier[profile.kind as usize] += 1;
        }
    }
    let standing = |profile: &Profile, rank: usize| Standing {
        rank,
        fits_best: profile.fit.words > 0 && profile.fit.words == best,
        fits_alone: profile.fit.words > 0 && fitting == 1,
        fits_less: profile.fit.words < best,
        is_alone: earlier[profile.kind as usize] == 1 && !profile.clashes(reference),
    };
    profiles
        .into_iter()
        .zip(ranks)
        .map(|(profile, rank)| Candidate { profile, standing: standing(&profile, rank) })
        .collect()
}

/// Whether a nominal may stand for an entity at all: whom the text describes so, or whose name
/// does; and whoever is in mind, where the nominal is one for a person, or for an organization
/// ("the agency").
fn is_possible(profile: &Profile, nominal: &Nominal) -> bool {
    let is_such = match profile.kind {
        EntityKind::Person => nominal.is_person && !nominal.is_indefinite,
        EntityKind::Organization => {
            nominal.kind == Some(SpeakerKind::Organization) && nominal.is_definite
        }
        EntityKind::Location | EntityKind::Miscellaneous => false,
    };
    let fit = profile.fit;
    is_such || fit.words > 0 || fit.name_holds_noun || fit.suits_noun
}
