//! What a nominal stands for by the noun at its head: a person, an organization, a group, a
//! document.

use super::Class;
use crate::kinds::{Gender, SpeakerKind};

/// The bytes of the longest ending that a noun for a person is known by.
const LONGEST_ENDING: usize = 6;

/// The kind of speaker that a nominal with this noun at its head is.
pub(crate) fn kind(noun: &str) -> SpeakerKind {
    let noun = noun.to_lowercase();
    if Class::DocumentNoun.has(&noun) {
        SpeakerKind::Document
    } else if Class::GroupNoun.has(&noun) || noun.ends_with("men") {
        SpeakerKind::Group
    } else if Class::OrganizationNoun.has(&noun) {
        SpeakerKind::Organization
    } else if noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss") {
        SpeakerKind::Group
    } else {
        SpeakerKind::Unnamed
    }
}

/// Whether a noun stands for one person.
pub(crate) fn is_person(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let by_ending = || has_person_ending(&noun) && !Class::ThingNoun.has(&noun);
    kind(&noun) == SpeakerKind::Unnamed && (Class::PersonNoun.has(&noun) || by_ending())
}

/// "Reporter", "columnist"; words of four letters are too short to have an ending.
fn has_person_ending(noun: &str) -> bool {
    noun.len() > 4
        && (noun.len().saturating_sub(LONGEST_ENDING)..noun.len())
            .filter_map(|at| noun.get(at..))
            .any(|ending| Class::PersonEnding.has(ending))
}

/// Whether a noun names an office or standing that one person at a time has in a text.
pub(crate) fn is_office(noun: &str) -> bool {
    Class::Office.has(&noun.to_lowercase())
}

/// Whether a noun, in lower case, says what somebody is by their work: "mayor", "lawyer".
pub(crate) fn is_post(noun: &str) -> bool {
    Class::Office.has(noun) || Class::Service.has(noun)
}

/// What an age says: "46" of the noun "46-year-old".
pub(crate) fn age(noun: &str) -> Option<&str> {
    noun.strip_suffix("-year-old")
}

/// The gender of whom a noun stands for.
pub(crate) fn gender(noun: &str) -> Gender {
    let noun = noun.to_lowercase();
    if Class::FemaleNoun.has(&noun) {
        Gender::Female
    } else if Class::MaleNoun.has(&noun) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_the_noun() {
        for (noun, is) in [
            ("memo", SpeakerKind::Document),
            ("Officials", SpeakerKind::Group),
            ("chairmen", SpeakerKind::Group),
            ("crowd", SpeakerKind::Group),
            ("agency", SpeakerKind::Organization),
            ("actress", SpeakerKind::Unnamed),
            ("", SpeakerKind::Unnamed),
        ] {
            assert_eq!(kind(noun), is, "{noun}");
        }
    }

    #[test]
    fn nouns_for_one_person() {
        for noun in [
            "columnist",
            "actress",
            "46-year-old",
            "Nominee",
            "aide",
            "spokesperson",
            "billionaire",
        ] {
            assert!(is_person(noun), "{noun}");
        }
        for noun in ["rally", "paper", "lawmakers", "committee", "shot", "", "crowd"] {
            assert!(!is_person(noun), "{noun}");
        }
    }

    #[test]
    fn offices_are_one_persons_and_services_are_not() {
        assert!(is_office("Mayor") && !is_office("lawyer") && !is_office("pilot"));
        assert!(is_post("mayor") && is_post("lawyer") && !is_post("pilot"));
    }

    #[test]
    fn nouns_have_a_gender_or_none() {
        assert_eq!(gender("Spokeswoman"), Gender::Female);
        assert_eq!(gender("widower"), Gender::Male);
        assert_eq!(gender("mayor"), Gender::Unknown);
    }

    /// A line for a noun that would be read the same without it, or that another class overrules,
    /// is dead.
    #[test]
    fn every_noun_is_of_one_kind_and_none_is_listed_in_vain() {
        let kinds = [Class::DocumentNoun, Class::GroupNoun, Class::OrganizationNoun];
        for class in kinds {
            for word in class.words() {
                let others = kinds.iter().filter(|k| **k != class);
                assert!(!others.clone().any(|k| k.has(word)), "{word} is of two kinds");
                assert!(!Class::PersonNoun.has(word) && !Class::ThingNoun.has(word), "{word}");
            }
        }
        for word in Class::PersonNoun.words() {
            assert!(is_person(word) && !has_person_ending(word), "{word}: its ending tells");
        }
        for word in Class::ThingNoun.words() {
            assert!(has_person_ending(word), "{word}: nobody would take it for a person");
        }
        let of_people = [Class::Office, Class::Service, Class::FemaleNoun, Class::MaleNoun];
        for word in of_people.into_iter().flat_map(Class::words) {
            assert!(is_person(word), "{word}");
        }
        for ending in Class::PersonEnding.words() {
            assert!((2..=LONGEST_ENDING).contains(&ending.len()), "{ending}");
        }
    }
}
