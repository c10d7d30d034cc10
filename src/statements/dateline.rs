//! Datelines: where, and for whom, a report was written ("PORT ALDER, Ohio (Herald) — ").

use crate::lexicon::marks::is_dash;
use crate::text::{Reading, Span};

/// The most words of one; a heading in capitals may be longer.
const MOST_WORDS: usize = 6;
/// The most words and marks of one.
const MOST_TOKENS: usize = 2 * MOST_WORDS;

/// What of a paragraph comes after its dateline: all of it where there is none.
pub(super) fn after_dateline(reading: &Reading<'_>, paragraph: Span) -> Span {
    let mut words = 0;
    let tokens = reading.spans_after(paragraph.start).take_while(|t| t.end <= paragraph.end);
    for token in tokens.take(MOST_TOKENS) {
        let shown = &reading.text[token];
        if !reading.is_mark(token) {
            words += 1;
            // The place is in capitals; its state, and the agency in brackets, begin with one.
            let fits =
                if words == 1 { is_shouted(shown) } else { shown.starts_with(char::is_uppercase) };
            if !fits || words > MOST_WORDS {
                break;
            }
        } else if words > 0
            && let Some(report) = behind_dash(reading.text, token, paragraph.end)
        {
            return report;
        }
    }
    paragraph
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && !word.contains(char::is_lowercase)
}

/// What stands behind a dash between spaces ("—", "--", "-"), if `mark` begins one.
fn behind_dash(text: &str, mark: Span, end: usize) -> Option<Span> {
    let rest = text[mark.start..end].trim_start_matches(|c| is_dash(c) || c == '-');
    let is_apart = text[..mark.start].ends_with(char::is_whitespace)
        && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    let at = end - rest.trim_start().len();
    (is_apart && rest.len() < end - mark.start).then(|| Span::new(at, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn a_report_begins_after_its_dateline() {
        for (text, report) in [
            ("LOWMOOR — The line will close.", "The line will close."),
            ("PORT ALDER, Ohio (Herald) -- The line", "The line"),
            ("SAINT-DENIS, France - The line", "The line"),
            ("LOWMOOR The line — it will close", "LOWMOOR The line — it will close"),
            ("Lowmoor — the line", "Lowmoor — the line"),
            ("LOWMOOR-based Harbour — the line", "LOWMOOR-based Harbour — the line"),
            (
                "NO FERRY SAILS IN MARCH OR APRIL — the line",
                "NO FERRY SAILS IN MARCH OR APRIL — the line",
            ),
            ("LOWMOOR", "LOWMOOR"),
            ("— LOWMOOR", "— LOWMOOR"),
            ("LOWMOOR —", ""),
        ] {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            assert_eq!(&text[after_dateline(&reading, Span::new(0, text.len()))], report);
        }
    }
}
