//! What an organization is by the words of its name: "the newspaper" is one with "Times" in its
//! name.

use super::Class;

/// Nouns for organizations, and words in names of those that they stand for.
const KINDS: [(Class, Class); 11] = [
    (Class::NewspaperNoun, Class::NewspaperName),
    (Class::MagazineNoun, Class::MagazineName),
    (Class::BroadcasterNoun, Class::BroadcasterName),
    (Class::WebsiteNoun, Class::WebsiteName),
    (Class::AgencyNoun, Class::AgencyName),
    (Class::UnionNoun, Class::UnionName),
    (Class::AssociationNoun, Class::AssociationName),
    (Class::CompanyNoun, Class::CompanyName),
    (Class::BankNoun, Class::BankName),
    (Class::CommitteeNoun, Class::CommitteeName),
    (Class::SchoolNoun, Class::SchoolName),
];

/// Whether a noun, in lower case, may stand for an organization of this name.
pub(crate) fn suits(name: &str, noun: &str) -> bool {
    let kinds = KINDS.iter().filter(|(nouns, _)| nouns.has(noun));
    let is_of = |names: &Class, word: &str| {
        names.has(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    };
    kinds
        .flat_map(|(_, names)| name.split_whitespace().map(move |word| (names, word)))
        .any(|(names, word)| is_of(names, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_suit_the_names_of_their_kind() {
        for (name, noun) in [
            ("the Harbour Times", "newspaper"),
            ("Association of Ferry Crews", "union"),
            ("Quay Motors Inc.", "company"),
            ("Port Watch", "group"),
        ] {
            assert!(suits(name, noun), "{name}: {noun}");
        }
        for (name, noun) in
            [("the Harbour Times", "union"), ("Quay", "company"), ("", "group"), ("Port Watch", "")]
        {
            assert!(!suits(name, noun), "{name}: {noun}");
        }
    }
}
