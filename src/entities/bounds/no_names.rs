//! What is tagged and names nothing: pronouns, addresses, files, abbreviations of common words.

use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::Span;

/// Whether what stands at `span` names nothing of this kind.
pub(in crate::entities) fn names_nothing(text: &str, span: Span, kind: EntityKind) -> bool {
    let words = &text[span];
    !words.contains(char::is_alphanumeric)
        || is_function_word(words)
        || is_of_address(text, span)
        || is_file(words)
        || (kind != EntityKind::Miscellaneous
            && words.split(' ').all(|word| Class::CommonAbbreviation.has(word)))
}

/// Pronouns and determiners, which name nothing. In capitals they may: "US", "WHO".
fn is_function_word(words: &str) -> bool {
    let in_capitals = words.len() > 1 && !words.contains(char::is_lowercase);
    !in_capitals && Class::FunctionWord.has(&words.to_lowercase())
}

/// "Kovic_resume.doc".
fn is_file(words: &str) -> bool {
    !words.contains(' ')
        && words.rsplit_once('.').is_some_and(|(name, ending)| {
            !name.is_empty() && Class::FileEnding.has(&ending.to_lowercase())
        })
}

/// Whether a mention is (part of) the address of a mailbox, a page or a host:
/// "ana@port-alder.example", "ana...@port-alder.example", "https://…", "port-alder.example". A site
/// whose name is written with a capital ("Harbour.com") is a name.
fn is_of_address(text: &str, span: Span) -> bool {
    // Addresses are shorter; a text without spaces must not be searched through for each mention.
    const REACH: usize = 80;
    let before = text[..span.start]
        .chars()
        .rev()
        .take(REACH)
        .take_while(|c| !c.is_whitespace())
        .map(char::len_utf8)
        .sum::<usize>();
    let after = text[span.end..]
        .chars()
        .take(REACH)
        .take_while(|c| !c.is_whitespace())
        .map(char::len_utf8)
        .sum::<usize>();
    // In bounds: the lengths were counted off the text on both sides.
    let token = &text[span.start - before..span.end + after];
    let mailbox = token.split_once('@').is_some_and(|(name, host)| {
        name.trim_end_matches(['.', '…']).ends_with(char::is_alphanumeric)
            && host.starts_with(char::is_alphanumeric)
            && host.contains('.')
    });
    let of_host = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let host = text[span].rsplit_once('.').is_some_and(|(name, last)| {
        last.len() > 1 && name.split('.').all(of_host) && of_host(last)
    });
    mailbox || host || token.contains("://") || token.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_no_names() {
        let of = |text: &str, name: &str| {
            let at = text.find(name).expect("it is there");
            is_of_address(text, Span::new(at, at + name.len()))
        };
        assert!(of("Write to Ana.Kovic@harbour.example, please", "Ana.Kovic"));
        assert!(of("Write to ana@harbour.example, please", "harbour.example"));
        assert!(of("Email: AnaKovic...@harbour.example", "AnaKovic"));
        assert!(of("It stood on https://harbour.example/Ana", "Ana"));
        assert!(of("It stood on www.Harbour.example", "Harbour"));
        assert!(of("It stood on harbour.example", "harbour.example"));
        assert!(!of("Bids on Harbour.com rose", "Harbour.com"));
        assert!(!of("@AnaKovic wrote", "AnaKovic"));
        assert!(!of("The u.s. Navy", "u.s."));
        assert!(!of("two @ Port.Alder", "Port.Alder"));
        assert!(!of(&"é".repeat(500), "é"));
    }

    #[test]
    fn files_and_abbreviations_are_no_names() {
        let of = |words: &str, kind| names_nothing(words, Span::new(0, words.len()), kind);
        for words in ["Kovic_resume.doc", "Harbour.PDF", "ASAP", "CEO", "AM EST", "—"] {
            assert!(of(words, EntityKind::Organization), "{words}");
        }
        for words in [
            "Kovic",
            "US",
            "GMT",
            "Harbour.com",
            "Harbour Inc. doc",
            "CEO Kovic",
            ".doc",
            "Dr.Pepper",
        ] {
            assert!(!of(words, EntityKind::Organization), "{words}");
        }
        assert!(!of("UTC", EntityKind::Miscellaneous));
    }
}
