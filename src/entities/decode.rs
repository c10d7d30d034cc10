//! Tags to mentions.

use super::names::is_title;
use crate::document::EntityKind;
use crate::model::TagSpan;
use crate::text::{Span, Word, listed, words};

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
/// Two people's names with nothing but a space or hyphen between them are one name that was cut: English puts a comma or a word
/// between two.
pub(super) fn mentions(text: &str, words: &[Word], tags: &[TagSpan]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for tag in tags {
        let last = tag.last.checked_sub(1).and_then(|l| words.get(l));
        let (Some(first), Some(last), Some(&kind)) = (words.get(tag.first), last, KINDS.get(tag.kind)) else { continue };
        let span = first.span.join(last.span);
        if span.len() > LONGEST {
            continue;
        }
        let Some(span) = (if kind == EntityKind::Person { name_in(text, span) } else { Some(span) }) else { continue };
        if !text[span].contains(char::is_alphanumeric) || is_function_word(&text[span]) || is_of_address(text, span) {
            continue;
        }
        match out.last_mut() {
            Some(before)
                if kind == EntityKind::Person
                    && before.kind == kind
                    && span.end - before.span.start <= LONGEST
                    && matches!(text.get(before.span.end..span.start), Some("" | " " | "-")) =>
            {
                let (old, new) = (before.span.len() as f32, span.len() as f32);
                before.score = (before.score * old + tag.score * new) / (old + new);
                before.span.end = span.end;
            }
            _ => out.push(Tagged { span, kind, score: tag.score }),
        }
    }
    out
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

/// Small words inside of names.
const PARTICLES: &str = "al bin ben da de del der den di dos du el ibn la le of san ten van von y zu";

/// The name in what is tagged as a person: titles before it and words in lower case at both ends are cut off ("Mayor Ana Kovic of
/// the"); nothing is left where those in lower case are half of it or more ("the", "Harbour nominee"). A name all in lower case, as
/// people type them, stays.
fn name_in(text: &str, span: Span) -> Option<Span> {
    // "Ana Kovic (D-Port Alder" ends at the bracket.
    let opened = |w: &Span| &text[*w] == "(" && !text[w.start..span.end].contains(')');
    let words: Vec<Span> = words(text, span).into_iter().map(|w| w.span).take_while(|w| !opened(w)).collect();
    let is_capital = |w: &Span| text[*w].starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && !text[*w].eq_ignore_ascii_case("the");
    let is_determiner = |w: &Span| ["the", "a", "an", "his", "her", "their"].contains(&text[*w].to_lowercase().as_str());
    let Some(first) = words.iter().position(is_capital) else {
        return (!words.iter().all(is_determiner)).then_some(span);
    };
    // "ana Kovic" was typed in haste.
    let first = if first == 1 && !is_determiner(&words[0]) { 0 } else { first };
    // "Ana bin Kovic" goes on over its particle, "Ana Kovic, chief of the" ends at "chief".
    let is_inside =
        |w: &Span| is_capital(w) || listed(PARTICLES, &text[*w]) || !text[*w].starts_with(char::is_alphabetic) || text[*w].len() < 3;
    // In bounds: `first` is the place of a word, `run` words from there on were counted, and `last` is among them.
    let run = 1 + words[first + 1..].iter().take_while(|w| is_inside(w)).count();
    let last = first + words[first..first + run].iter().rposition(is_capital).unwrap_or(0);
    let lower = |list: &[Span]| list.iter().filter(|w| text[**w].starts_with(char::is_alphabetic)).count();
    let cut = lower(&words[..first]) + lower(&words[last + 1..]);
    (2 * cut < lower(&words)).then(|| words[first + titles(text, &words[first..=last])].join(words[last]))
}

/// How many of the words before the name are titles ("Mayor Ana Kovic"), with their stops.
fn titles(text: &str, words: &[Span]) -> usize {
    let mut titles = 0;
    while let [title, rest @ ..] = &words[titles..]
        && is_title(&text[*title])
    {
        let stop = usize::from(rest.first().is_some_and(|w| &text[*w] == "."));
        if !rest.get(stop).is_some_and(|w| text[*w].starts_with(char::is_uppercase)) {
            break;
        }
        titles += 1 + stop;
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_capitalized_or_typed_in_lower_case() {
        for (tagged, name) in [
            ("Ana Kovic", Some("Ana Kovic")),
            ("Del. Ana Kovic of the", Some("Del. Ana Kovic")),
            ("Mayor Ana Kovic", Some("Ana Kovic")),
            ("Prof. Dr. Kovic", Some("Kovic")),
            ("Ana Kovic (D-Alder", Some("Ana Kovic")),
            ("Mayor", Some("Mayor")),
            ("Ana bin Kovic", Some("Ana bin Kovic")),
            ("ana kovic", Some("ana kovic")),
            ("ana Kovic", Some("ana Kovic")),
            ("O'Dowd", Some("O'Dowd")),
            ("The", None),
            ("the", None),
            ("Harbour nominee", None),
            ("chief of the Harbour Board", None),
        ] {
            let found = name_in(tagged, Span::new(0, tagged.len())).map(|s| &tagged[s]);
            assert_eq!(found, name, "{tagged}");
        }
    }

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
