//! Tags to mentions.

use super::bounds::{name, name_of_person};
use crate::document::EntityKind;
use crate::model::TagSpan;
use crate::text::{Span, Word, listed};

/// A mention that has no entity yet.
#[derive(Clone, Debug)]
pub(super) struct Tagged {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) score: f32,
}

/// The kinds in the order of the entity head's labels, which the bundle has checked.
const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Location, EntityKind::Organization, EntityKind::Miscellaneous];

/// No name is longer, in bytes.
const LONGEST: usize = 512;

/// The mentions that `tags` mark; one without a letter or digit, or that is a pronoun or part of an address, names nothing and is dropped.
///
/// Parts of one name that were tagged apart are joined.
pub(super) fn mentions(text: &str, words: &[Word], tags: &[TagSpan]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for tag in tags {
        let last = tag.last.checked_sub(1).and_then(|l| words.get(l));
        let (Some(first), Some(last), Some(&kind)) = (words.get(tag.first), last, KINDS.get(tag.kind)) else { continue };
        let span = first.span.join(last.span);
        if span.len() > LONGEST {
            continue;
        }
        let span = if kind == EntityKind::Person { name_of_person(text, span) } else { name(text, span, kind) };
        let Some(span) = span else { continue };
        if !text[span].contains(char::is_alphanumeric) || is_function_word(&text[span]) || is_of_address(text, span) {
            continue;
        }
        // The name before has taken the rest of a word that was tagged apart.
        if out.last().is_some_and(|before| before.span.end > span.start) {
            continue;
        }
        match out.last_mut() {
            Some(before) if before.kind == kind && span.end - before.span.start <= LONGEST && are_one(text, before.span, span, kind) => {
                let (old, new) = (before.span.len() as f32, span.len() as f32);
                before.score = (before.score * old + tag.score * new) / (old + new);
                before.span.end = span.end;
            }
            _ => out.push(Tagged { span, kind, score: tag.score }),
        }
    }
    out
}

/// Whether two mentions of a kind are one name that was cut: at a hyphen ("Port-" and "Alder"), or two people's with nothing but a space or
/// hyphen between them, as English puts a comma or a word between two.
fn are_one(text: &str, before: Span, span: Span, kind: EntityKind) -> bool {
    match text.get(before.end..span.start) {
        Some("") => kind == EntityKind::Person || text[before].ends_with('-'),
        Some(" " | "-") => kind == EntityKind::Person,
        _ => false,
    }
}

/// Pronouns and determiners, which name nothing. In capitals they may: "US", "WHO".
fn is_function_word(words: &str) -> bool {
    const FUNCTION: &str = "a an he her his i my our she that the their these they this those us we who you your";
    let in_capitals = words.len() > 1 && !words.contains(char::is_lowercase);
    !in_capitals && listed(FUNCTION, &words.to_lowercase())
}

/// Whether a mention is (part of) the address of a mailbox, a page or a host: "ana@port-alder.example", "https://…", "port-alder.example". A
/// site whose name is written with a capital ("Harbour.com") is a name.
fn is_of_address(text: &str, span: Span) -> bool {
    // Addresses are shorter; a text without spaces must not be searched through for each mention.
    const REACH: usize = 80;
    let before = text[..span.start].chars().rev().take(REACH).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let after = text[span.end..].chars().take(REACH).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    // In bounds: the lengths were counted off the text on both sides.
    let token = &text[span.start - before..span.end + after];
    let mailbox = token
        .split_once('@')
        .is_some_and(|(name, host)| name.ends_with(char::is_alphanumeric) && host.starts_with(char::is_alphanumeric) && host.contains('.'));
    let of_host = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let host = text[span].rsplit_once('.').is_some_and(|(name, last)| last.len() > 1 && name.split('.').all(of_host) && of_host(last));
    mailbox || host || token.contains("://") || token.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn addresses_are_no_names() {
        let of = |text: &str, name: &str| {
            let at = text.find(name).expect("it is there");
            is_of_address(text, Span::new(at, at + name.len()))
        };
        assert!(of("Write to Ana.Kovic@harbour.example, please", "Ana.Kovic"));
        assert!(of("Write to ana@harbour.example, please", "harbour.example"));
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
    fn pronouns_name_nothing() {
        let text = "He told us that the US and WHO agreed";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, at| TagSpan { kind, first: at, last: at + 1, score: 0.5 };
        let found = mentions(text, &words, &[tag(0, 0), tag(1, 2), tag(2, 4), tag(1, 5), tag(2, 7)]);
        assert_eq!(found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(), ["US", "WHO"]);
    }

    #[test]
    fn what_a_name_took_in_is_no_other_name() {
        let text = "Two F-16 and Han Seo-yun Alder";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found = mentions(text, &words, &[tag(3, 1, 3), tag(1, 3, 4), tag(0, 5, 7), tag(1, 7, 9), tag(1, 9, 10)]);
        assert_eq!(found.iter().map(|m| &text[m.span]).collect::<Vec<_>>(), ["F-16", "Han Seo-yun", "Alder"]);
    }

    #[test]
    fn a_name_that_was_cut_is_joined() {
        let text = "Ana Maria Kovic, Ben Brandt of Rome Paris Eva Noir-Blanc";
        let words = words(text, Span::new(0, text.len()));
        let tag = |kind, first, last| TagSpan { kind, first, last, score: 0.5 };
        let found =
            mentions(text, &words, &[tag(0, 0, 2), tag(0, 2, 3), tag(0, 4, 6), tag(1, 7, 8), tag(1, 8, 9), tag(0, 9, 11), tag(0, 12, 13)]);
        let found: Vec<_> = found.iter().map(|m| &text[m.span]).collect();
        assert_eq!(found, ["Ana Maria Kovic", "Ben Brandt", "Rome", "Paris", "Eva Noir-Blanc"]);
    }
}
