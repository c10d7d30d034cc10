//! Which blocks of a page are its article.

use super::hints::Hints;
use super::tree::Node;
use super::{Page, Seen};
use crate::kinds::BlockKind;
use crate::text::plain::Block;

/// The least length of a paragraph that counts as running text, in bytes.
const SENTENCE: usize = 60;
/// The most of running text that may be links, of 100.
const LINKED: usize = 40;
/// The most of a block that may be links, of 100.
const MOST_LINKED: usize = 60;
/// An element with more of the page's running text than this, of 100, is not beside the article,
/// whatever its class says: comments may be longer than what they are about.
const MOST: usize = 85;
/// The same for one that holds the page's title or what is an article by its tag.
const MOST_WITH_TITLE: usize = 50;
/// The article stands behind its title, if this much of the running text does, of 100.
const BEHIND_TITLE: usize = 25;
/// The article stands in the innermost element that has this much of what its parent has, of 100.
const NEARLY_ALL: usize = 75;

/// A block with what is asked of it.
#[derive(Clone, Copy, Debug)]
struct Fact {
    node: usize,
    /// Its bytes, white space left out.
    len: usize,
    linked: usize,
    kind: BlockKind,
    /// How much running text it is.
    prose: usize,
    /// Whether it is a link to another article, with that one's beginning.
    is_teaser: bool,
}

/// Whether each block is the article's, in order. `title` is the block that shows its title.
pub(super) fn choose(page: Page<'_>, title: Option<usize>) -> Vec<bool> {
    let mut facts = facts(page);
    if let Some(title) = title {
        only_behind(title, &mut facts);
    }
    let elements = Elements::new(page.nodes, &facts);
    let inside = elements.inside(elements.root());
    let is_kept = |f: &Fact| inside[f.node] && !is_out(elements.hints[f.node]) && !f.is_teaser;
    let mut kept: Vec<bool> = facts.iter().map(is_kept).collect();
    if let Some(title) = title.and_then(|title| kept.get_mut(title)) {
        *title = false;
    }
    trim(page.nodes, &facts, &mut kept);
    kept
}

fn facts(page: Page<'_>) -> Vec<Fact> {
    let mut menus = page.menus.iter().peekable();
    let blocks = page.plain.blocks().iter().zip(page.seen);
    blocks
        .map(|(block, seen)| {
            let mut menu = 0;
            while let Some(next) = menus.next_if(|menu| menu.start < block.span.end) {
                menu += count(&page.plain.text()[*next]);
            }
            Fact::of(page.text(block), block, seen, menu)
        })
        .collect()
}

/// Takes nothing before the title for running text, if enough stands behind it.
fn only_behind(title: usize, facts: &mut [Fact]) {
    let all: usize = facts.iter().map(|f| f.prose).sum();
    let behind: usize = facts.iter().skip(title).map(|f| f.prose).sum();
    if behind * 100 >= all * BEHIND_TITLE {
        facts.iter_mut().take(title).for_each(|f| f.prose = 0);
    }
}

/// The bytes of `text`, white space left out.
fn count(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

impl Fact {
    /// `menu` is how much of it is a menu, in bytes.
    fn of(text: &str, block: &Block, seen: &Seen, menu: usize) -> Self {
        let len = count(text).saturating_sub(menu);
        let linked = seen.linked.saturating_sub(menu).min(len);
        let end = text.trim_end_matches(['[', ']', ' ']);
        let is_teaser = seen.begins_linked && CUT_OFF.iter().any(|mark| end.ends_with(mark));
        let runs = len >= SENTENCE
            && text.contains(['.', '!', '?', '…'])
            && linked * 100 <= len * LINKED
            && block.kind != BlockKind::Heading
            && !is_teaser;
        let prose = if runs { len } else { 0 };
        Self { node: seen.node, len, linked, kind: block.kind, prose, is_teaser }
    }
}

/// How the beginning of another article ends.
const CUT_OFF: [&str; 2] = ["...", "…"];

struct Elements<'a> {
    nodes: &'a [Node],
    /// What each element's own tag and those around it say.
    hints: Vec<Hints>,
    /// The running text in each element that stands in nothing beside the article.
    prose: Vec<usize>,
}

impl<'a> Elements<'a> {
    fn new(nodes: &'a [Node], facts: &[Fact]) -> Self {
        let all = sums(nodes, facts, |_| true);
        let total = all.first().copied().unwrap_or_default();
        let titled = holds(nodes, Hints::TITLE.with(Hints::ARTICLE));
        let mut hints: Vec<Hints> = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            let mut own = node.hints;
            let most = if titled[at] { MOST_WITH_TITLE } else { MOST };
            if all[at] * 100 > total * most {
                own = own.without(
                    Hints::ASIDE
                        .with(Hints::CAPTION)
                        .with(Hints::BYLINE)
                        .with(Hints::DATE)
                        .with(Hints::OUTSIDE),
                );
            }
            // In bounds but for the first: an element stands behind the one that it stands in.
            let around = hints.get(node.parent).copied().unwrap_or_default();
            hints.push(own.with(around.without(Hints::PROSE.with(Hints::ITEM))));
        }
        let is_out = |f: &Fact| is_out(hints[f.node]);
        let prose = sums(nodes, facts, |f| !is_out(f));
        Self { nodes, hints, prose }
    }

    /// The element that holds the article.
    fn root(&self) -> usize {
        let total = self.prose[0];
        let most = |hint: Hints, least: usize| {
            let own = self.nodes.iter().enumerate().filter(|(_, n)| n.hints.has(hint));
            own.map(|(at, _)| at)
                .max_by_key(|&at| (self.prose[at], at))
                .filter(|&at| self.prose[at] * 100 >= total * least && self.prose[at] > 0)
        };
        let start = most(Hints::MARKED, 30).or_else(|| most(Hints::BODY, 40)).unwrap_or(0);
        // The child with the most, for each element.
        let mut heaviest: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            let best = &mut heaviest[node.parent];
            if best.is_none_or(|b| self.prose[b] < self.prose[at]) {
                *best = Some(at);
            }
        }
        let mut here = start;
        while let Some(next) = heaviest[here] {
            if self.prose[here] == 0
                || self.prose[next] * 100 < self.prose[here] * NEARLY_ALL
                || self.nodes[next].hints.has(Hints::PROSE.with(Hints::ITEM))
            {
                break;
            }
            here = next;
        }
        here
    }

    /// Whether each element is `root` or stands in it.
    fn inside(&self, root: usize) -> Vec<bool> {
        let mut out: Vec<bool> = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            // In bounds but for the first: an element stands behind the one that it stands in.
            out.push(at == root || out.get(node.parent).is_some_and(|&inside| inside));
        }
        out
    }
}

fn is_out(hints: Hints) -> bool {
    hints.has(
        Hints::OUTSIDE
            .with(Hints::ASIDE)
            .with(Hints::CAPTION)
            .with(Hints::BYLINE)
            .with(Hints::DATE)
            .with(Hints::TITLE),
    )
}

/// The running text in each element.
fn sums(nodes: &[Node], facts: &[Fact], counts: impl Fn(&Fact) -> bool) -> Vec<usize> {
    let mut out = vec![0; nodes.len()];
    for fact in facts.iter().filter(|f| counts(f)) {
        out[fact.node] += fact.prose;
    }
    // An element stands behind the one that it stands in.
    for at in (1..nodes.len()).rev() {
        out[nodes[at].parent] += out[at];
    }
    out
}

/// Whether each element, or one in it, has one of `wanted`.
fn holds(nodes: &[Node], wanted: Hints) -> Vec<bool> {
    let mut out: Vec<bool> = nodes.iter().map(|n| n.hints.has(wanted)).collect();
    for at in (1..nodes.len()).rev() {
        out[nodes[at].parent] |= out[at];
    }
    out
}

/// Leaves out what stands before the first and behind the last running text, links, and headings
/// of nothing.
fn trim(nodes: &[Node], facts: &[Fact], kept: &mut [bool]) {
    for (fact, kept) in facts.iter().zip(kept.iter_mut()) {
        *kept &= fact.len > 0 && fact.linked * 100 <= fact.len * MOST_LINKED;
    }
    let first = facts.iter().zip(kept.iter()).position(|(f, &k)| k && f.prose > 0);
    let last = facts.iter().zip(kept.iter()).rposition(|(f, &k)| k && f.prose > 0);
    if let (Some(first), Some(last)) = (first, last) {
        // A short paragraph of the element that running text stands in is the article's, and so is
        // what stands between it and that.
        let beside = |at: usize, other: usize| {
            let (a, b) = (facts[at].node, facts[other].node);
            nodes[a].hints.has(Hints::PROSE)
                && facts[at].kind != BlockKind::Heading
                && nodes[a].parent == nodes[b].parent
        };
        let is_end = |at: usize, other: usize| kept[at] && beside(at, other);
        let first = (0..first).find(|&at| is_end(at, first)).unwrap_or(first);
        let last = (last + 1..kept.len()).rfind(|&at| is_end(at, last)).unwrap_or(last);
        for (at, kept) in kept.iter_mut().enumerate() {
            *kept &= (first..=last).contains(&at);
        }
    }
}
