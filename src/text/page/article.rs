//! The title of a page's article, who wrote it, and when: from what readers see where they can, from
//! what machines are told where not.

use std::collections::HashSet;

use super::Page;
use super::hints::Hints;
use super::told::Told;
use super::tree::Node;
use crate::kinds::BlockKind;
use crate::text::Span;
use crate::text::plain::{Article, Block, Part};

/// The most words of a byline and of a date.
const SHORT: usize = 16;
/// How far the byline stands from the beginning of the text, in blocks, on either side.
const NEAR: usize = 24;

/// The title of the article.
#[derive(Clone, Debug)]
pub(super) struct Title {
    part: Part,
    /// The block that shows it, if one does that is a heading and says what machines are told.
    pub(super) block: Option<usize>,
}

/// The title, as far as the page says one.
pub(super) fn title(page: Page<'_>, told: &Told) -> Option<Title> {
    let wanted: HashSet<String> = told.title().map(|t| words(&t.words)).unwrap_or_default();
    let hints = around(page.nodes);
    let mut best: Option<(usize, usize)> = None;
    for (at, block) in page.plain.blocks().iter().enumerate() {
        let is_title = hints.get(page.seen[at].node).is_some_and(|h| h.has(Hints::TITLE));
        if !is_title && block.kind != BlockKind::Heading {
            continue;
        }
        let own = words(page.text(block));
        let same = own.intersection(&wanted).count();
        // All but a few of either: the paper's name may stand behind it.
        let is_told = same > 1 && same * 10 >= own.len() * 8 && same * 10 >= wanted.len() * 5;
        let rank = if is_told { 1 + same } else { 0 };
        if (is_told || is_title) && best.is_none_or(|(_, other)| rank > other) {
            best = Some((at, rank));
        }
    }
    let shown = best.map(|(at, rank)| Title {
        part: page.part(&page.plain.blocks()[at]),
        block: (rank > 0).then_some(at),
    });
    match (shown, told.title()) {
        (Some(shown), _) if shown.block.is_some() => Some(shown),
        (_, Some(told)) => Some(Title { part: told.clone(), block: None }),
        (shown, None) => shown,
    }
}

pub(super) fn describe(
    page: Page<'_>,
    kept: &[bool],
    title: Option<Title>,
    told: &Told,
) -> Article {
    let start = Start { page, hints: around(page.nodes), first: kept.iter().position(|&k| k) };
    Article {
        title: title.map(|title| title.part),
        byline: start.byline(told).or_else(|| told.author().cloned()),
        date: told
            .published()
            .cloned()
            .or_else(|| start.beside_text(Hints::DATE, |_| true).map(|block| page.part(block))),
    }
}

impl Page<'_> {
    fn part(&self, block: &Block) -> Part {
        Part { span: self.plain.to_input(block.span), words: self.plain.words(block.span) }
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

/// The beginning of the article, and what stands near it.
struct Start<'a> {
    page: Page<'a>,
    hints: Vec<Hints>,
    /// The first block of the text.
    first: Option<usize>,
}

impl Start<'_> {
    fn blocks(&self, hint: Hints) -> impl Iterator<Item = (usize, &Block)> {
        let blocks = self.page.plain.blocks().iter().enumerate();
        blocks.filter(move |(at, _)| {
            let node = self.page.seen.get(*at).map_or(0, |s| s.node);
            self.hints.get(node).is_some_and(|h| h.has(hint))
        })
    }

    /// Where readers see the author whom machines are told, or else somebody's name.
    fn byline(&self, told: &Told) -> Option<Part> {
        let Some(author) = told.author() else {
            return self.beside_text(Hints::BYLINE, is_name).map(|b| without_by(self.page.part(b)));
        };
        let block = self.beside_text(Hints::BYLINE, |words| words.contains(&author.words))?;
        let start = block.span.start + self.page.plain.text()[block.span].find(&author.words)?;
        let span = Span::new(start, start + author.words.len());
        Some(Part { span: self.page.plain.to_input(span), words: author.words.clone() })
    }

    /// The short block of a kind that stands nearest before the text, or else behind its beginning.
    fn beside_text(&self, hint: Hints, suits: impl Fn(&str) -> bool) -> Option<&Block> {
        let first = self.first?;
        let suits = |block: &Block| {
            let text = &self.page.plain.text()[block.span];
            let is_short = text.split_whitespace().take(SHORT + 1).count() <= SHORT;
            is_short
                && text.contains(char::is_alphanumeric)
                && suits(&self.page.plain.words(block.span))
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
