//! Pronouns, by whom they may stand for.

use super::Class;
use super::words::Classes;
use crate::kinds::Gender;

/// What a pronoun asks for: all forms of one ("she", "her", "hers", "herself") ask for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He,
    She,
    They,
    It,
    I,
    We,
    Who,
    Which,
    /// "You", "those": neither person nor number is told.
    Other,
}

const FORMS: [(Class, Pronoun); 9] = [
    (Class::PronounHe, Pronoun::He),
    (Class::PronounShe, Pronoun::She),
    (Class::PronounThey, Pronoun::They),
    (Class::PronounIt, Pronoun::It),
    (Class::PronounI, Pronoun::I),
    (Class::PronounWe, Pronoun::We),
    (Class::PronounWho, Pronoun::Who),
    (Class::PronounWhich, Pronoun::Which),
    (Class::OtherPronoun, Pronoun::Other),
];

impl Pronoun {
    /// The pronoun that `word` is a form of, in upper or lower case.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let classes = Classes::of(&word.to_lowercase());
        FORMS.iter().find(|(forms, _)| classes.has(*forms)).map(|(_, pronoun)| *pronoun)
    }

    /// "The man who", "whom", "which".
    pub(crate) fn is_relative(self) -> bool {
        matches!(self, Self::Who | Self::Which)
    }

    pub(crate) fn gender(self) -> Gender {
        match self {
            Self::He => Gender::Male,
            Self::She => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_pronoun_ask_for_the_same() {
        for (word, pronoun) in [
            ("He", Pronoun::He),
            ("herself", Pronoun::She),
            ("HERS", Pronoun::She),
            ("its", Pronoun::It),
            ("I", Pronoun::I),
            ("ourselves", Pronoun::We),
            ("whom", Pronoun::Who),
            ("which", Pronoun::Which),
            ("those", Pronoun::Other),
        ] {
            assert_eq!(Pronoun::of(word), Some(pronoun), "{word}");
        }
        for word in ["", "the", "mayor", "Kovic", "İ"] {
            assert_eq!(Pronoun::of(word), None, "{word}");
        }
    }
}
