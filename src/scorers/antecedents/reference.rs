//! The question: words of the text that stand for somebody.

use super::Context;
use crate::kinds::{Gender, SpeakerKind};
use crate::lexicon::Pronoun;

/// What the words of a nominal show.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nominal {
    pub(crate) is_definite: bool,
    pub(crate) is_indefinite: bool,
    /// "his spokesman", "Kovic's spokesman".
    pub(crate) is_owned: bool,
    pub(crate) is_office: bool,
    pub(crate) gender: Gender,
    pub(crate) kind: Option<SpeakerKind>,
    /// Whether its noun is one for a person.
    pub(crate) is_person: bool,
    /// "the 46-year-old".
    pub(crate) is_age: bool,
    pub(crate) words: usize,
}

/// Words of the text that stand for somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub(crate) context: Context,
    /// `None` for a nominal.
    pub(crate) pronoun: Option<Pronoun>,
    /// Shows nothing for a pronoun.
    pub(crate) nominal: Nominal,
    /// Whether the text describes somebody in mind with the nominal's noun.
    pub(crate) is_described: bool,
    /// Whether they name the source of a statement.
    pub(crate) is_source: bool,
}

impl Reference {
    pub(super) fn is(&self, pronoun: Pronoun) -> bool {
        self.pronoun == Some(pronoun)
    }

    pub(crate) fn gender(&self) -> Gender {
        self.pronoun.map_or(self.nominal.gender, Pronoun::gender)
    }

    /// "The president", "the mayor": an office that the text speaks of as known.
    pub(crate) fn is_known_office(&self) -> bool {
        self.nominal.is_definite && self.nominal.is_office
    }
}
