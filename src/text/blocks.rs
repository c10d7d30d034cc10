//! The blocks of plain text, and blocks that were torn apart.

use super::Span;
use super::plain::Block;
use super::sentences::is_stop;
use crate::kinds::BlockKind;
use crate::lexicon::marks::may_close;

/// How many characters a full line has in a text whose lines are cut to a width.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 40..=100;

/// The paragraphs of plain text: a line each, or runs of lines between empty ones where the text
/// was wrapped to a width.
pub(super) fn plain_blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut out: Vec<Block> = Vec::new();
    let mut after_break = true;
    for line in lines {
        let span = line.trim(text, char::is_whitespace);
        if span.is_empty() {
            after_break = true;
            continue;
        }
        match out.last_mut() {
            Some(last) if wrapped && !after_break => last.span.end = span.end,
            _ => out.push(Block { span, kind: BlockKind::Paragraph, quote_depth: 0 }),
        }
        after_break = false;
    }
    out
}

/// Lines without their ends; a lone carriage return ends one too.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['\n', '\r']) {
        if text[at..].starts_with("\r\n") {
            continue;
        }
        out.push(Span::new(start, at));
        start = at + 1;
    }
    out.push(Span::new(start, text.len()));
    out
}

/// Whether lines were cut to a width: none is long, and most that another line follows at once fill
/// it.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut followed, mut full, mut ended) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2) {
        let (line, next) = (text[pair[0]].trim_end(), text[pair[1]].trim());
        let width = line.chars().count();
        if width > *WRAPPED_LINE.end() {
            return false;
        }
        if line.is_empty() || next.is_empty() {
            continue;
        }
        followed += 1;
        full += usize::from(WRAPPED_LINE.contains(&width));
        ended += usize::from(line.ends_with(|c| is_stop(c) || may_close(c)));
    }
    followed > 0 && full * 10 >= followed * 7 && ended * 2 <= followed
}

/// Joins paragraphs that were torn in the middle of a sentence.
pub(super) fn join_torn(blocks: Vec<Block>, text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match out.last_mut() {
            Some(last) if is_torn(last, &block, text) => last.span.end = block.span.end,
            _ => out.push(block),
        }
    }
    out
}

/// Whether two paragraphs are one: the first has no end, the next goes on in lower case, and nothing
/// that is not read stands between them.
fn is_torn(first: &Block, next: &Block, text: &str) -> bool {
    text[first.span.end..next.span.start].trim().is_empty()
        && first.kind == BlockKind::Paragraph
        && next.kind == BlockKind::Paragraph
        && first.quote_depth == next.quote_depth
        && text[first.span].ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && text[next.span].starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_one_paragraph_and_long_lines_are_each_their_own() {
        let wrapped = "The council met on Monday and talked about the old bridge that\ncrosses the river below the mill, said the mayor, whose office\nis near.\n\nNext one.";
        let found: Vec<_> = plain_blocks(wrapped).iter().map(|b| wrapped[b.span].len()).collect();
        assert_eq!(found.len(), 2);
        let lines = "One sentence is here.\r\nAnother is there.\r\n\r\nA third.\rA fourth.";
        assert_eq!(plain_blocks(lines).len(), 4);
    }

    #[test]
    fn lines_that_end_with_any_closing_mark_or_stop_are_each_their_own() {
        for line in [
            "“The bridge at the mill stays shut all year”",
            "«The bridge at the mill stays shut all year»",
            "„The bridge at the mill stays shut all year“",
            "The bridge at the mill stays shut all year…",
        ] {
            assert_eq!(plain_blocks(&[line; 4].join("\n")).len(), 4, "{line}");
        }
        let open = "The bridge at the mill stays shut all year and";
        assert_eq!(plain_blocks(&[open; 4].join("\n")).len(), 1);
    }

    #[test]
    fn a_torn_paragraph_is_joined() {
        let text = "It would be a mistake to take\n\npart in this.\n\nNext";
        let blocks = join_torn(plain_blocks(text), text);
        assert_eq!(blocks.len(), 2);
        assert_eq!(&text[blocks[0].span], "It would be a mistake to take\n\npart in this.");
    }
}
