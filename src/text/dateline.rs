//! Datelines: where, and for whom, a report was written ("PORT ALDER, Ohio (Herald) — ").

use super::{Reading, Span};
use crate::lexicon::marks::is_dash;

/// The most words of one.
const MOST_WORDS: usize = 8;
/// The most words of the place, in capitals; a heading may have more.
const MOST_OF_PLACE: usize = 4;
/// The longest word, in bytes, that may begin without a capital: "Kingdom of Quay".
const LONGEST_SMALL: usize = 3;
/// The most words and marks of one.
const MOST_TOKENS: usize = 2 * MOST_WORDS;

/// What of a paragraph comes after its dateline: all of it where there is none.
pub(crate) fn after_dateline(reading: &Reading<'_>, paragraph: Span) -> Span {
    let (mut words, mut of_place, mut is_place) = (0, 0, true);
    let tokens = reading.spans_after(paragraph.start).take_while(|t| t.end <= paragraph.end);
    for token in tokens.take(MOST_TOKENS) {
        let shown = &reading.text[token];
        if !reading.is_mark(token) {
            words += 1;
            is_place &= is_shouted(shown);
            of_place += usize::from(is_place);
            // The state, the day and the agency in brackets come behind the place in capitals.
            let fits = of_place > 0
                && (shown.len() <= LONGEST_SMALL
                    || shown.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
            if !fits || words > MOST_WORDS || of_place > MOST_OF_PLACE {
                break;
            }
        } else if words > 0
            && let Some(report) = behind_dash(reading.text, token, paragraph.end)
        {
            return report;
        } else if shown != "-" && shown != "." {
            is_place = false;
        }
    }
    paragraph
}

/// Whether the words at `span` are the place of a dateline, which begins its block. A heading in
/// capitals ("FERRIES - HARBOUR CLOSES") has none.
pub(crate) fn is_place_of_dateline(reading: &Reading<'_>, span: Span) -> bool {
    let Some(block) = reading.blocks.get(reading.block_at(span.start)) else { return false };
    if block.span.start != span.start || !is_shouted(&reading.text[span]) {
        return false;
    }
    let report = after_dateline(reading, block.span);
    let mut first_words = reading.after(report.start).take(2);
    report.start > span.end && first_words.any(|word| word.contains(char::is_lowercase))
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
    fn the_place_of_a_dateline_is_one() {
        let of = |text: &str, name: &str| {
            let plain = PlainText::new(text, InputFormat::Text);
            let at = text.find(name).expect("it is there");
            is_place_of_dateline(&Reading::new(&plain), Span::new(at, at + name.len()))
        };
        assert!(of("PORT ALDER, March 3 (Herald) - The line closed.", "PORT ALDER"));
        assert!(of("Ferries stop\n\nLOWMOOR — HB said", "LOWMOOR"));
        for (text, name) in [
            ("FERRIES - HARBOUR CLOSES", "FERRIES"),
            ("LOWMOOR, Quay — The line", "Quay"),
            ("Lowmoor — The line", "Lowmoor"),
            ("LOWMOOR said", "LOWMOOR"),
        ] {
            assert!(!of(text, name), "{text}");
        }
    }

    #[test]
    fn a_report_begins_after_its_dateline() {
        for (text, report) in [
            ("LOWMOOR — The line will close.", "The line will close."),
            ("PORT ALDER, Ohio (Herald) -- The line", "The line"),
            ("SAINT-DENIS, France - The line", "The line"),
            ("LOWMOOR The line — it will close", "LOWMOOR The line — it will close"),
            ("Lowmoor — the line", "Lowmoor — the line"),
            ("LOWMOOR, Kingdom of Quay, Aug. 6 (Herald) - The line", "The line"),
            ("SAINT-DENIS SUR MER (AP) – The line", "The line"),
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
