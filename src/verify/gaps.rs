//! What stands between two words, in a quotation and in its source: the same, the same written
//! otherwise, or other punctuation.

use super::record::ChangeKind;
use super::words::is_unseen;
use crate::lexicon::marks::{is_dash, is_mark};

/// How two gaps differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gap {
    /// In these ways, of which each is allowed; in none where they are equal.
    Allowed(Vec<ChangeKind>),
    Other,
}

/// What is longer, in bytes, is no punctuation: nobody looks at all of it.
pub(super) const LONGEST: usize = 500;

/// Compares what stands between two words that follow each other in both texts.
pub(super) fn between(draft: &str, source: &str) -> Gap {
    if draft == source {
        return Gap::Allowed(Vec::new());
    }
    if draft.len().max(source.len()) > LONGEST {
        return Gap::Other;
    }
    let (one, other) = (Signs::of(draft), Signs::of(source));
    if one.all == other.all {
        return Gap::Allowed(one.changes(&other));
    }
    // A passage that ends and another one that begins are one in the quotation; so are paragraphs.
    let joined =
        |signs: &Signs| signs.all.iter().filter(|s| **s != Sign::Mark).copied().collect::<Vec<_>>();
    let parts = |signs: &Signs| signs.marks.chars().count() >= 2 || signs.breaks;
    if (parts(&one) || parts(&other)) && joined(&one) == joined(&other) {
        return Gap::Allowed(vec![ChangeKind::Marks]);
    }
    Gap::Other
}

/// Compares what stands before the first word of a quotation; `source` ends with that word.
pub(super) fn before(draft: &str, source: &str) -> Gap {
    at_edge(draft, source.ends_with(draft), |signs, all| signs.ends_with(all), source)
}

/// Compares what stands behind the last word of a quotation: a stop or a comma may be another one.
pub(super) fn behind(draft: &str, source: &str) -> Gap {
    let found =
        at_edge(draft, source.starts_with(draft), |signs, all| signs.starts_with(all), source);
    if found != Gap::Other {
        return found;
    }
    let signs = Signs::of(draft);
    let may_move = |sign: &Sign| matches!(sign, Sign::Mark | Sign::Other('.' | ',' | ';' | ':'));
    // A question that ends as a statement is another sentence.
    let asks = Signs::of(source).all.iter().find(|s| !matches!(s, Sign::Mark)).copied();
    if signs.all.iter().all(may_move) && !matches!(asks, Some(Sign::Other('?' | '!'))) {
        return Gap::Allowed(vec![ChangeKind::EndMark]);
    }
    Gap::Other
}

fn at_edge(
    draft: &str,
    is_part: bool,
    reaches: impl Fn(&[Sign], &[Sign]) -> bool,
    source: &str,
) -> Gap {
    if is_part {
        return Gap::Allowed(Vec::new());
    }
    if draft.len() > LONGEST {
        return Gap::Other;
    }
    let (one, other) = (Signs::of(draft), Signs::of(source));
    if reaches(&other.all, &one.all) {
        return Gap::Allowed(if one.all.is_empty() {
            vec![ChangeKind::Spaces]
        } else {
            one.changes(&other)
        });
    }
    let is_slight = |sign: &Sign| matches!(sign, Sign::Mark | Sign::Dash);
    if one.all.iter().all(is_slight) {
        return Gap::Allowed(vec![ChangeKind::Marks]);
    }
    Gap::Other
}

/// A character of a gap, or several that are one; spaces are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Mark,
    Dash,
    Dots,
    Other(char),
}

/// What is written in a gap, in whichever way.
#[derive(Debug, Default)]
struct Signs {
    all: Vec<Sign>,
    marks: String,
    dashes: String,
    dots: String,
    breaks: bool,
}

impl Signs {
    fn of(gap: &str) -> Self {
        let mut out = Self::default();
        let mut chars = gap.chars().filter(|c| !is_unseen(*c)).peekable();
        while let Some(c) = chars.next() {
            if c == '\n' {
                out.breaks = true;
            } else if c.is_whitespace() {
                continue;
            } else if is_mark(c) || c == '`' {
                out.marks.push(c);
                out.all.push(Sign::Mark);
            } else if is_dash(c) || is_hyphen(c) {
                out.dashes.push(c);
                while let Some(next) = chars.next_if(|&next| is_hyphen(next) || is_dash(next)) {
                    out.dashes.push(next);
                }
                out.all.push(Sign::Dash);
            } else if c == '…' {
                out.dots.push(c);
                out.all.push(Sign::Dots);
            } else {
                out.all.push(Sign::Other(c));
            }
            // Three stops are an ellipsis.
            if let [.., Sign::Other('.'), Sign::Other('.'), Sign::Other('.')] = out.all[..] {
                out.all.truncate(out.all.len() - 3);
                out.all.push(Sign::Dots);
                out.dots.push_str("...");
            }
        }
        out
    }

    /// In which ways two gaps of the same signs are written differently.
    fn changes(&self, other: &Self) -> Vec<ChangeKind> {
        let mut out = Vec::new();
        if self.marks != other.marks {
            out.push(ChangeKind::Marks);
        }
        if self.dashes != other.dashes {
            out.push(ChangeKind::Dashes);
        }
        if self.dots != other.dots {
            out.push(ChangeKind::Dots);
        }
        if out.is_empty() {
            out.push(ChangeKind::Spaces);
        }
        out
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2012}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use ChangeKind::{Dashes, Dots, EndMark, Marks, Spaces};

    #[test]
    fn gaps_are_the_same_or_written_otherwise_or_other() {
        for (draft, source, expected) in [
            (" ", " ", Some(&[][..])),
            (" ", "\n", Some(&[Spaces])),
            (" ", "\u{a0} ", Some(&[Spaces])),
            (" \"", " “", Some(&[Marks])),
            (" ‘", " “", Some(&[Marks])),
            ("—", " -- ", Some(&[Dashes])),
            (" – ", " - ", Some(&[Dashes])),
            ("... ", "… ", Some(&[Dots])),
            (". ", ".\n\n“", Some(&[Marks])),
            (" ", ", ", None),
            ("-", " ", None),
            (". ", "? ", None),
            (" ‘", " ", None),
            (" $", " ", None),
        ] {
            let expected = expected.map_or(Gap::Other, |kinds| Gap::Allowed(kinds.to_vec()));
            assert_eq!(between(draft, source), expected, "{draft:?} {source:?}");
        }
    }

    #[test]
    fn a_stop_or_a_comma_may_move_across_the_closing_mark() {
        for (draft, source, expected) in [
            ("", ".”", Some(&[][..])),
            (",", ",” ", Some(&[])),
            (",", ".”", Some(&[EndMark])),
            (".", " ", Some(&[EndMark])),
            ("", "?”", Some(&[])),
            (",", "?”", None),
            ("?", ".”", None),
            ("!", ".”", None),
            ("%", " ", None),
        ] {
            let expected = expected.map_or(Gap::Other, |kinds| Gap::Allowed(kinds.to_vec()));
            assert_eq!(behind(draft, source), expected, "{draft:?} {source:?}");
        }
        assert_eq!(before("$", " $"), Gap::Allowed(Vec::new()));
        assert_eq!(before("$", " £"), Gap::Other);
        assert_eq!(before("‘", " "), Gap::Allowed(vec![Marks]));
    }
}
