//! What kind of text an input is, and the blocks of plain text.

use serde::{Deserialize, Serialize};

use super::Span;
use super::source::{Block, BlockKind};
use crate::kinds::names;

/// How to read an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum InputFormat {
    /// Look at the input and decide: HTML where it has HTML's tags, Markdown where it has
    /// Markdown's links, headings, quotes or emphasis, plain text otherwise.
    #[default]
    Auto,
    /// Plain text: every character counts.
    Text,
    /// CommonMark with tables. With more than 256 block quotes and lists in each other it is read
    /// as plain text.
    Markdown,
    /// HTML, whole pages or pieces, well-formed or not.
    Html,
}

names!(InputFormat, "input format" { Auto => "auto", Text => "text", Markdown => "markdown", Html => "html" });

/// How much of an input is looked at to tell its format.
const SNIFF: usize = 1 << 16;

const TAGS: &str = "p div br html body span a article section blockquote h1 h2 h3 ul li table";

impl InputFormat {
    /// The format to read `input` in: `self`, or for [`Auto`](Self::Auto) what the input looks
    /// like.
    #[must_use]
    pub fn resolve(self, input: &str) -> Self {
        if self != Self::Auto {
            return self;
        }
        let mut end = input.len().min(SNIFF);
        while !input.is_char_boundary(end) {
            end -= 1;
        }
        let head = &input[..end];
        let tags = count_tags(head);
        if tags >= 1
            && head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<')
        {
            Self::Html
        } else if looks_like_markdown(head) {
            Self::Markdown
        } else if tags >= 2 {
            Self::Html
        } else if has_entity(head) {
            // Character references without tags: Markdown decodes them and leaves the rest alone.
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

fn count_tags(text: &str) -> usize {
    text.match_indices('<')
        .filter(|&(at, _)| {
            // In bounds: `<` is one byte.
            let rest = &text.as_bytes()[at + 1..];
            let rest = rest.strip_prefix(b"/").unwrap_or(rest);
            if rest.len() >= 8 && rest[..8].eq_ignore_ascii_case(b"!doctype") {
                return true;
            }
            let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let closes = matches!(rest.get(name), Some(b'>' | b' ' | b'/' | b'\n' | b'\t' | b'\r'));
            closes
                && TAGS
                    .split_ascii_whitespace()
                    .any(|t| rest[..name].eq_ignore_ascii_case(t.as_bytes()))
        })
        .count()
}

fn has_entity(text: &str) -> bool {
    ["&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&quot;", "&amp;", "&nbsp;", "&#"]
        .iter()
        .any(|e| text.contains(e))
}

fn looks_like_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let start = line.trim_start();
        let hashes = start.bytes().take_while(|&b| b == b'#').count();
        let heading = (1..=6).contains(&hashes) && start[hashes..].starts_with(' ');
        let link =
            line.find("](").is_some_and(|at| line[..at].contains('[') && line[at..].contains(')'));
        let quoted_emphasis =
            ["*“", "*\"", "*‘", "*«", "_“", "_\""].iter().any(|m| line.contains(m));
        heading || link || quoted_emphasis || start.starts_with("> ") || strong(line)
    })
}

/// Whether a line holds `**words**`.
fn strong(line: &str) -> bool {
    line.split("**").skip(1).step_by(2).any(|inner| inner.starts_with(char::is_alphanumeric))
        && line.matches("**").count() >= 2
}

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
        ended += usize::from(line.ends_with(['.', '!', '?', '”', '"', ':']));
    }
    followed > 0 && full * 10 >= followed * 7 && ended * 2 <= followed
}

/// Joins paragraphs that were torn in the middle of a sentence: the first has no end, the next goes
/// on in lower case.
pub(super) fn join_torn(blocks: &mut Vec<Block>, text: &str) {
    blocks.dedup_by(|next, last| {
        let torn = last.kind == BlockKind::Paragraph
            && next.kind == BlockKind::Paragraph
            && last.quote_depth == next.quote_depth
            && text[last.span].ends_with(|c: char| c.is_alphanumeric() || c == ',')
            && text[next.span].starts_with(char::is_lowercase);
        if torn {
            last.span.end = next.span.end;
        }
        torn
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        for (input, format) in [
            ("", InputFormat::Text),
            ("Plain words, 3 < 4 and a > b.", InputFormat::Text),
            ("* a star\n- a dash", InputFormat::Text),
            ("# Head\n\nText", InputFormat::Markdown),
            ("He said *“no”* twice.", InputFormat::Markdown),
            ("See [this](https://example.org).", InputFormat::Markdown),
            ("> quoted", InputFormat::Markdown),
            ("Tom &amp; I", InputFormat::Markdown),
            ("\n<!DOCTYPE html><title>x</title>", InputFormat::Html),
            ("<p>One", InputFormat::Html),
            ("One<br>two<br/>three", InputFormat::Html),
        ] {
            assert_eq!(InputFormat::Auto.resolve(input), format, "{input:?}");
        }
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_long_lines_are_each_their_own() {
        let wrapped = "The council met on Monday and talked about the old bridge that\ncrosses the river below the mill, said the mayor, whose office\nis near.\n\nNext one.";
        let found: Vec<_> = plain_blocks(wrapped).iter().map(|b| wrapped[b.span].len()).collect();
        assert_eq!(found.len(), 2);
        let lines = "One sentence is here.\r\nAnother is there.\r\n\r\nA third.\rA fourth.";
        assert_eq!(plain_blocks(lines).len(), 4);
    }

    #[test]
    fn a_torn_paragraph_is_joined() {
        let text = "It would be a mistake to take\n\npart in this.\n\nNext";
        let mut blocks = plain_blocks(text);
        join_torn(&mut blocks, text);
        assert_eq!(blocks.len(), 2);
        assert_eq!(&text[blocks[0].span], "It would be a mistake to take\n\npart in this.");
    }
}
