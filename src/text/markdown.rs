//! Markdown to plain text: what a reader sees, each stretch with where it stands in the input.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::plain::{PlainText, PlainTextBuilder};
use super::{InputFormat, Span};
use crate::error::Error;
use crate::kinds::BlockKind;
use crate::lexicon::tells_how_long_ago;
use crate::limits::Allowance;

/// The most block quotes and lists in each other that are read.
const DEEPEST: usize = 256;

/// Whether a line opens more block quotes and lists in each other than anybody writes: every line
/// after it is compared with all of them.
pub(super) fn is_too_deep(input: &str) -> bool {
    input.lines().any(|line| {
        let mut open = 0;
        let mut list = false;
        for byte in line.bytes() {
            match byte {
                b'>' => open += 1,
                b' ' | b'\t' if list => open += 1,
                b' ' | b'\t' | b'0'..=b'9' => {}
                b'-' | b'+' | b'*' | b'.' | b')' if !list => {
                    list = true;
                    continue;
                }
                _ => break,
            }
            list = false;
        }
        open > DEEPEST
    })
}

/// Reads an input that is not [too deep](is_too_deep).
pub(super) fn read<'t>(input: &'t str, allowance: &Allowance<'_>) -> Result<PlainText<'t>, Error> {
    let mut builder = PlainTextBuilder::new(input);
    let mut quotes = 0usize;
    // Items of a tight list hold text without a paragraph, so the innermost container gives a block
    // its kind.
    let mut items = 0usize;
    let mut images = 0usize;
    let mut html_block: Option<Span> = None;
    // Inside of inline HTML that is not text.
    let mut unread = false;
    let events = Parser::new_ext(input, Options::ENABLE_TABLES).into_offset_iter();
    for (step, (event, range)) in events.enumerate() {
        allowance.check_at(step)?;
        let kind = if items > 0 { BlockKind::ListItem } else { BlockKind::Paragraph };
        match event {
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableCell) => {
                builder.begin_block(kind, quotes)
            }
            Event::Start(Tag::Heading { .. }) => builder.begin_block(BlockKind::Heading, quotes),
            Event::Start(Tag::BlockQuote(_)) => {
                builder.end_block();
                quotes += 1;
            }
            Event::Start(Tag::Item) => {
                items += 1;
                builder.begin_block(BlockKind::ListItem, quotes);
            }
            // What an image shows is not text; its alternative text is nobody's words.
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::End(TagEnd::BlockQuote(_)) => {
                builder.end_block();
                quotes = quotes.saturating_sub(1);
            }
            Event::End(TagEnd::Item) => {
                builder.end_block();
                items = items.saturating_sub(1);
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = html_block.take() {
                    builder.end_block();
                    html::read_fragment(&mut builder, input, block, quotes, allowance)?;
                }
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableCell | TagEnd::Heading(_),
            )
            | Event::Rule => {
                unread = false;
                builder.end_block();
            }
            Event::Text(text) | Event::Code(text) if images == 0 && !unread => {
                if !builder.in_block() {
                    builder.begin_block(kind, quotes);
                }
                // Inline code comes without its back quotes, but its range holds them.
                match input[range.clone()].find(&*text) {
                    Some(skip) => builder
                        .push(&text, (range.start + skip..range.start + skip + text.len()).into()),
                    None if text.chars().nth(1).is_some() => {
                        push_aligned(&mut builder, input, &text, range.into())
                    }
                    None => builder.push(&text, range.into()),
                }
            }
            // "**Q:** Why?", line by line: each is a paragraph to whoever wrote it.
            Event::SoftBreak | Event::HardBreak
                if images == 0
                    && (begins_with_label(&input[range.end..])
                        || is_of_a_thread(&input[..range.start])) =>
            {
                builder.begin_block(kind, quotes);
            }
            Event::SoftBreak | Event::HardBreak if images == 0 => builder.push(" ", range.into()),
            // A block of HTML comes line by line, but tags and comments run over lines.
            Event::Html(_) => {
                let line = Span::from(range);
                html_block = Some(html_block.map_or(line, |block: Span| block.join(line)));
            }
            Event::InlineHtml(tag) => unread = html::unread_tag(&tag).unwrap_or(unread),
            _ => {}
        }
    }
    Ok(builder.finish(InputFormat::Markdown))
}

/// Whether the last line says in bold who wrote what stands below, and how long ago: "**kovic** · 3
/// hours ago".
fn is_of_a_thread(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("**") && tells_how_long_ago(line)
}

/// The longest label of a speaker, in characters.
const LONGEST_LABEL: usize = 64;

/// Whether words begin with a label in bold: "**Q:** Why?", "**Ana Kovic**: No."
fn begins_with_label(rest: &str) -> bool {
    let Some(strong) = rest.trim_start().strip_prefix("**") else { return false };
    let mut before = ' ';
    let mut chars = strong.chars().take(LONGEST_LABEL).peekable();
    while let Some(c) = chars.next() {
        if c == '*' && chars.next_if_eq(&'*').is_some() {
            return before == ':' || chars.peek() == Some(&':');
        }
        if c == '\n' {
            return false;
        }
        before = c;
    }
    false
}

/// How much of the input, in bytes, may stand between two words of inline code.
const NEAR: usize = 256;

/// Adds `text`, which does not stand in the input as it is, word by word where each comes next in
/// `range`: inline code that runs over lines has lost their ends and the quote signs of the next
/// ones, and in tables the backslashes before bars.
fn push_aligned(builder: &mut PlainTextBuilder<'_>, input: &str, text: &str, range: Span) {
    let mut at = range.start;
    let mut words = text;
    while !words.is_empty() {
        let word = words.trim_start();
        let (space, word) = words.split_at(words.len() - word.len());
        let (word, rest) = word.split_at(word.find(char::is_whitespace).unwrap_or(word.len()));
        words = rest;
        // Not far off: what is not there at all must not be looked for up to the end for each word.
        let near = Span::new(at, range.end).first_bytes(input, word.len() + NEAR);
        let found = input[near].find(word).map(|skip| at + skip);
        let start = found.unwrap_or(at);
        builder.push(space, Span::new(at, if word.is_empty() { range.end } else { start }));
        at = start;
        if found.is_some() {
            builder.push(word, Span::new(at, at + word.len()));
            at += word.len();
            continue;
        }
        for c in word.chars() {
            let start = input[Span::new(at, range.end).first_bytes(input, NEAR)]
                .find(c)
                .map_or(at, |skip| at + skip);
            let end =
                if input[start..range.end].starts_with(c) { start + c.len_utf8() } else { start };
            builder.push(c.encode_utf8(&mut [0; 4]), Span::new(start, end));
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> PlainText<'_> {
        super::read(input, &Allowance::unlimited()).expect("there are no limits")
    }

    fn blocks(input: &str) -> Vec<String> {
        let plain = read(input);
        plain.blocks().iter().map(|b| plain.text()[b.span].to_owned()).collect()
    }

    #[test]
    fn links_count_their_text_and_not_their_target() {
        let input =
            "He [said *so*](https://example.org/x \"title\") — ![a photo](p.jpg) yes.\n\nNext";
        assert_eq!(blocks(input), ["He said so —  yes.", "Next"]);
    }

    #[test]
    fn offsets_lead_back_through_emphasis_and_entities() {
        let input = "*&ldquo;I hope he [Putin] *will*&rdquo;*";
        let plain = read(input);
        let text = plain.text();
        let at = text.find("I hope").expect("the words are there");
        let end = text.find("will").expect("the words are there") + 4;
        assert_eq!(&input[plain.to_input((at..end).into())], "I hope he [Putin] *will");
        let mark = text.find('“').expect("the entity is decoded");
        assert_eq!(&input[plain.to_input((mark..mark + '“'.len_utf8()).into())], "&ldquo;");
    }

    #[test]
    fn a_link_target_cuts_a_verbatim_span() {
        let input = "of the [province](https://example.org/a) is *held* by";
        let plain = read(input);
        let all = plain.blocks()[0].span;
        let pieces: Vec<_> = plain.verbatim(all).into_iter().map(|s| &input[s]).collect();
        assert_eq!(pieces, ["of the [province", "is *held* by"]);
    }

    #[test]
    fn code_over_several_lines_leads_back_word_by_word() {
        for (input, words) in [
            ("`one two\nthree` four", &["one", "two", "three", "four"][..]),
            ("> ``one\n> two`` three", &["one", "two", "three"]),
            ("| `a\\|one` | two |\n|---|---|\n", &["one", "two"]),
        ] {
            let plain = read(input);
            for word in words {
                let at = plain.text().find(word).expect("the word is there");
                let span = plain.to_input(Span::new(at, at + word.len()));
                assert_eq!(&input[span], *word, "{input:?}");
            }
        }
    }

    #[test]
    fn what_opens_too_much_is_told() {
        assert!(!is_too_deep("> > - one\n1. - two\n-----\n* * *\n"));
        for marker in ["> ", ">", "- ", "1. ", "> * "] {
            assert!(!is_too_deep(&marker.repeat(DEEPEST / 2)), "{marker}");
            assert!(is_too_deep(&format!("a\n{}b", marker.repeat(DEEPEST + 1))), "{marker}");
        }
        assert!(!is_too_deep(&"-".repeat(10 * DEEPEST)));
        assert!(!is_too_deep(&"1".repeat(10 * DEEPEST)));
    }

    #[test]
    fn html_inside_is_read_as_html() {
        let input = "# H\n\n<script>\nlet a = \"He said no\";\n</script>\n\n<!-- one\ntwo -->\n\n<div>\n<p>Three</p>\n</div>\n\nFour <style>five</style> <b>six</b>";
        assert_eq!(blocks(input), ["H", "Three", "Four  six"]);
    }

    #[test]
    fn block_quotes_lists_and_headings_are_blocks() {
        let input = "# Head\n\n> quoted\n> on\n\n- one\n- two\n\nlast";
        let plain = read(input);
        let kinds: Vec<_> =
            plain.blocks().iter().map(|b| (b.kind, b.quote_depth, &plain.text()[b.span])).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Heading, 0, "Head"),
                (BlockKind::Paragraph, 1, "quoted on"),
                (BlockKind::ListItem, 0, "one"),
                (BlockKind::ListItem, 0, "two"),
                (BlockKind::Paragraph, 0, "last"),
            ]
        );
    }
}
