//! The words that the scorers see: features ask what class a word is of, so a scorer is trained on
//! the classes as they were. Their digest is kept with it, and says when it must be trained again.

use sha2::{Digest, Sha256};

use crate::lexicon::Class;

/// The classes that features are made of, by whoever fills them in.
///
/// Given names and titles are left out. They tell the gender of an entity: another name tells it of
/// more people, and what a scorer makes of a gender stays right.
const SEEN: &[Class] = &[
    // Cues and sources, for links.
    Class::SayVerb,
    Class::TellVerb,
    Class::SubjectPronoun,
    // What stands for somebody.
    Class::PronounHe,
    Class::PronounShe,
    Class::PronounThey,
    Class::PronounIt,
    Class::PronounI,
    Class::PronounWe,
    Class::PronounWho,
    Class::PronounWhich,
    Class::OtherPronoun,
    Class::Definite,
    Class::Indefinite,
    Class::Possessive,
    // What stands around it.
    Class::Preposition,
    Class::PassingAdjective,
    Class::ActingWord,
    Class::AfterHead,
    Class::GoverningOffice,
    Class::NounModifier,
    // Where a noun phrase ends.
    Class::ReportingVerb,
    Class::BeforeVerb,
    Class::Conjunction,
    Class::Complementizer,
    Class::VerbEnding,
    // What people are called.
    Class::EmptyWord,
    Class::Article,
    Class::LinkingVerb,
    Class::Genitive,
    Class::AgeWord,
    Class::JoiningWord,
    Class::QuestionLabel,
    Class::AnswerLabel,
    Class::DescriptionBound,
    Class::DocumentNoun,
    Class::OrganizationNoun,
    Class::PlaceNoun,
    Class::IssuedNoun,
    Class::GroupNoun,
    Class::PersonNoun,
    Class::PersonEnding,
    Class::ThingNoun,
    Class::Office,
    Class::Service,
    Class::FemaleNoun,
    Class::MaleNoun,
    // What organizations are called.
    Class::NewspaperNoun,
    Class::NewspaperName,
    Class::MagazineNoun,
    Class::MagazineName,
    Class::BroadcasterNoun,
    Class::BroadcasterName,
    Class::WebsiteNoun,
    Class::WebsiteName,
    Class::AgencyNoun,
    Class::AgencyName,
    Class::UnionNoun,
    Class::UnionName,
    Class::AssociationNoun,
    Class::AssociationName,
    Class::CompanyNoun,
    Class::CompanyName,
    Class::BankNoun,
    Class::BankName,
    Class::CommitteeNoun,
    Class::CommitteeName,
    Class::SchoolNoun,
    Class::SchoolName,
];

/// The sha256 of all words that the scorers see, each with its class, whatever their order.
pub(crate) fn digest() -> String {
    let of_class = |class: &Class| {
        let name = class.name();
        class.words().map(move |word| format!("{name} {word}\n")).collect::<Vec<_>>()
    };
    let mut lines: Vec<String> = SEEN.iter().flat_map(of_class).collect();
    lines.sort_unstable();
    Sha256::digest(lines.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;

    /// The names behind `Class::` in the Rust files of a folder or in one file.
    fn asked(path: &Path, out: &mut HashSet<String>) {
        // Titles are found behind the scorers, and are no feature.
        if path.ends_with("speakers/titles") {
            return;
        }
        if path.is_dir() {
            for entry in path.read_dir().expect("a folder") {
                asked(&entry.expect("an entry").path(), out);
            }
            return;
        }
        let text = std::fs::read_to_string(path).expect("a file of Rust");
        let names = text.split("Class::").skip(1).filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric())
                .next()
                .filter(|n| n.starts_with(char::is_uppercase))
        });
        out.extend(names.map(str::to_owned));
    }

    #[test]
    fn every_class_that_features_are_made_of_is_in_the_digest() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut names = HashSet::new();
        for part in [
            "speakers",
            "scorers",
            "statements/pairing.rs",
            "lexicon/nouns.rs",
            "lexicon/organizations.rs",
            "lexicon/pronouns.rs",
        ] {
            asked(&source.join(part), &mut names);
        }
        // It shows where a noun phrase ends, so that more of them are seen: what a feature says of
        // one stays as it was.
        names.remove("IrregularPast");
        let seen: HashSet<String> = SEEN.iter().map(|class| format!("{class:?}")).collect();
        assert_eq!(names.difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(seen.len() == SEEN.len() && names.len() > 40);
    }

    #[test]
    fn a_digest_is_64_digits() {
        assert!(digest().len() == 64 && digest().chars().all(|c| c.is_ascii_hexdigit()));
    }
}
