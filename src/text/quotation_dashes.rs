//! Quotation dashes: turns of a dialogue that begin with a dash and have no marks, as some novels
//! and many translations print them.
//!
//! A dash begins items of lists and asides, too. So only a paragraph is a turn that follows one with
//! a verb of saying and a colon at its end ("His mother said:"), or another turn; and no space stands
//! behind its dash, as one does in lists.

use super::{Block, Passage, Span};
use crate::kinds::BlockKind;
use crate::lexicon::Class;
use crate::lexicon::marks::TURN_DASHES;

/// A clause between two marks that says who speaks has no more words: ", Ana Kovic said,".
const LONGEST_CLAUSE: usize = 5;

/// What is said in the turns of a text, in order; a clause of who says it ends one passage, and the
/// next begins behind it. Of a turn in which one of `marked` begins it is not clear what is said:
/// it has none.
pub(super) fn passages(text: &str, blocks: &[Block], marked: &[Passage]) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut before: Option<&Block> = None;
    let mut is_dialogue = false;
    for block in blocks {
        let turn = said(text, block)
            .filter(|_| is_dialogue || before.is_some_and(|b| announces(&text[b.span])));
        is_dialogue = turn.is_some();
        before = Some(block);
        let has_marks = || {
            let next = marked.partition_point(|p| p.outer.start < block.span.start);
            marked.get(next).is_some_and(|p| p.outer.start < block.span.end)
        };
        if let Some(words) = turn.filter(|_| !has_marks()) {
            out.extend(parts(text, block.span.start, words));
        }
    }
    out
}

/// What stands behind the dash that begins a paragraph.
fn said(text: &str, block: &Block) -> Option<Span> {
    let words = &text[block.span];
    let dash = TURN_DASHES.iter().find(|dash| words.starts_with(**dash))?;
    let rest = Span::new(block.span.start + dash.len(), block.span.end);
    let is_plain = block.kind == BlockKind::Paragraph && block.quote_depth == 0;
    let begins = |c: char| !c.is_whitespace() && !TURN_DASHES.iter().any(|d| d.starts_with(c));
    (is_plain && text[rest].starts_with(begins)).then_some(rest)
}

/// Whether a paragraph ends with a verb of saying and a colon.
fn announces(paragraph: &str) -> bool {
    let verb = paragraph.strip_suffix(':').and_then(|p| p.split_whitespace().next_back());
    verb.is_some_and(says)
}

/// The words of a turn without the clauses that say whose they are. The comma before one is left
/// out, so that whoever looks behind a passage finds it where a closing mark would be.
fn parts(text: &str, start: usize, words: Span) -> Vec<Passage> {
    let mut out = Vec::new();
    // The first passage begins with its dash.
    let mut outer = Some(start);
    let mut begin = words.start;
    let mut add = |begin: usize, end: usize| {
        let inner = Span::new(begin, end).trim(text, |c| c.is_whitespace() || c == ',');
        if text[inner].contains(char::is_alphanumeric) {
            let outer = Span::new(outer.take().unwrap_or(inner.start), inner.end);
            out.push(Passage { outer, inner, closed: true, depth: 0 });
        }
    };
    let mut from = words.start;
    let ends = text[words].match_indices([',', '.', '?', '!', ';']).map(|(at, _)| words.start + at);
    for at in ends.chain([words.end]) {
        // "said Mr. Brandt": the clause goes on.
        if text[at..].starts_with('.') && is_abbreviated(&text[from..at]) {
            continue;
        }
        if from > words.start && is_clause(&text[from..at]) {
            add(begin, from);
            begin = words.end.min(at + 1);
        }
        from = words.end.min(at + 1);
    }
    add(begin, words.end);
    out
}

/// Whether a stop behind these words ends no sentence: "said Mr".
fn is_abbreviated(words: &str) -> bool {
    let last = words.split_whitespace().next_back();
    last.is_some_and(|last| Class::AbbreviationBeforeName.has(&last.to_lowercase()))
}

/// Whether what stands between two marks says who speaks: "said Kovic", "the boy answered". In
/// "tell me" and "well, ask him" nobody is said to speak.
fn is_clause(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().take(LONGEST_CLAUSE + 1).collect();
    let [first, .., last] = words.as_slice() else { return false };
    words.len() <= LONGEST_CLAUSE
        && (says(first) && words.get(1).is_some_and(|w| is_subject(w))
            || says(last) && is_subject(first))
}

/// Whether somebody said something by this verb: "said", "cried".
fn says(verb: &str) -> bool {
    let is_past = verb == "said" || verb.ends_with("ed") || Class::IrregularPast.has(verb);
    is_past && (Class::ReportingVerb.has(verb) || Class::CueWord.has(verb))
}

/// Whether who speaks may begin with this word: a name, "she", "the".
fn is_subject(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase)
        || Class::SubjectPronoun.has(&lower)
        || Class::Article.has(&lower)
        || Class::Possessive.has(&lower)
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

    /// The same of one turn.
    fn said_in(turn: &str) -> Vec<String> {
        found(&format!("Ana said:\n\n{turn}")).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn turns_follow_a_colon_and_one_another() {
        let text = "The ferryman asked:\n\n--Where to?\n\n—Oster, said Ana. Is it far?\n\n\
                    —I have read “Low Water”.\n\n--No, he answered\n\nThey left.\n\n--No.";
        assert_eq!(found(text), ["Where to?", "Oster", "Is it far?", "No"]);
    }

    #[test]
    fn a_clause_has_a_verb_and_who_speaks() {
        assert_eq!(
            said_in("—It was shut, said Mr. Brandt. I shut it."),
            ["It was shut", "I shut it."]
        );
        assert_eq!(said_in("—No, cried the boy. It is open!"), ["No", "It is open!"]);
        assert_eq!(said_in("—Why? his wife asked."), ["Why?"]);
        for whole in ["—Please, tell me the truth.", "—Well, ask him.", "—It is shut, he says so."]
        {
            assert_eq!(said_in(whole), [whole.trim_start_matches('—')]);
        }
    }

    #[test]
    fn lists_asides_and_marks_are_none() {
        assert!(found("What the council wants:\n\n—A bridge.\n\n—A pier.").is_empty());
        assert!(found("The ministry added:\n\n— Exports rose.\n\n— Imports fell.").is_empty());
        assert!(said_in("—“A bridge.”").is_empty());
        assert!(said_in("—It is 'a bridge', said Ben, 'or so'.").is_empty());
        assert!(said_in("----").is_empty());
        assert_eq!(said_in("—It's a bridge."), ["It's a bridge."]);
    }
}
