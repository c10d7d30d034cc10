//! Whom a reference may stand for: those in mind, seen from the reference.

use std::collections::HashSet;

use super::cast::Cast;
use super::context::Contexts;
use super::descriptions::{self, Descriptions};
use super::history::History;
use super::nominal;
use super::possible;
use crate::entities::{Entities, Entity};
use crate::kinds::{EntityKind, Gender, SpeakerKind};
use crate::lexicon::{self, Pronoun, Sort, suits};
use crate::scorers::antecedents::{
    Being, Candidate, Fit, Profile, Reference, ReferenceForm, Referent, Standing,
};
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
    pub(super) cast: &'a Cast<'a>,
    pub(super) contexts: &'a Contexts<'a>,
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
        let is_nominal = reference.pronoun.is_none() && !reference.turn.is_open;
        let noun =
            is_nominal.then(|| nominal::head_noun(self.reading.text, reference.context.span));
        let around = self.around(reference, said);
        let recent = self.history.recent();
        // Whom the noun describes need not be in mind: "a bishop" is named a sentence later.
        let described = noun.map_or(&[][..], |noun| self.descriptions.described_by(noun)).iter();
        let described = described.map(|&e| Referent::Entity(e)).filter(|r| !recent.contains(r));
        let people = is_nominal.then(|| self.people_in(reference.context.span)).flatten();
        let profiles = recent
            .iter()
            .copied()
            .chain(described)
            .filter(|referent| {
                people.is_none_or(|people| !self.cast.is_of_others(*referent, people))
            })
            .filter_map(|referent| self.profile(referent, reference, noun, &around))
            .collect();
        compare(profiles, reference)
    }

    /// The people that a nominal names: "Quayish" in "the Quayish army".
    fn people_in(&self, span: Span) -> Option<&str> {
        let mut inside = self.entities.overlapping(span).iter();
        let people = inside.find(|m| m.kind == EntityKind::Miscellaneous)?;
        Some(&self.reading.text[people.span])
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
        referent: Referent,
        reference: &Reference,
        noun: Option<&str>,
        around: &Around,
    ) -> Option<Profile> {
        let span = reference.context.span;
        let seen = self.history.seen(referent);
        let (named, known) = match referent {
            Referent::Entity(entity) => (Some(entity), Some(&self.entities.entities[entity])),
            Referent::Figure(_) => (None, None),
        };
        let first = || {
            let mention = &self.entities.mentions[*known?.mentions.first()?];
            Some(self.contexts.of(mention.span, ReferenceForm::Name))
        };
        let last = seen.last.or_else(first)?;
        let is_in = |entities: &HashSet<usize>| named.is_some_and(|e| entities.contains(&e));
        let between = self.reading.words_in(Span::new(last.span.end.min(span.start), span.start));
        Some(Profile {
            referent,
            being: self.cast.being(referent),
            gender: self.cast.gender(referent),
            has_full_name: known.is_some_and(|e| e.name.contains(char::is_whitespace)),
            is_yet_to_come: seen.last.is_none(),
            last,
            plain: seen.plain,
            words_between: between.len(),
            share: seen.count as f32 / self.history.most().max(1) as f32,
            statements: seen.statements,
            spoke_last: self.history.speaker(0) == Some(referent),
            spoke_before: self.history.speaker(1) == Some(referent),
            in_first_block: seen.in_first_block,
            in_content: is_in(&around.in_content),
            named_after: is_in(&around.after),
            in_reference: is_in(&around.in_reference),
            touches: last.sentence == reference.context.sentence
                && last.span.end <= span.start
                && between.len() <= TOUCHING
                && self.reading.words[between].iter().all(|w| self.reading.is_mark(w.span)),
            fit: noun.map_or_else(Fit::default, |noun| match referent {
                Referent::Entity(entity) => self.fit(entity, span, noun),
                Referent::Figure(figure) => self.fit_of_figure(figure, span, noun),
            }),
        })
    }

    /// How the nominal at `span` fits an entity.
    fn fit(&self, entity: usize, span: Span, noun: &str) -> Fit {
        let known: &Entity = &self.entities.entities[entity];
        let words = &self.reading.text[span];
        let lower = noun.to_lowercase();
        let called = self.descriptions.of(entity);
        let fit = descriptions::fit(called, words, noun);
        Fit {
            words: fit,
            modifiers: descriptions::modifiers(called, words, noun),
            is_other: fit == 0 && called.iter().any(|w| lexicon::is_person(w)),
            same_calling: called.iter().any(|w| lexicon::share_calling(w, &lower)),
            other_calling: lexicon::has_calling(&lower)
                && called.iter().any(|w| lexicon::has_calling(w))
                && !called.iter().any(|w| lexicon::share_calling(w, &lower)),
            other_office: has_other_office(called, words),
            modifiers_in_name: in_name(&known.name, words, &lower),
            same_noun: false,
            suits_noun: known.kind == EntityKind::Organization && suits(&known.name, &lower),
            name_holds_noun: lower.len() > 2
                && known.name.split_whitespace().any(|w| w.to_lowercase() == lower),
        }
    }

    fn fit_of_figure(&self, figure: usize, span: Span, noun: &str) -> Fit {
        let words = &self.reading.text[span];
        let figure = self.cast.figure(figure);
        let fit = descriptions::fit(&figure.words, words, noun);
        Fit {
            words: fit,
            modifiers: descriptions::modifiers(&figure.words, words, noun),
            is_other: fit == 0 && figure.words.iter().any(|w| lexicon::is_person(w)),
            same_noun: figure.noun == noun.to_lowercase(),
            same_calling: lexicon::share_calling(&figure.noun, &noun.to_lowercase()),
            ..Fit::default()
        }
    }
}

/// Sentences in which a pronoun comes back to the kin of somebody.
const KIN: usize = 2;

/// The words since somebody without a name was the subject whose noun has the gender of "he" or
/// "she".
fn nearest_figure(profiles: &[Profile], reference: &Reference) -> Option<usize> {
    let gender = reference.gender();
    let is_such = |p: &&Profile| {
        matches!(p.being, Being::Figure(_))
            && p.gender == gender
            && p.last.is_subject
            && reference.context.sentence.abs_diff(p.last.sentence) <= KIN
    };
    let figures = || profiles.iter().filter(is_such);
    figures().map(|p| p.words_between).min().filter(|_| gender != Gender::Unknown)
}

/// Whether who is `called` so has another office than a nominal with these words: one about something
/// else ("the fire chief"), or one that somebody stands in for ("the deputy mayor").
fn has_other_office(called: &[String], nominal: &str) -> bool {
    let has = |sort: Sort| called.iter().any(|w| sort.has(w));
    let words = nominal.split_whitespace().map(|w| nominal::bare(w).to_lowercase());
    let mut new = words.filter(|w| !called.contains(w));
    new.any(|w| Sort::Second.has(&w) || Sort::Field.has(&w) && has(Sort::Field))
}

/// How many of the words of a nominal beside its noun, in lower case, stand in a name.
fn in_name(name: &str, nominal: &str, noun: &str) -> usize {
    let of_name: HashSet<String> =
        name.split_whitespace().map(|w| nominal::bare(w).to_lowercase()).collect();
    let words = nominal.split_whitespace().map(|w| nominal::bare(w).to_lowercase());
    words.filter(|w| w != noun && of_name.contains(w)).count()
}

/// Those that the reference may stand for, and how they compare.
fn compare(mut profiles: Vec<Profile>, reference: &Reference) -> Vec<Candidate> {
    let best = profiles.iter().map(|p| p.fit.words).max().unwrap_or(0);
    let fitting = profiles.iter().filter(|p| p.fit.words > 0).count();
    // "The president", "the 46-year-old", where the text calls one person so, is no one else.
    let is_named = |p: &Profile| matches!(p.being, Being::Named(_));
    let is_called_so = reference.nominal.is_definite
        && reference.nominal.is_person
        && profiles.iter().filter(|p| p.fit.words > 0 && is_named(p)).count() == 1;
    let kin = nearest_figure(&profiles, reference);
    profiles.retain(|p| match reference.pronoun {
        // "His wife wept. “…,” she said.": not whoever was named before her and may be a man.
        Some(Pronoun::He | Pronoun::She)
            if is_named(p) && kin.is_some_and(|near| p.words_between > near) =>
        {
            p.being.is_person() && p.gender != Gender::Unknown
        }
        // In a dialogue nobody answers themselves.
        None if reference.turn.is_open => {
            (p.being.is_person() || p.statements > 0)
                && !(reference.turn.is_dialogue() && p.spoke_last)
        }
        // "Kovic's spokesman", "the man who attacked Kovic": not Kovic.
        None => {
            possible::is_possible(p, &reference.nominal)
                && !p.in_reference
                && !(is_called_so && p.fit.words == 0)
        }
        Some(Pronoun::It | Pronoun::Which) => {
            !p.being.is_person() && p.being != Being::Figure(SpeakerKind::Group)
        }
        Some(Pronoun::He | Pronoun::She | Pronoun::I) => p.being.is_person(),
        Some(_) => p.being != Being::Figure(SpeakerKind::Document),
    });
    // How many of each kind came before, and are not of another gender.
    let mut earlier = [0usize; Being::SORTS];
    let mut ranks = Vec::with_capacity(profiles.len());
    for profile in &profiles {
        ranks.push(earlier[profile.being.sort()]);
        if !profile.clashes(reference) {
            earlier[profile.being.sort()] += 1;
        }
    }
    let standing = |profile: &Profile, rank: usize| Standing {
        rank,
        fits_best: profile.fit.words > 0 && profile.fit.words == best,
        fits_alone: profile.fit.words > 0 && fitting == 1,
        fits_less: profile.fit.words < best,
        is_alone: earlier[profile.being.sort()] == 1 && !profile.clashes(reference),
    };
    profiles
        .into_iter()
        .zip(ranks)
        .map(|(profile, rank)| Candidate { profile, standing: standing(&profile, rank) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_about_something_else_is_another() {
        let called = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (known, nominal, is_other) in [
            ("police chief", "the fire chief", true),
            ("police chief", "the police chief", false),
            ("police chief", "the new chief", false),
            ("chief", "the fire chief", false),
            ("mayor", "the deputy mayor", true),
            ("deputy mayor", "the deputy mayor", false),
            ("deputy mayor", "the mayor", false),
        ] {
            assert_eq!(has_other_office(&called(known), nominal), is_other, "{known}, {nominal}");
        }
    }
}
