//! What kind of text an input is.

use serde::{Deserialize, Serialize};

use super::subtitles;
use crate::kinds::names;
use crate::lexicon::marks::{Pair, is_apostrophe};

/// How to read an input.
///
/// # Example
///
/// ```
/// use dixit::InputFormat;
///
/// for (input, format) in [
///     ("“Never,” said Ana Kovic.", InputFormat::Text),
///     ("# The bridge", InputFormat::Markdown),
///     ("<p>“Never,” said Ana Kovic.", InputFormat::Html),
///     ("<html><p>“Never,” said Ana Kovic.", InputFormat::Page),
///     ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Never.", InputFormat::Subtitles),
/// ] {
///     assert_eq!(InputFormat::Auto.resolve(input), format);
/// }
/// assert_eq!(InputFormat::Markdown.to_string(), "markdown");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum InputFormat {
    /// Look at the input and decide: subtitles where it begins with the times of one, HTML where it
    /// has HTML's tags, Markdown where it has Markdown's links, headings, quotes or emphasis, plain
    /// text otherwise.
    #[default]
    Auto,
    /// Plain text: every character counts.
    Text,
    /// CommonMark with tables. With more than 256 block quotes and lists in each other it is read
    /// as plain text.
    Markdown,
    /// HTML, well-formed or not: all of its text is read. What begins like a whole page, or says
    /// which part of it is the article (`article`, `main`), is read as a [`Page`](Self::Page).
    Html,
    /// A web page as a whole: its article is read; menus, comments, captions and other articles are
    /// left out.
    Page,
    /// Subtitles, SubRip or WebVTT: what is said, without numbers and times. Voices (`<v Name>`) and
    /// labels ("NAME:") say who speaks.
    Subtitles,
}

names!(InputFormat, "input format" { Auto => "auto", Text => "text", Markdown => "markdown", Html => "html", Page => "page", Subtitles => "subtitles" });

/// How much of an input is looked at to tell its format.
const SNIFF: usize = 1 << 16;

const TAGS: &str = "p div br html body span a article section blockquote h1 h2 h3 ul li table";

/// Tags of whole pages, and those that tell an article from what stands beside it.
const PAGE_TAGS: &str = "html head body main article";

impl InputFormat {
    /// The format to read `input` in: `self`, or for [`Auto`](Self::Auto) what the input looks
    /// like. [`Html`](Self::Html) that has the parts of a page is a [`Page`](Self::Page).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn resolve(self, input: &str) -> Self {
        if !matches!(self, Self::Auto | Self::Html) {
            return self;
        }
        let mut end = input.len().min(SNIFF);
        while !input.is_char_boundary(end) {
            end -= 1;
        }
        let head = &input[..end];
        if self == Self::Html {
            return if is_page(head) { Self::Page } else { Self::Html };
        }
        if subtitles::look_like_it(head) {
            return Self::Subtitles;
        }
        let tags = count_tags(head);
        if tags >= 1
            && head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<')
        {
            if is_page(head) { Self::Page } else { Self::Html }
        } else if looks_like_markdown(head) {
            Self::Markdown
        } else if tags >= 2 {
            if is_page(head) { Self::Page } else { Self::Html }
        } else if has_entity(head) {
            // Character references without tags: Markdown decodes them and leaves the rest alone.
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

fn count_tags(text: &str) -> usize {
    tags(text, TAGS).count()
}

/// Whether it is a whole page: it declares to be one, or has the parts of one.
fn is_page(text: &str) -> bool {
    tags(text, PAGE_TAGS).next().is_some()
}

/// Where a tag of one of these names stands, or a document type.
fn tags(text: &str, names: &str) -> impl Iterator<Item = usize> {
    text.match_indices('<').map(|(at, _)| at).filter(move |&at| {
        // In bounds: `<` is one byte.
        let rest = &text.as_bytes()[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        if rest.len() >= 8 && rest[..8].eq_ignore_ascii_case(b"!doctype") {
            return true;
        }
        let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let closes = matches!(rest.get(name), Some(b'>' | b' ' | b'/' | b'\n' | b'\t' | b'\r'));
        closes
            && names
                .split_ascii_whitespace()
                .any(|t| rest[..name].eq_ignore_ascii_case(t.as_bytes()))
    })
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
        heading || link || quoted_emphasis(line) || start.starts_with("> ") || strong(line)
    })
}

/// Whether emphasis begins with a mark that opens a quotation: `*“no”*`.
fn quoted_emphasis(line: &str) -> bool {
    let opens = |c: char| !is_apostrophe(c) && Pair::opened_by(c).next().is_some();
    line.split(['*', '_']).skip(1).any(|after| after.starts_with(opens))
}

/// Whether a line holds `**words**`.
fn strong(line: &str) -> bool {
    line.split("**").skip(1).step_by(2).any(|inner| inner.starts_with(char::is_alphanumeric))
        && line.matches("**").count() >= 2
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
            ("He said _„no“_ twice.", InputFormat::Markdown),
            ("Rock *’n’* roll, the boys*' dog.", InputFormat::Text),
            ("See [this](https://example.org).", InputFormat::Markdown),
            ("> quoted", InputFormat::Markdown),
            ("Tom &amp; I", InputFormat::Markdown),
            ("\n<!DOCTYPE html><title>x</title>", InputFormat::Page),
            ("<p>One</p><BODY class='a'><p>Two", InputFormat::Page),
            ("<article><p>One</article><aside>Two", InputFormat::Page),
            ("<p>One", InputFormat::Html),
            ("One<br>two<br/>three", InputFormat::Html),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>No.", InputFormat::Subtitles),
        ] {
            assert_eq!(InputFormat::Auto.resolve(input), format, "{input:?}");
        }
        assert_eq!(InputFormat::Html.resolve("<p>One"), InputFormat::Html);
        assert_eq!(InputFormat::Html.resolve("<html><p>One"), InputFormat::Page);
        assert_eq!(InputFormat::Page.resolve("<p>One"), InputFormat::Page);
        assert_eq!(InputFormat::Text.resolve("<html><p>One"), InputFormat::Text);
    }
}
