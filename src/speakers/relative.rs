//! Relative pronouns: "one passenger, who asked not to be named" is about the passenger, whoever
//! was named before.

use crate::lexicon::Class;
use crate::text::Span;

/// Bytes between a nominal and its pronoun: marks and spaces.
const TOUCHING: usize = 4;
/// Bytes in which a nominal stands.
const NEAR: usize = 96;
/// The most words of a nominal.
const MOST_WORDS: usize = 7;

/// The nominal that `pronoun` stands for: `source`, the last nominal that names a source, or one
/// that brings in somebody new, where it stands right before.
pub(super) fn antecedent(text: &str, source: Option<Span>, pronoun: Span) -> Option<Span> {
    if !["who", "which"].contains(&&text[pronoun]) {
        return None;
    }
    source.filter(|s| is_right_before(text, *s, pronoun)).or_else(|| introduced(text, pronoun))
}

fn is_right_before(text: &str, nominal: Span, pronoun: Span) -> bool {
    nominal.end < pronoun.start
        && pronoun.start - nominal.end <= TOUCHING
        && text[nominal.end..pronoun.start].chars().all(|c| " ,—–(".contains(c))
}

/// "One elderly passenger" before "who", but no apposition: "Ana Kovic, a passenger, who …" is
/// about Ana Kovic.
fn introduced(text: &str, pronoun: Span) -> Option<Span> {
    let before = Span::new(0, pronoun.start).last_bytes(text, NEAR);
    let nominal = text[before].trim_end_matches([' ', ',']);
    let end = before.start + nominal.len();
    let mut start = end;
    for word in nominal.split(' ').rev().take(MOST_WORDS) {
        start -= word.len();
        if Class::Introducing.has(&word.to_lowercase()) {
            let ahead = text[before.start..start].trim_end();
            let is_apposition =
                ahead.ends_with([',', '—', '–', '(', ':']) || (before.start == start && start > 0);
            return (!is_apposition && end < pronoun.start && start + word.len() < end)
                .then(|| Span::new(start, end));
        }
        if word.is_empty() || !word.chars().all(|c| c.is_lowercase() || c == '-') {
            return None;
        }
        start = start.saturating_sub(' '.len_utf8());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, source: &str) -> Option<String> {
        let at = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
        let pronoun = at("who").or_else(|| at("which")).expect("there is a pronoun");
        antecedent(text, at(source).filter(|s| !s.is_empty()), pronoun).map(|s| text[s].to_owned())
    }

    #[test]
    fn who_stands_for_what_is_right_before_it() {
        assert_eq!(found("said the mayor, who asked", "the mayor").as_deref(), Some("the mayor"));
        assert_eq!(found("the mayor left. Kovic, who asked", "the mayor"), None);
        assert_eq!(
            found("He wept. One elderly passenger, who asked", "").as_deref(),
            Some("One elderly passenger")
        );
        assert_eq!(found("It was a man who asked", "").as_deref(), Some("a man"));
        assert_eq!(found("One man who asked", "").as_deref(), Some("One man"));
    }

    #[test]
    fn who_stands_for_nobody_new_elsewhere() {
        for text in [
            "Ana Kovic, a passenger, who asked",
            "Ana Kovic, who asked",
            "a, who",
            "One who asked",
            "who",
            "saw a Kovic, who",
            ", , who",
        ] {
            assert_eq!(found(text, ""), None, "{text}");
        }
    }
}
