//! Words that say that something was not done.

use super::Class;
use super::marks::is_apostrophe;

/// "Not", "didn't"; `word` in lower case.
pub(crate) fn is_negation(word: &str) -> bool {
    let stem = word.strip_suffix('t').and_then(|w| w.strip_suffix(is_apostrophe));
    Class::Negation.has(word) || stem.is_some_and(|w| w.ends_with('n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negation_is_a_word_or_shortened() {
        for word in ["not", "never", "didn't", "won’t"] {
            assert!(is_negation(word), "{word}");
        }
        for word in ["note", "int't", "it’s", ""] {
            assert!(!is_negation(word), "{word}");
        }
    }
}
