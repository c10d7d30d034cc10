//! What a nominal stands for by the noun at its head: a person, an organization, a group, a document.

use crate::document::SpeakerKind;
use crate::text::listed;

const DOCUMENTS: &str = "report reports poll polls survey surveys study studies statement letter letters memo email emails document documents filing \
    filings article articles lawsuit complaint release transcript book editorial ad website indictment records story law \
    constitution ads advertisement commercial spot cable message messages plan plans memoir order orders post posts tweet tweets video clip \
    recording account accounts note notes text column essay op-ed speech blog guide manual playbook petition subpoena ruling rulings decision \
    verdict affidavit brief data figures analysis estimate estimates forecast list novel song film movie script slogan sign banner \
    headline platform resolution treaty agreement contract leaflet brochure caption newsletter";

const ORGANIZATIONS: &str = "campaign party committee company department office administration government court agency ministry police military team group \
    network newspaper paper magazine union board council commission organization organisation foundation bank firm army navy embassy \
    bureau association institute university coalition parliament senate congress house church club outlet regime publication tabloid station \
    broadcaster channel charity corporation nonprofit non-profit airline retailer school college";

/// Nouns for several people that are no plurals in s.
const GROUPS: &str = "people men women children crowd audience public media press community couple pair duo trio staff crew jury electorate family \
    opposition majority minority movement";

/// Nouns for a person that do not end like one.
const PEOPLE: &str = "man woman boy girl host prince king queen pope judge justice chief boss aide coach star hero athlete veteran native hopeful \
    pilot scholar cleric priest bishop nurse guard cop captain general colonel sergeant attorney mogul guru magnate ambassador \
    diplomat critic academic icon comic chair head president student agent resident opponent correspondent superintendent tenant \
    patient client parent applicant assistant consultant accountant lieutenant commandant participant defendant immigrant migrant \
    candidate delegate graduate magistrate advocate associate secretary lawyer wife husband son sister mother father nephew niece \
    uncle aunt cousin friend colleague expert strategist envoy guest spouse heavyweight teen teenager patriarch monarch \
    mayor-elect president-elect conservative liberal democrat republican independent";

/// Endings of nouns for a person: "reporter", "senator", "columnist", "comedian", "nominee", "actress".
const ENDINGS: [&str; 12] = ["er", "or", "ist", "man", "woman", "person", "ian", "ee", "ess", "aire", "geon", "-old"];

/// Nouns with such an ending that are none.
const THINGS: &str = "number center matter answer chapter corner theater offer power river water counter computer coffee fee degree business \
    process success access address progress floor door error factor sector mirror color labor harbor favor tower border barrier \
    summer winter weather disaster platform layer cover register ledger transfer career tour hour";

/// The kind of speaker that a nominal with this noun at its head is.
pub(super) fn kind(noun: &str) -> SpeakerKind {
    let noun = noun.to_lowercase();
    if listed(DOCUMENTS, &noun) {
        SpeakerKind::Document
    } else if listed(GROUPS, &noun) || noun.ends_with("men") {
        SpeakerKind::Group
    } else if listed(ORGANIZATIONS, &noun) {
        SpeakerKind::Organization
    } else if noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss") {
        SpeakerKind::Group
    } else {
        SpeakerKind::Unnamed
    }
}

/// Whether a noun stands for one person.
pub(super) fn is_person(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let by_ending = || noun.len() > 4 && ENDINGS.iter().any(|e| noun.ends_with(e)) && !listed(THINGS, &noun);
    kind(&noun) == SpeakerKind::Unnamed && (listed(PEOPLE, &noun) || by_ending())
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
        for noun in ["columnist", "actress", "46-year-old", "Nominee", "aide", "spokesperson", "billionaire"] {
            assert!(is_person(noun), "{noun}");
        }
        for noun in ["rally", "paper", "lawmakers", "committee", "shot", "", "crowd"] {
            assert!(!is_person(noun), "{noun}");
        }
    }
}
