//! What is tagged and names nothing: pronouns, addresses, files, abbreviations of common words.

use crate::kinds::EntityKind;
use crate::lexicon::Class;
use crate::text::{Reading, Span};

/// Whether what stands at `span` names nothing of this kind.
pub(in crate::entities) fn names_nothing(
    reading: &Reading<'_>,
    span: Span,
    kind: EntityKind,
) -> bool {
    let words = &reading.text[span];
    !words.contains(char::is_alphanumeric)
        || is_function_word(words)
        || is_of_address(reading, span)
        || is_ticker(reading, span)
        || is_file(words)
        || (kind != EntityKind::Miscellaneous
            && words.split(' ').all(|word| Class::CommonAbbreviation.has(word)))
}

/// Pronouns and determiners, which name nothing. In capitals they may: "US", "WHO".
fn is_function_word(words: &str) -> bool {
    let in_capitals = words.len() > 1 && !words.contains(char::is_lowercase);
    !in_capitals && Class::FunctionWord.has(&words.to_lowercase())
}

/// ".DJI", "US10YT=RR": what stands for an index or a bond.
fn is_ticker(reading: &Reading<'_>, span: Span) -> bool {
    let (before, behind) = reading.text.split_at(span.start);
    let begins = before
        .strip_suffix('.')
        .is_some_and(|b| b.is_empty() || b.ends_with(|c: char| c.is_whitespace() || c == '('));
    let words = &behind[..span.len()];
    let is_code = words.len() > 1 && !words.contains(|c: char| c.is_lowercase() || c == ' ');
    is_code && (begins || before.ends_with('=') || behind[span.len()..].starts_with('='))
}

/// "Kovic_resume.doc".
fn is_file(words: &str) -> bool {
    !words.contains(' ')
        && words.rsplit_once('.').is_some_and(|(name, ending)| {
            !name.is_empty() && Class::FileEnding.has(&ending.to_lowercase())
        })
}

/// Whether a mention is (part of) the address of a mailbox or a page: "ana@port-alder.example",
/// "https://…", "www.…".
fn is_of_address(reading: &Reading<'_>, span: Span) -> bool {
    let token = &reading.text[between_spaces(reading, span)];
    let is_mailbox = token.split_once('@').is_some_and(|(name, host)| {
        // Where addresses are shown in part: "ana...@port-alder.example".
        name.trim_end_matches(['.', '…']).ends_with(char::is_alphanumeric)
            && host.starts_with(char::is_alphanumeric)
            && host.contains('.')
    });
    is_mailbox || token.contains("://") || token.starts_with("www.")
}

/// A stretch with the words on both sides that no space parts from it.
fn between_spaces(reading: &Reading<'_>, span: Span) -> Span {
    // Addresses have fewer words; a text without spaces must not be searched through for each
    // mention.
    const REACH: usize = 32;
    let mut out = span;
    for word in reading.spans_before(span.start).take(REACH) {
        if word.end != out.start {
            break;
        }
        out.start = word.start;
    }
    for word in reading.spans_after(span.end).take(REACH) {
        if word.start != out.end {
            break;
        }
        out.end = word.end;
    }
    out
}
