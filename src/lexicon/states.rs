//! The states of the USA and their abbreviations; `states.toml` has them.

use std::sync::LazyLock;

use super::Class;
use super::words::section;

const FILE: &str = include_str!("states.toml");

struct State {
    name: &'static str,
    /// In newspapers, where it has one, and the postal one.
    abbreviations: Vec<&'static str>,
}

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    section(FILE, "[states]\n")
        .map(|(name, list)| State { name, abbreviations: list.split(' ').collect() })
        .collect()
});

/// Whether `words` name a state: in full, in a newspaper's way, or by the postal code ("CA", "Ca").
pub(crate) fn is_state(words: &str) -> bool {
    let is_code = |code: &&str| {
        words.starts_with(char::is_uppercase)
            && code.eq_ignore_ascii_case(words)
            && !Class::PostalCodeWord.has(words)
    };
    STATES.iter().any(|state| {
        words.eq_ignore_ascii_case(state.name)
            || state.abbreviations.contains(&words)
            || state.abbreviations.last().is_some_and(is_code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_line() {
        let table: serde_json::Value = basic_toml::from_str(FILE).expect("it is TOML");
        assert_eq!(table["states"].as_object().map(serde_json::Map::len), Some(50));
        assert_eq!(STATES.len(), 50);
        for state in STATES.iter() {
            let code = state.abbreviations.last().expect("a postal code");
            assert!(code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase()), "{code}");
        }
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
