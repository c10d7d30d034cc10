//! What reports a passage between marks in the words right before it: "she told us: ‘…’", "and I
//! said, ‘…’".

use crate::lexicon::Class;
use crate::text::{Passage, Reading, Span};

/// How many words before a passage its verb may stand: "he asked ‘…’", "said to me ‘…’".
const REACH: usize = 3;
/// The same before a comma, which sets the passage off: "said to me one day, ‘…’".
const REACH_OF_COMMA: usize = 6;

/// Whether a colon or a reporting verb stands before `passage`.
pub(crate) fn is_reported(reading: &Reading<'_>, passage: &Passage) -> bool {
    reading.before(passage.outer.start).next() == Some(":")
        || verb_before(reading, passage).is_some()
}

/// The reporting verb before `passage`, in the same clause.
pub(super) fn verb_before(reading: &Reading<'_>, passage: &Passage) -> Option<Span> {
    let mut before = reading.spans_before(passage.outer.start).peekable();
    let is_comma = |w: &Span| matches!(&reading.text[*w], "," | ":");
    let reach = if before.next_if(is_comma).is_some() { REACH_OF_COMMA } else { REACH };
    before
        .take(reach)
        .take_while(|w| !reading.is_mark(*w))
        .find(|w| Class::ReportingVerb.has(&reading.text[*w].to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText};

    #[test]
    fn a_verb_or_a_colon_reports_what_stands_in_other_words() {
        for (text, is) in [
            ("“She told us: ‘No.’”", true),
            ("“And I said, ‘No,’ and left.”", true),
            ("“He asked ‘why’ and left.”", true),
            ("“They answered, «No.»”", true),
            ("“He said to me one day, ‘No.’”", true),
            ("“He saw the ‘shop’ and left.”", false),
            ("“He said so. The ‘shop’ is shut.”", false),
            ("“He said that they sold the ‘shop’ then.”", false),
            ("“‘No’ is no word.”", false),
        ] {
            let plain = PlainText::new(text, InputFormat::Text);
            let reading = Reading::new(&plain);
            let inner = reading.passages.starting_in(Span::new(1, text.len()))[0];
            assert_eq!(is_reported(&reading, &inner), is, "{text}");
        }
    }
}
