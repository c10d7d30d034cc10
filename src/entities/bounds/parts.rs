//! The parts of one name that were tagged apart or not at all: cut names, initials, names that a
//! letter's header turns round.

use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::Span;

/// Whether two mentions of a kind are one name that was cut: at a hyphen ("Port-" and "Alder"), or
/// two people's with nothing but a space or hyphen between them, as English puts a comma or a word
/// between two.
pub(in crate::entities) fn are_one(text: &str, before: Span, span: Span, kind: EntityKind) -> bool {
    match text.get(before.end..span.start) {
        Some("") => kind == EntityKind::Person || text[before].ends_with('-'),
        Some(" " | "-") => kind == EntityKind::Person,
        _ => false,
    }
}

/// Whether two mentions are the name of a letter's sender or addressee, family name first: `"Kovic,
/// Ana" <ana@port-alder.example>`.
pub(in crate::entities) fn are_turned_round(text: &str, family: Span, given: Span) -> bool {
    let quoted = text[..family.start].trim_end_matches(' ').ends_with('"');
    let comma = text
        .get(family.end..given.start)
        .is_some_and(|between| between.trim() == "," && between.ends_with(' '));
    let address = text[given.end..]
        .trim_start_matches(' ')
        .strip_prefix('"')
        .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('<'));
    quoted && comma && address
}

/// The name of a person with the initials before it, three at most: "A. B. Kovic".
pub(in crate::entities) fn with_initials(text: &str, mut name: Span) -> Span {
    const MOST: usize = 3;
    // A letter, its stop, and the word before them.
    const NEAR: usize = 24;
    for _ in 0..MOST {
        let near = Span::new(0, name.start).last_bytes(text, NEAR);
        let Some(before) = text[near].strip_suffix(". ") else { break };
        // Not the words at a sentence's end: "more than I. Kovic left", "World War I. Kovic left".
        let Some(rest) =
            before.strip_suffix(|c: char| c.is_uppercase() && !['I', 'V', 'X'].contains(&c))
        else {
            break;
        };
        let word = rest.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_apart =
            rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || "\"“‘(".contains(c));
        if !is_apart || Class::LetteredNoun.has(&word.to_lowercase()) {
            break;
        }
        name.start = near.start + rest.len();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> Span {
        text.find(words).map(|start| Span::new(start, start + words.len())).expect("it is there")
    }

    #[test]
    fn names_of_headers_are_turned_round() {
        let of = |text: &str| are_turned_round(text, at(text, "Kovic"), at(text, "Ana"));
        assert!(of("From: \"Kovic, Ana\" <ana@port-alder.example>"));
        assert!(of("\" Kovic , Ana \" < ana@port-alder.example >"));
        assert!(!of("\"Kovic, Ana\", he read"));
        assert!(!of("Kovic, Ana <ana@port-alder.example>"));
        assert!(!of("\"Kovic and Ana\" <ana@port-alder.example>"));
    }

    #[test]
    fn initials_belong_to_the_name_behind_them() {
        let of = |text: &str| text[with_initials(text, at(text, "Kovic"))].to_owned();
        assert_eq!(of("Then A. Kovic spoke"), "A. Kovic");
        assert_eq!(of("A. B. Kovic"), "A. B. Kovic");
        assert_eq!(of("“É. Kovic"), "É. Kovic");
        for text in [
            "He knew more than I. Kovic left",
            "The U.S. Kovic saw",
            "Is it plan B. Kovic asked",
            "In Port A.B. Kovic",
            "He came. Kovic left",
            ". Kovic",
            "Kovic",
        ] {
            assert_eq!(of(text), "Kovic", "{text}");
        }
    }
}
