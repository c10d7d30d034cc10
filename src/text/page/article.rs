//! The title of a page's article, who wrote it, and when: from what readers see where they can, from
//! what machines are told where not.

use std::collections::HashSet;

use super::Seen;
use super::hints::Hints;
use super::told::Told;
use super::tree::Node;
use crate::text::plain::{Article, Block, Part};
use crate::text::{PlainText, Span};

/// The most words of a byline and of a date.
const SHORT: usize = 16;
/// How far the byline stands from the beginning of the text, in blocks, on either side.
const NEAR: usize = 24;

pub(super) fn describe(
    plain: &PlainText<'_>,
    seen: &[Seen],
    nodes: &[Node],
    kept: &[bool],
    told: &Told,
) -> Article {
    let page = Page { plain, seen, hints: around(nodes), first: kept.iter().position(|&k| k) };
    Article {
        title: page.title(told).or_else(|| told.title().cloned()),
        byline: page.byline(told).or_else(|| told.author().cloned()),
        date: told
            .published()
            .cloned()
            .or_else(|| page.beside_text(Hints::DATE, |_| true).map(|block| page.part(block))),
    }
}

/// What the tags of each element and of those around it say.
fn around(nodes: &[Node]) -> Vec<Hints> {
    let mut out: Vec<Hints> = Vec::with_capacity(nodes.len());
    for node in nodes {
        // In bounds but for the root: an element stands behind the one that it stands in.
        let outer = out.get(node.parent).copied().unwrap_or_default();
        out.push(node.hints.with(outer));
    }
    out
}

struct Page<'a> {
    plain: &'a PlainText<'a>,
    seen: &'a [Seen],
    hints: Vec<Hints>,
    /// The first block of the text.
    first: Option<usize>,
}

impl Page<'_> {
    fn blocks(&self, hint: Hints) -> impl Iterator<Item = (usize, &Block)> {
        let blocks = self.plain.blocks().iter().enumerate();
        blocks.filter(move |(at, _)| {
            let node = self.seen.get(*at).map_or(0, |s| s.node);
            self.hints.get(node).is_some_and(|h| h.has(hint))
        })
    }

    fn part(&self, block: &Block) -> Part {
        Part { span: self.plain.to_input(block.span), words: self.plain.words(block.span) }
    }

    /// The heading that is most like what machines are told, or else the last before the text.
    fn title(&self, told: &Told) -> Option<Part> {
        let wanted: HashSet<String> = told.title().map(|t| words(&t.words)).unwrap_or_default();
        let first = self.first.unwrap_or(usize::MAX);
        let best = self.blocks(Hints::TITLE).max_by_key(|(at, block)| {
            let own = words(&self.plain.text()[block.span]);
            (own.intersection(&wanted).count(), *at < first, *at)
        });
        best.map(|(_, block)| self.part(block))
    }

    /// Where readers see the author whom machines are told, or else somebody's name.
    fn byline(&self, told: &Told) -> Option<Part> {
        let Some(author) = told.author() else {
            return self.beside_text(Hints::BYLINE, is_name).map(|b| without_by(self.part(b)));
        };
        let block = self.beside_text(Hints::BYLINE, |words| words.contains(&author.words))?;
        let start = block.span.start + self.plain.text()[block.span].find(&author.words)?;
        let span = Span::new(start, start + author.words.len());
        Some(Part { span: self.plain.to_input(span), words: author.words.clone() })
    }

    /// The short block of a kind that stands nearest before the text, or else behind its beginning.
    fn beside_text(&self, hint: Hints, suits: impl Fn(&str) -> bool) -> Option<&Block> {
        let first = self.first?;
        let suits = |block: &Block| {
            let text = &self.plain.text()[block.span];
            let is_short = text.split_whitespace().take(SHORT + 1).count() <= SHORT;
            is_short && text.contains(char::is_alphanumeric) && suits(&self.plain.words(block.span))
        };
        let near = self.blocks(hint).filter(|(at, b)| at.abs_diff(first) <= NEAR && suits(b));
        near.min_by_key(|(at, _)| (*at >= first, at.abs_diff(first))).map(|(_, block)| block)
    }
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Two words or more, the first with a capital, and no date.
fn is_name(words: &str) -> bool {
    words.contains(' ')
        && words.starts_with(char::is_uppercase)
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// "Ana Kovic" of "By Ana Kovic".
fn without_by(byline: Part) -> Part {
    match byline.words.split_once(' ') {
        Some((by, name)) if by.eq_ignore_ascii_case("by") => {
            // In the input the word may stand in a tag of its own, so it stays in the place.
            Part { words: name.to_owned(), span: byline.span }
        }
        _ => byline,
    }
}
