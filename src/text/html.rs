//! HTML to plain text: what a reader sees, each stretch with where it stands in the input.

use html5gum::{DefaultEmitter, EndTag, Token, Tokenizer};

use super::plain::{PlainText, PlainTextBuilder};
use super::{InputFormat, Span};
use crate::error::Error;
use crate::kinds::BlockKind;
use crate::lexicon::marks::{SHOWN, may_open};
use crate::limits::Allowance;

/// Elements whose content is never part of the article's words.
const UNREAD: [&[u8]; 12] = [
    b"script",
    b"style",
    b"head",
    b"template",
    b"iframe",
    b"noscript",
    b"svg",
    b"math",
    b"textarea",
    b"select",
    b"button",
    b"object",
];

/// Elements that a browser shows as a box in the line: the words on either side are not one.
const BOXES: [&[u8]; 8] =
    [b"img", b"iframe", b"svg", b"math", b"textarea", b"select", b"button", b"object"];

/// Unread elements that may hold anything, or nothing but raw text, up to their end tags.
const RAW: [&[u8]; 6] = [b"script", b"style", b"template", b"noscript", b"textarea", b"iframe"];

/// Elements that cannot stand in the other unread ones: where one begins, those have ended.
const ENDS_UNREAD: [&[u8]; 15] = [
    b"body",
    b"main",
    b"article",
    b"section",
    b"p",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"blockquote",
    b"ul",
    b"ol",
    b"table",
];

/// Elements that stay inside a line of text; every other one ends the block before it.
pub(super) const INLINE: [&[u8]; 33] = [
    b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"data", b"del",
    b"dfn", b"em", b"font", b"i", b"img", b"ins", b"kbd", b"label", b"mark", b"q", b"s", b"samp",
    b"small", b"span", b"strike", b"strong", b"sub", b"sup", b"time", b"tt", b"u", b"wbr",
];

/// Of these, what belongs to the word before it.
const RAISED: [&[u8]; 2] = [b"sub", b"sup"];

/// No `cite` that says whose words a block quote is is longer, in bytes.
const LONGEST_CITE: usize = 512;

pub(super) fn read<'t>(input: &'t str, allowance: &Allowance<'_>) -> Result<PlainText<'t>, Error> {
    let mut builder = PlainTextBuilder::new(input);
    let mut reader = Reader::default();
    reader.feed(&mut builder, input, Span::new(0, input.len()), allowance)?;
    Ok(builder.finish(InputFormat::Html))
}

/// Adds the text of the HTML at `at`, which stands inside `quotes` block quotes of Markdown.
pub(super) fn read_fragment(
    builder: &mut PlainTextBuilder<'_>,
    input: &str,
    at: Span,
    quotes: usize,
    allowance: &Allowance<'_>,
) -> Result<(), Error> {
    let mut reader = Reader { quotes, ..Reader::default() };
    reader.feed(builder, input, at, allowance)?;
    builder.end_block();
    Ok(())
}

/// Whether a tag begins (`true`) or ends (`false`) something that is not text; `None` for other
/// tags.
pub(super) fn unread_tag(html: &str) -> Option<bool> {
    tokens(html).find_map(|token| match token {
        Token::StartTag(tag) if UNREAD.contains(&&tag.name[..]) => Some(true),
        Token::EndTag(tag) if UNREAD.contains(&&tag.name[..]) => Some(false),
        _ => None,
    })
}

pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// Where words stand to the elements of a line before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seam {
    /// In one of them, or behind words.
    #[default]
    Inside,
    /// Right behind the end of one.
    Ended,
    /// At the beginning of one that begins where another ends.
    Between,
}

#[derive(Debug, Default)]
pub(super) struct Reader {
    quotes: usize,
    heading: bool,
    items: usize,
    /// Captions that are open.
    captions: usize,
    /// Whether a `cite` is open that is one.
    cites: bool,
    /// Quotations in a line that are open, and whether marks stand in place of their tags.
    marked: Vec<bool>,
    /// Where the next words stand to the elements of a line before them.
    seam: Seam,
    /// The unread element that is open, and how many of its kind.
    unread: Option<(Vec<u8>, usize)>,
}

impl Reader {
    fn feed(
        &mut self,
        builder: &mut PlainTextBuilder<'_>,
        input: &str,
        at: Span,
        allowance: &Allowance<'_>,
    ) -> Result<(), Error> {
        for (step, token) in tokens(&input[at]).enumerate() {
            allowance.check_at(step)?;
            self.take(builder, input, at.start, &token);
        }
        Ok(())
    }

    /// Reads the next token of the HTML that begins at the byte `base` of the input.
    pub(super) fn take(
        &mut self,
        builder: &mut PlainTextBuilder<'_>,
        input: &str,
        base: usize,
        token: &Token<usize>,
    ) {
        match token {
            Token::StartTag(tag) => {
                let is_beside = self.seam == Seam::Ended && !RAISED.contains(&&tag.name[..]);
                self.seam = if is_beside { Seam::Between } else { Seam::Inside };
                if self.unread.is_none() && BOXES.contains(&&tag.name[..]) {
                    builder.part_words(base + tag.span.start);
                }
                let at = Span::new(base + tag.span.start, base + tag.span.end);
                match &tag.name[..] {
                    b"q" if self.unread.is_none() => self.open_mark(builder, input, at),
                    b"cite" if self.unread.is_none() && self.is_caption(input, at) => {
                        builder.end_block();
                        (self.cites, self.captions) = (true, self.captions + 1);
                    }
                    name => self.start(builder, name, tag.self_closing),
                }
            }
            Token::EndTag(tag) => {
                self.seam = Seam::Ended;
                self.take_end(builder, base, tag);
            }
            Token::String(text) if self.unread.is_none() => {
                let at = Span::new(base + text.span.start, base + text.span.end);
                if !builder.in_block() {
                    if input[at].trim().is_empty() {
                        return;
                    }
                    builder.begin_block(self.kind(), self.quotes);
                }
                let seam = std::mem::take(&mut self.seam);
                if seam == Seam::Between && is_between_words(builder.last(), &input[at]) {
                    builder.part_words(at.start);
                }
                push_decoded(builder, input, at);
            }
            _ => {}
        }
    }

    fn take_end(&mut self, builder: &mut PlainTextBuilder<'_>, base: usize, tag: &EndTag<usize>) {
        match &tag.name[..] {
            b"q" if self.unread.is_none() => {
                self.close_mark(builder, Span::new(base + tag.span.start, base + tag.span.end));
            }
            b"cite" if self.unread.is_none() && std::mem::take(&mut self.cites) => {
                builder.end_block();
                self.captions = self.captions.saturating_sub(1);
            }
            name => self.end(builder, name),
        }
    }

    /// Whether what comes next is text, and not a script or the like.
    pub(super) fn is_reading(&self) -> bool {
        self.unread.is_none()
    }

    /// A quotation in a line is read with the marks that a browser shows.
    fn open_mark(&mut self, builder: &mut PlainTextBuilder<'_>, input: &str, at: Span) {
        let has_own = input[at.end..].trim_start().starts_with(may_open);
        if !has_own {
            if !builder.in_block() {
                builder.begin_block(self.kind(), self.quotes);
            }
            builder.push(SHOWN[self.marked.len() % 2].0, at);
        }
        self.marked.push(!has_own);
    }

    fn close_mark(&mut self, builder: &mut PlainTextBuilder<'_>, at: Span) {
        let is_marked = self.marked.pop().unwrap_or_default();
        if is_marked && builder.in_block() {
            builder.push(SHOWN[self.marked.len() % 2].1, at);
        }
    }

    /// Whether a `cite` in a block quote says whose words it is: it is the last thing in there. A
    /// work that is named among the words is not.
    fn is_caption(&self, input: &str, at: Span) -> bool {
        let rest = &input[Span::new(at.end, input.len()).first_bytes(input, LONGEST_CITE)];
        let end = rest.find("</cite").and_then(|from| {
            let closed = &rest[from..];
            // In bounds: the bracket is one byte.
            closed.find('>').map(|to| closed[to + 1..].trim_start())
        });
        self.quotes > 0 && end.is_some_and(|rest| rest.starts_with("</"))
    }

    fn kind(&self) -> BlockKind {
        if self.captions > 0 {
            BlockKind::Caption
        } else if self.heading {
            BlockKind::Heading
        } else if self.items > 0 {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        }
    }

    fn start(&mut self, builder: &mut PlainTextBuilder<'_>, name: &[u8], self_closing: bool) {
        if let Some((open, depth)) = &mut self.unread {
            if !ENDS_UNREAD.contains(&name) || RAW.contains(&&open[..]) {
                *depth += usize::from(open == name && !self_closing);
                return;
            }
            // A head, a button or a drawing whose end tag is missing does not swallow the article.
            self.unread = None;
        }
        if UNREAD.contains(&name) {
            // Only in drawings and formulas does a slash close the element.
            if !(self_closing && matches!(name, b"svg" | b"math")) {
                self.unread = Some((name.to_vec(), 1));
            }
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        builder.end_block();
        match name {
            b"blockquote" => self.quotes += 1,
            b"li" => self.items += 1,
            b"figcaption" => self.captions += 1,
            b"footer" if self.quotes > 0 => self.captions += 1,
            _ => self.heading = is_heading(name),
        }
    }

    fn end(&mut self, builder: &mut PlainTextBuilder<'_>, name: &[u8]) {
        if let Some((open, depth)) = &mut self.unread {
            if open == name {
                *depth -= 1;
                if *depth == 0 {
                    self.unread = None;
                }
            }
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        builder.end_block();
        match name {
            b"blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
                // A caption in a quotation ends with it.
                self.captions = 0;
            }
            b"figcaption" | b"footer" => self.captions = self.captions.saturating_sub(1),
            b"li" => self.items = self.items.saturating_sub(1),
            // Items need no end tags of their own.
            b"ul" | b"ol" => self.items = 0,
            _ => self.heading = false,
        }
    }
}

/// Whether two words stand side by side, in elements of their own, where a style sheet keeps them
/// apart: "Facebook" and "Twitter", "Noir" and "22". "C" and "hapter" are one word.
fn is_between_words(last: Option<char>, next: &str) -> bool {
    let (Some(last), Some(next)) = (last, next.chars().next()) else { return false };
    let begins = next.is_uppercase() && (last.is_lowercase() || last.is_numeric());
    begins || (last.is_alphabetic() && next.is_numeric())
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
}

/// Adds raw HTML text, each character reference decoded and mapped as a whole.
pub(super) fn push_decoded(builder: &mut PlainTextBuilder<'_>, input: &str, at: Span) {
    let mut from = at.start;
    while let Some(found) = input[from..at.end].find('&') {
        let start = from + found;
        push_plain(builder, input, Span::new(from, start));
        let end = reference_end(input, start, at.end);
        builder.push(&decoded(&input[start..end]), Span::new(start, end));
        from = end;
    }
    push_plain(builder, input, Span::new(from, at.end));
}

/// What a reader sees of one character reference, named or numbered, and of the letters behind it
/// where its semicolon is missing.
fn decoded(reference: &str) -> String {
    let mut seen = String::new();
    for token in Tokenizer::new(reference) {
        match token {
            Ok(Token::String(text)) => seen += &String::from_utf8_lossy(&text),
            // Where no tag can be, the others are complaints.
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    seen
}

/// Line breaks in HTML text are spaces to a reader; they stay one byte, so the way back stays byte
/// for byte.
fn push_plain(builder: &mut PlainTextBuilder<'_>, input: &str, at: Span) {
    let mut from = at.start;
    for (found, _) in input[at].match_indices(['\n', '\r']) {
        let line_end = at.start + found;
        builder.push(&input[from..line_end], Span::new(from, line_end));
        builder.push(" ", Span::new(line_end, line_end + 1));
        from = line_end + 1;
    }
    builder.push(&input[from..at.end], Span::new(from, at.end));
}

/// The end of what may be a character reference at `start`: `&`, `#`, letters and digits, `;`.
fn reference_end(input: &str, start: usize, limit: usize) -> usize {
    // In bounds: `&` is one byte, and it stands before the limit.
    let body = &input[start + 1..limit];
    let hash = usize::from(body.starts_with('#'));
    let name = body[hash..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    // In bounds: both were counted off the front.
    let semicolon = usize::from(body[hash + name..].starts_with(';'));
    start + 1 + hash + name + semicolon
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> PlainText<'_> {
        super::read(input, &Allowance::unlimited()).expect("there are no limits")
    }

    #[test]
    fn what_follows_a_reference_without_its_semicolon_keeps_its_place() {
        // Two names in there must not both be all of it.
        let input = "<p>Dam &ampsquo; Kovic&ampBrandt</p>";
        let plain = read(input);
        assert_eq!(plain.text().trim_end(), "Dam &squo; Kovic&Brandt");
        let of = |words: &str| {
            let at = plain.text().find(words).expect("there");
            &input[plain.to_input((at..at + words.len()).into())]
        };
        assert_eq!(
            (of("Dam &"), of("squo"), of("Brandt"), of("&squo")),
            ("Dam &amp", "squo", "Brandt", "&ampsquo")
        );
    }

    #[test]
    fn entities_keep_their_place() {
        let input = "<p>&ldquo;Tom &amp; I&rdquo; &#8212; &nosuch; &lt;b&gt; A&B</p>";
        let plain = read(input);
        assert_eq!(plain.text().trim_end(), "“Tom & I” — &nosuch; <b> A&B");
        let at = plain.text().find('&').expect("decoded");
        assert_eq!(&input[plain.to_input((at..at + 1).into())], "&amp;");
        let words = plain.text().find("Tom").expect("there");
        assert_eq!(&input[plain.to_input((words..words + 7).into())], "Tom &amp; I");
    }

    #[test]
    fn references_are_read_as_the_html_standard_says() {
        for (reference, seen) in [
            ("&rdquo;", "”"),
            ("&Aacute;", "Á"),
            // Two characters, the longest name, and one that begins another.
            ("&NotEqualTilde;", "≂̸"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&not;", "¬"),
            ("&notin;", "∉"),
            // Old names need no semicolon, the others do; letter case counts.
            ("&copy2026", "©2026"),
            ("&notit;", "¬it;"),
            ("&rdquo", "&rdquo"),
            ("&RDQUO;", "&RDQUO;"),
            ("&", "&"),
            ("&;", "&;"),
            ("&a", "&a"),
            // By number, in either notation.
            ("&#8221;", "”"),
            ("&#x201D;", "”"),
            ("&#X201d", "”"),
            ("&#65x41;", "Ax41;"),
            // What old pages number as Windows does.
            ("&#147;", "“"),
            ("&#x80;", "€"),
            ("&#129;", "\u{81}"),
            // No characters.
            ("&#0;", "\u{fffd}"),
            ("&#xD800;", "\u{fffd}"),
            ("&#x110000;", "\u{fffd}"),
            ("&#4294967361;", "\u{fffd}"),
            ("&#;", "&#;"),
            ("&#x;", "&#x;"),
            ("&#xg;", "&#xg;"),
        ] {
            assert_eq!(decoded(reference), seen, "{reference}");
        }
    }

    #[test]
    fn scripts_and_attributes_are_not_text() {
        let input = "<html><head><title>T</title></head><body><script>if (a<b) 'He said'</script><h1>Head</h1><p title='x>y'>One<br>two <a href=\"/said\">three</a><blockquote><p>four</blockquote>five";
        let plain = read(input);
        let seen: Vec<_> =
            plain.blocks().iter().map(|b| (&plain.text()[b.span], b.kind, b.quote_depth)).collect();
        assert_eq!(
            seen,
            [
                ("Head", BlockKind::Heading, 0),
                ("One", BlockKind::Paragraph, 0),
                ("two three", BlockKind::Paragraph, 0),
                ("four", BlockKind::Paragraph, 1),
                ("five", BlockKind::Paragraph, 0),
            ]
        );
    }

    #[test]
    fn a_missing_end_tag_does_not_swallow_the_article() {
        for start in [
            "<html><head><title>T</title><body>",
            "<svg>",
            "<button>Go",
            "<select><option>a",
            "<object>",
        ] {
            let input = format!("{start}<p>“Yes,” said Ana.</p>");
            assert!(read(&input).text().contains("“Yes,” said Ana."), "{input}");
        }
        assert!(!read("<script/>var a = 1;</script><p>b</p>").text().contains("var"));
    }

    #[test]
    fn words_are_apart_where_a_browser_shows_something_between_them() {
        for (input, words) in [
            ("<p>Ana<img src=a.png>Kovic", "Ana Kovic"),
            ("<p>Ana<svg><path/></svg>Kovic", "Ana Kovic"),
            ("<p>Ana <img src=a.png>Kovic", "Ana Kovic"),
            ("<p>A<b>n</b>a<wbr>Kovic", "AnaKovic"),
            ("<p><a>Ana</a><a>Kovic</a><i>22</i>", "Ana Kovic 22"),
            ("<p><a>Ana</a><!-- --><a>Kovic</a>", "Ana Kovic"),
            ("<p><b>C</b><i>hapter</i> <i>x</i><sup>2</sup>", "Chapter x2"),
            ("<p><b>A</b>na <b>Mc</b>Kovic", "Ana McKovic"),
            ("<p><button>Go</button>Ana", "Ana"),
        ] {
            let plain = read(input);
            assert_eq!(plain.text().trim(), words, "{input}");
            let pieces = plain.verbatim(plain.blocks()[0].span);
            assert!(pieces.iter().all(|&p| !input[p].contains(['=', 's'])), "{pieces:?}");
        }
    }

    #[test]
    fn unclosed_and_broken_markup_loses_no_words() {
        let input = "<div><p>one <b>two</p></i> three & four &#xZZ; <!-- no --> five <";
        let plain = read(input);
        for word in ["one", "two", "three", "four", "five"] {
            assert!(plain.text().contains(word), "{word} in {:?}", plain.text());
        }
        assert!(!plain.text().contains("no "));
    }
}
