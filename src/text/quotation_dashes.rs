//! Quotation dashes: turns of a dialogue that begin with a dash and have no marks, as some novels
//! and many translations print them.
//!
//! A dash begins items of lists and asides, too. So only a paragraph is a turn that follows one with
//! a verb of saying and a colon at its end ("His mother said:"), or another turn.

use super::{Block, Passage, Span};
use crate::kinds::BlockKind;
use crate::lexicon::Class;

/// What begins a turn.
const DASHES: [&str; 3] = ["--", "—", "―"];

/// A clause between two commas that says who speaks has no more words: ", Ana Kovic said,".
const LONGEST_CLAUSE: usize = 5;

/// What is said in the turns of a text, in order; a clause of who says it ends one passage, and the
/// next begins behind it. A paragraph in which one of `marked` begins is no turn: who uses marks
/// needs no dashes.
pub(super) fn passages(text: &str, blocks: &[Block], marked: &[Passage]) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut is_dialogue = false;
    for (index, block) in blocks.iter().enumerate() {
        let next = marked.partition_point(|p| p.outer.start < block.span.start);
        let has_marks = marked.get(next).is_some_and(|p| p.outer.start < block.span.end);
        let words = said(text, block).filter(|_| !has_marks).filter(|_| {
            let before = index.checked_sub(1).and_then(|before| blocks.get(before));
            is_dialogue || before.is_some_and(|b| announces(&text[b.span]))
        });
        is_dialogue = words.is_some();
        out.extend(words.into_iter().flat_map(|words| parts(text, block.span.start, words)));
    }
    out
}

/// What stands behind the dash that begins a paragraph.
fn said(text: &str, block: &Block) -> Option<Span> {
    let words = &text[block.span];
    let dash = DASHES.iter().find(|dash| words.starts_with(**dash))?;
    let rest = Span::new(block.span.start + dash.len(), block.span.end);
    let rest = rest.trim(text, char::is_whitespace);
    let is_plain = block.kind == BlockKind::Paragraph && block.quote_depth == 0;
    (is_plain && text[rest].starts_with(char::is_alphabetic)).then_some(rest)
}

/// Whether a paragraph ends with a verb of saying and a colon.
fn announces(paragraph: &str) -> bool {
    let verb = paragraph.strip_suffix(':').and_then(|p| p.split_whitespace().next_back());
    verb.is_some_and(|verb| Class::ReportingVerb.has(verb))
}

/// The words of a turn without the clauses that say whose they are.
fn parts(text: &str, start: usize, words: Span) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut begin = (start, words.start);
    let mut add = |(outer, inner): (usize, usize), end: usize| {
        let inner = Span::new(inner, end).trim(text, char::is_whitespace);
        if text[inner].contains(char::is_alphanumeric) {
            let outer = Span::new(outer.min(inner.start), inner.end);
            out.push(Passage { outer, inner, closed: true, depth: 0 });
        }
    };
    let mut from = words.start;
    for (at, mark) in text[words].match_indices([',', '.', '?', '!', ';']) {
        let at = words.start + at;
        if is_clause(&text[from..at]) && from > words.start {
            add(begin, from);
            begin = (at + mark.len(), at + mark.len());
        }
        from = at + mark.len();
    }
    let is_last = from > words.start && is_clause(&text[from..words.end]);
    add(begin, if is_last { from } else { words.end });
    out
}

/// Whether what stands between two marks says who speaks: "said Kovic", "she answered".
fn is_clause(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().take(LONGEST_CLAUSE + 1).collect();
    let reports = |word: Option<&&str>| word.is_some_and(|w| Class::ReportingVerb.has(w));
    words.len() > 1
        && words.len() <= LONGEST_CLAUSE
        && (reports(words.first()) || reports(words.last()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText, marks};

    fn found(text: &str) -> Vec<&str> {
        let plain = PlainText::new(text, InputFormat::Text);
        let of_block = |b: &Block| marks::passages(plain.text(), b.span);
        let marked: Vec<Passage> = plain.blocks().iter().flat_map(of_block).collect();
        let found = passages(plain.text(), plain.blocks(), &marked);
        found.iter().map(|p| &text[p.inner]).collect()
    }

    #[test]
    fn turns_follow_a_colon_and_one_another() {
        let text = "The ferryman asked:\n\n--Where to?\n\n—Oster, said Ana. Is it far?\n\n\
                    --No, he answered\n\nThey left.\n\n--No.";
        assert_eq!(found(text), ["Where to?", "Oster,", "Is it far?", "No,"]);
    }

    #[test]
    fn lists_asides_and_marks_are_none() {
        assert!(found("What the council wants:\n\n— A bridge.\n\n— A pier.").is_empty());
        assert!(found("Ana said:\n\n— “A bridge.”").is_empty());
        assert!(found("Ana said:\n\n— It is 'a bridge', said Ben, 'or so'.").is_empty());
        assert_eq!(found("Ana said:\n\n— It's a bridge."), ["It's a bridge."]);
        assert!(found("Ana said:\n\n-- 12 boats").is_empty());
    }
}
