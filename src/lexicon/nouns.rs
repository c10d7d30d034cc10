//! What a nominal stands for by the noun at its head: a person, an organization, a group, a
//! document.

use super::Class;
use crate::kinds::Gender;
use crate::kinds::SpeakerKind;

/// Endings of nouns for a person: "reporter", "senator", "columnist", "comedian", "nominee",
/// "actress".
const ENDINGS: [&str; 12] =
    ["er", "or", "ist", "man", "woman", "person", "ian", "ee", "ess", "aire", "geon", "-old"];

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
    let by_ending = || {
        noun.len() > 4 && ENDINGS.iter().any(|e| noun.ends_with(e)) && !Class::ThingNoun.has(&noun)
    };
    kind(&noun) == SpeakerKind::Unnamed && (Class::PersonNoun.has(&noun) || by_ending())
}

/// Whether a noun names an office or standing that one person at a time has in a text.
pub(crate) fn is_office(noun: &str) -> bool {
    Class::Office.has(&noun.to_lowercase())
}

/// The nouns for what people are by their work, in lower case: "mayor", "lawyer".
pub(crate) fn posts() -> impl Iterator<Item = &'static str> {
    [Class::Office, Class::Service].into_iter().flat_map(Class::words)
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
        assert!(
            posts().any(|p| p == "mayor")
                && posts().any(|p| p == "lawyer")
                && !posts().any(|p| p == "pilot")
        );
    }

    #[test]
    fn nouns_have_a_gender_or_none() {
        assert_eq!(gender("Spokeswoman"), Gender::Female);
        assert_eq!(gender("widower"), Gender::Male);
        assert_eq!(gender("mayor"), Gender::Unknown);
    }
}
