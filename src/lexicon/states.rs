//! The states of the USA and their abbreviations, as they follow a politician's name or a town's:
//! "(R-Fla.)", "Boise ID".

use super::Class;

/// Name, abbreviation in newspapers (short ones have none), and the postal one.
const STATES: [(&str, &str, &str); 50] = [
    ("Alabama", "Ala.", "AL"),
    ("Alaska", "Alaska", "AK"),
    ("Arizona", "Ariz.", "AZ"),
    ("Arkansas", "Ark.", "AR"),
    ("California", "Calif.", "CA"),
    ("Colorado", "Colo.", "CO"),
    ("Connecticut", "Conn.", "CT"),
    ("Delaware", "Del.", "DE"),
    ("Florida", "Fla.", "FL"),
    ("Georgia", "Ga.", "GA"),
    ("Hawaii", "Hawaii", "HI"),
    ("Idaho", "Idaho", "ID"),
    ("Illinois", "Ill.", "IL"),
    ("Indiana", "Ind.", "IN"),
    ("Iowa", "Iowa", "IA"),
    ("Kansas", "Kan.", "KS"),
    ("Kentucky", "Ky.", "KY"),
    ("Louisiana", "La.", "LA"),
    ("Maine", "Maine", "ME"),
    ("Maryland", "Md.", "MD"),
    ("Massachusetts", "Mass.", "MA"),
    ("Michigan", "Mich.", "MI"),
    ("Minnesota", "Minn.", "MN"),
    ("Mississippi", "Miss.", "MS"),
    ("Missouri", "Mo.", "MO"),
    ("Montana", "Mont.", "MT"),
    ("Nebraska", "Neb.", "NE"),
    ("Nevada", "Nev.", "NV"),
    ("New Hampshire", "N.H.", "NH"),
    ("New Jersey", "N.J.", "NJ"),
    ("New Mexico", "N.M.", "NM"),
    ("New York", "N.Y.", "NY"),
    ("North Carolina", "N.C.", "NC"),
    ("North Dakota", "N.D.", "ND"),
    ("Ohio", "Ohio", "OH"),
    ("Oklahoma", "Okla.", "OK"),
    ("Oregon", "Ore.", "OR"),
    ("Pennsylvania", "Pa.", "PA"),
    ("Rhode Island", "R.I.", "RI"),
    ("South Carolina", "S.C.", "SC"),
    ("South Dakota", "S.D.", "SD"),
    ("Tennessee", "Tenn.", "TN"),
    ("Texas", "Texas", "TX"),
    ("Utah", "Utah", "UT"),
    ("Vermont", "Vt.", "VT"),
    ("Virginia", "Va.", "VA"),
    ("Washington", "Wash.", "WA"),
    ("West Virginia", "W.Va.", "WV"),
    ("Wisconsin", "Wis.", "WI"),
    ("Wyoming", "Wyo.", "WY"),
];

/// The name of the state that is abbreviated so; what is no abbreviation stays as it is.
pub(crate) fn state_name(abbreviation: &str) -> &str {
    STATES
        .iter()
        .find(|(_, paper, postal)| [*paper, *postal].contains(&abbreviation))
        .map_or(abbreviation, |(name, ..)| *name)
}

/// Whether `words` name a state, in full, in a newspaper's way or by the postal code ("CA", "Ca").
pub(crate) fn is_state(words: &str) -> bool {
    let is_code = |postal: &str| {
        postal == words
            || words.starts_with(&postal[..1])
                && postal.eq_ignore_ascii_case(words)
                && !Class::PostalCodeWord.has(words)
    };
    STATES.iter().any(|(name, paper, postal)| {
        words.eq_ignore_ascii_case(name) || *paper == words || is_code(postal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_by_either_abbreviation() {
        assert_eq!(
            ["Fla.", "FL", "W.Va.", "Ohio", ""].map(state_name),
            ["Florida", "Florida", "West Virginia", "Ohio", ""]
        );
    }

    #[test]
    fn states_in_full_and_by_either_abbreviation() {
        for words in ["Ohio", "ohio", "New Mexico", "Fla.", "CA", "Ca", "LA"] {
            assert!(is_state(words), "{words}");
        }
        for words in ["", "ca", "La", "cA", "Alder", "Mexico"] {
            assert!(!is_state(words), "{words}");
        }
    }
}
