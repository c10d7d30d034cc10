//! What a nominal stands for by the noun at its head: a person, an organization, a group, a
//! document.

use super::listed;
use crate::kinds::Gender;
use crate::kinds::SpeakerKind;

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

/// Endings of nouns for a person: "reporter", "senator", "columnist", "comedian", "nominee",
/// "actress".
const ENDINGS: [&str; 12] =
    ["er", "or", "ist", "man", "woman", "person", "ian", "ee", "ess", "aire", "geon", "-old"];

/// Nouns with such an ending that are none.
const THINGS: &str = "number center matter answer chapter corner theater offer power river water counter computer coffee fee degree business \
    process success access address progress floor door error factor sector mirror color labor harbor favor tower border barrier \
    summer winter weather disaster platform layer cover register ledger transfer career tour hour";

/// Nouns for an office or standing that one person at a time has in a text.
const OFFICES: &str = "president mayor governor senator chairman chairwoman minister chancellor candidate nominee frontrunner hopeful mogul \
    tycoon director congressman congresswoman secretary ambassador envoy leader prosecutor billionaire businessman conductor";

/// Nouns for what several people may be in a text, each for somebody else.
const SERVICES: &str = "spokesman spokeswoman lawyer professor author judge";

/// Nouns for a woman.
const FEMALE: &str = "woman wife mother daughter sister widow girl chairwoman spokeswoman congresswoman businesswoman actress queen princess grandmother aunt niece \
    girlfriend councilwoman saleswoman lady";

/// Nouns for a man.
const MALE: &str = "man husband father son brother widower boy chairman spokesman congressman businessman actor king prince grandfather uncle nephew boyfriend \
    councilman salesman gentleman";

/// The kind of speaker that a nominal with this noun at its head is.
pub(crate) fn kind(noun: &str) -> SpeakerKind {
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
pub(crate) fn is_person(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let by_ending =
        || noun.len() > 4 && ENDINGS.iter().any(|e| noun.ends_with(e)) && !listed(THINGS, &noun);
    kind(&noun) == SpeakerKind::Unnamed && (listed(PEOPLE, &noun) || by_ending())
}

/// Whether a noun names an office or standing that one person at a time has in a text.
pub(crate) fn is_office(noun: &str) -> bool {
    listed(OFFICES, &noun.to_lowercase())
}

/// The nouns for what people are by their work, in lower case: "mayor", "lawyer".
pub(crate) fn posts() -> impl Iterator<Item = &'static str> {
    [OFFICES, SERVICES].into_iter().flat_map(str::split_ascii_whitespace)
}

/// The gender of whom a noun stands for.
pub(crate) fn gender(noun: &str) -> Gender {
    let noun = noun.to_lowercase();
    if listed(FEMALE, &noun) {
        Gender::Female
    } else if listed(MALE, &noun) {
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
