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
    /// "The country", "the island".
    pub(crate) is_place: bool,
    /// "The statement", which speaks for whoever issued it.
    pub(crate) is_issued: bool,
    /// Whether its noun says what somebody is by their work.
    pub(crate) is_post: bool,
    pub(crate) words: usize,
    /// Whether its noun says what somebody is or does: nobody else is meant by it.
    pub(crate) is_role: bool,
    /// "The other source", "another": somebody beside those in mind.
    pub(crate) is_another: bool,
    /// "A source": whoever is not to be named.
    pub(crate) is_anonymous: bool,
    /// "The government", "the hospital": what has such a noun in its name.
    pub(crate) is_institution: bool,
    /// Words between its determiner and its noun.
    pub(crate) modifiers: usize,
}

/// How the statement of a source stands to the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Turn {
    /// Whether it is a question.
    pub(crate) asks: bool,
    /// Whether the one before it is a question.
    pub(crate) answers: bool,
    /// Whether it stands in another.
    pub(crate) is_nested: bool,
    /// Whether it begins a block and no words tell whose it is: then it is itself the reference.
    pub(crate) is_open: bool,
    /// Whether its block is a short one, as those of a dialogue are.
    pub(crate) is_short: bool,
    /// Whether nothing follows it in its block.
    pub(crate) is_whole: bool,
    /// Whether the one before it was open too.
    pub(crate) follows_open: bool,
}

/// Words of the text that stand for somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub(crate) context: Context,
    /// `None` for a nominal.
    pub(crate) pronoun: Option<Pronoun>,
    /// Shows nothing for a pronoun.
    pub(crate) nominal: Nominal,
    /// Shows nothing for what is no source.
    pub(crate) turn: Turn,
    /// Whether the text describes somebody in mind with the nominal's noun.
    pub(crate) is_described: bool,
    /// Whether they name the source of a statement.
    pub(crate) is_source: bool,
}

impl Turn {
    /// Whether another speaker takes their turn with it.
    pub(crate) fn is_dialogue(self) -> bool {
        self.is_open && (self.is_short || self.answers || self.follows_open)
    }
}

impl Reference {
    pub(super) fn is(&self, pronoun: Pronoun) -> bool {
        self.pronoun == Some(pronoun)
    }

    pub(crate) fn gender(&self) -> Gender {
        self.pronoun.map_or(self.nominal.gender, Pronoun::gender)
    }

    /// Whether it is "I" or "we" in the reporter's own words.
    pub(crate) fn is_narrator(&self) -> bool {
        let is_first = matches!(self.pronoun, Some(Pronoun::I | Pronoun::We));
        is_first && self.is_source && self.context.inside.is_none() && !self.turn.is_nested
    }

    /// "The president", "the mayor": an office that the text speaks of as known.
    pub(crate) fn is_known_office(&self) -> bool {
        self.nominal.is_definite && self.nominal.is_office
    }
}
