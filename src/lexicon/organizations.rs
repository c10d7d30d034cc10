//! What an organization is by the words of its name: "the newspaper" is one with "Times" in its
//! name.

use super::listed;

/// Nouns for organizations, and words in names of those that they stand for.
const CLASSES: [(&str, &str); 11] = [
    (
        "newspaper paper tabloid daily publication outlet",
        "times post news journal herald tribune daily globe gazette guardian telegraph sun star observer inquirer register mail mirror \
         chronicle courier dispatch examiner standard today",
    ),
    (
        "magazine weekly publication outlet",
        "magazine review weekly time newsweek economist atlantic monthly week",
    ),
    (
        "network channel station broadcaster outlet",
        "news television tv radio network broadcasting channel cnn nbc abc cbs fox msnbc npr pbs bbc c-span univision",
    ),
    (
        "website site blog outlet",
        "politico politifact buzzfeed huffpost vox slate facebook twitter reddit wikileaks breitbart",
    ),
    (
        "agency bureau department ministry office service administration watchdog regulator",
        "agency bureau department ministry administration service office authority commission fbi cia nsa epa irs ice fda cdc nasa",
    ),
    ("union", "union association federation brotherhood workers teachers teamsters nurses guild"),
    (
        "group organization organisation nonprofit non-profit charity foundation association coalition body",
        "foundation association council alliance coalition league federation society institute center centre fund project network committee \
         union group action watch international america matter movement campaign",
    ),
    (
        "company firm corporation manufacturer retailer airline carmaker giant startup",
        "inc corp co ltd llc plc company corporation group holdings industries motors airlines airways energy technologies systems",
    ),
    ("bank lender", "bank bancorp"),
    ("panel committee commission board council", "panel committee commission board council"),
    ("university school college", "university college school institute academy"),
];

/// Whether a noun, in lower case, may stand for an organization of this name.
pub(crate) fn suits(name: &str, noun: &str) -> bool {
    let classes = CLASSES.iter().filter(|(nouns, _)| listed(nouns, noun));
    let is_of = |names: &str, word: &str| {
        listed(names, &word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    };
    classes
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
