//! An answer: somebody that a reference may stand for.

use super::{Context, Reference};
use crate::kinds::{EntityKind, Gender, SpeakerKind};

/// Whom a reference may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Referent {
    /// The index of an entity.
    Entity(usize),
    /// The index of a figure: somebody whom the text gives no name.
    Figure(usize),
}

/// What somebody is that a reference may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Being {
    Named(EntityKind),
    Figure(SpeakerKind),
}

impl Being {
    /// Sorts of beings, counted from 0: those of one sort compete for a reference.
    pub(crate) const SORTS: usize = 5;

    pub(crate) fn sort(self) -> usize {
        match self {
            Self::Named(EntityKind::Person)
            | Self::Figure(SpeakerKind::Person | SpeakerKind::Unnamed) => 0,
            Self::Named(EntityKind::Organization) | Self::Figure(SpeakerKind::Organization) => 1,
            Self::Named(EntityKind::Location) => 2,
            Self::Named(EntityKind::Miscellaneous) | Self::Figure(SpeakerKind::Document) => 3,
            Self::Figure(SpeakerKind::Group) => 4,
        }
    }

    /// Whether it is one person.
    pub(crate) fn is_person(self) -> bool {
        self.sort() == 0
    }
}

/// Somebody that a reference may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) profile: Profile,
    pub(crate) standing: Standing,
}

/// What is seen of somebody alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    pub(crate) referent: Referent,
    pub(crate) being: Being,
    pub(crate) gender: Gender,
    pub(crate) has_full_name: bool,
    /// Whether the text comes to it only later.
    pub(crate) is_yet_to_come: bool,
    /// Where the text referred to it last; first, where it comes to it only later.
    pub(crate) last: Context,
    /// Where it did so last in the reporter's own words.
    pub(crate) plain: Option<Context>,
    pub(crate) words_between: usize,
    /// How often the text referred to it, as a share of whom it refers to most, in 0..=1.
    pub(crate) share: f32,
    pub(crate) statements: usize,
    pub(crate) spoke_last: bool,
    pub(crate) spoke_before: bool,
    pub(crate) in_first_block: bool,
    /// Whether what the reference says speaks of it.
    pub(crate) in_content: bool,
    /// Whether it is named soon after the reference, outside of what is said ("he told Kovic").
    pub(crate) named_after: bool,
    /// Whether it is named in the reference itself ("Kovic's spokesman").
    pub(crate) in_reference: bool,
    /// Whether it stands right before the reference ("Kovic, who").
    pub(crate) touches: bool,
    pub(crate) fit: Fit,
}

/// How a nominal fits what the text calls an entity.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fit {
    /// Words of the nominal that describe it, its noun counted twice; 0 where the noun does not.
    pub(crate) words: usize,
    /// Words of the nominal beside its noun that describe it.
    pub(crate) modifiers: usize,
    /// Whether its name is one of what the nominal's noun stands for ("the newspaper").
    pub(crate) suits_noun: bool,
    /// Whether its name holds the nominal's noun ("the committee").
    pub(crate) name_holds_noun: bool,
    /// Whether the text calls it by other nouns for a person, and not by the nominal's.
    pub(crate) is_other: bool,
    /// Whether the nominal's noun is the one that brought the figure in.
    pub(crate) same_noun: bool,
    /// Whether the text calls it by a noun for the same work ("Rev." for "the pastor").
    pub(crate) same_calling: bool,
    /// Whether the text says what its work is, and the nominal names another.
    pub(crate) other_calling: bool,
    /// Whether the text gives it another office of the nominal's name: "the fire chief" is not the
    /// police chief.
    pub(crate) other_office: bool,
    /// Words of the nominal beside its noun that stand in its name.
    pub(crate) modifiers_in_name: usize,
}

impl Fit {
    /// Whether the noun is one for what the text says of it.
    pub(crate) fn is_fitting(&self) -> bool {
        self.words > 0
            || self.name_holds_noun
            || self.suits_noun
            || self.same_calling
            || self.same_noun
    }
}

/// How an entity compares to the others that the reference may stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    /// Entities of its kind, of no other gender, that the text referred to since.
    pub(crate) rank: usize,
    /// Whether the nominal describes nobody better.
    pub(crate) fits_best: bool,
    /// Whether the nominal's noun describes nobody else.
    pub(crate) fits_alone: bool,
    /// Whether the nominal describes somebody else better.
    pub(crate) fits_less: bool,
    /// Whether nobody else of its kind and a fitting gender is in mind.
    pub(crate) is_alone: bool,
}

impl Profile {
    /// Whether the reference tells another gender than the text gives it.
    pub(crate) fn clashes(&self, reference: &Reference) -> bool {
        let gender = reference.gender();
        gender != Gender::Unknown && self.gender != Gender::Unknown && self.gender != gender
    }

    /// Sentences between the reference and where the text referred to it last.
    pub(super) fn sentences(&self, reference: &Reference) -> usize {
        reference.context.sentence.abs_diff(self.last.sentence)
    }

    /// The same in the reporter's own words.
    pub(super) fn plain_sentences(&self, reference: &Reference) -> Option<usize> {
        self.plain.map(|p| reference.context.sentence.abs_diff(p.sentence))
    }
}
