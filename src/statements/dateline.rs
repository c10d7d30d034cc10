//! Datelines: where, and for whom, a report was written ("PORT ALDER, Ohio (Herald) — ").

use crate::text::Span;

/// No dateline is longer, in bytes.
const LONGEST: usize = 64;
/// The most words of one; a heading in capitals may be longer.
const MOST_WORDS: usize = 6;
/// What comes between a dateline and the report.
const DASHES: [&str; 4] = ["—", "–", "--", "-"];

/// What of a paragraph comes after its dateline: all of it where there is none.
pub(super) fn after_dateline(text: &str, paragraph: Span) -> Span {
    let near = paragraph.first_bytes(text, LONGEST);
    let mut at = near.start;
    for (i, word) in
        text[near].split_inclusive(char::is_whitespace).take(MOST_WORDS + 1).enumerate()
    {
        at += word.len();
        let word = word.trim_end();
        if i > 0 && DASHES.contains(&word) {
            return Span::new(at, paragraph.end);
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_shouted = bare.chars().count() > 2 && !bare.contains(char::is_lowercase);
        // The place is in capitals; its state, and the agency in brackets, begin with one.
        if if i == 0 { !is_shouted } else { !bare.starts_with(char::is_uppercase) } {
            break;
        }
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_begins_after_its_dateline() {
        for (text, report) in [
            ("LOWMOOR — The line will close.", "The line will close."),
            ("PORT ALDER, Ohio (Herald) -- The line", "The line"),
            ("LOWMOOR The line — it will close", "LOWMOOR The line — it will close"),
            ("Lowmoor — the line", "Lowmoor — the line"),
            (
                "NO FERRY SAILS IN MARCH OR APRIL — the line",
                "NO FERRY SAILS IN MARCH OR APRIL — the line",
            ),
            ("LOWMOOR", "LOWMOOR"),
            ("— LOWMOOR", "— LOWMOOR"),
            ("", ""),
        ] {
            assert_eq!(&text[after_dateline(text, Span::new(0, text.len()))], report);
        }
    }
}
