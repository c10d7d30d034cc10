//! The elements of a page that hold text, each with the one that it stands in.

use std::collections::{BTreeMap, HashMap};

use html5gum::{HtmlString, Spanned};

use super::hints::Hints;
use crate::text::html::INLINE;

/// Elements that hold nothing, and have no end tag.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

/// How far up one tag looks among the elements that are open.
const NEAR: usize = 32;

pub(super) type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, usize>>;

/// An element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The place of the element that it stands in, which is less than its own; the root's is its own.
    pub(super) parent: usize,
    /// What its own tag says.
    pub(super) hints: Hints,
}

/// All elements so far, and those that are open.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    open: Vec<Open>,
    /// How many of each name are open: an end tag without its start is known without a search.
    counts: HashMap<Vec<u8>, usize>,
    links: usize,
    /// How many open elements were looked at.
    #[cfg(test)]
    pub(super) steps: std::cell::Cell<usize>,
}

#[derive(Debug)]
struct Open {
    name: Vec<u8>,
    node: usize,
    inline: bool,
}

impl Tree {
    pub(super) fn new() -> Self {
        let root = Node { parent: 0, hints: Hints::default() };
        Self {
            nodes: vec![root],
            open: Vec::new(),
            counts: HashMap::new(),
            links: 0,
            #[cfg(test)]
            steps: std::cell::Cell::default(),
        }
    }

    /// The innermost element that is open.
    pub(super) fn here(&self) -> usize {
        self.open.last().map_or(0, |o| o.node)
    }

    /// The element that the innermost one stands in.
    pub(super) fn around(&self) -> usize {
        self.nodes.get(self.here()).map_or(0, |node| node.parent)
    }

    /// Whether text that comes next is a link's.
    pub(super) fn in_link(&self) -> bool {
        self.links > 0
    }

    pub(super) fn start(&mut self, name: &[u8], attributes: &Attributes, self_closing: bool) {
        if VOID.contains(&name) || self_closing && matches!(name, b"svg" | b"math") {
            return;
        }
        let inline = INLINE.contains(&name);
        if inline {
            // A link cannot stand in a link.
            if name == b"a" && self.links > 0 {
                self.end(b"a");
            }
        } else {
            self.end_implied(name);
        }
        self.links += usize::from(name == b"a");
        let own = Hints::of(name, attributes);
        // What signs a block quote is not the foot of the page.
        let signs =
            name == b"footer" && self.counts.get(&b"blockquote"[..]).is_some_and(|&n| n > 0);
        let hints = if signs { own.without(Hints::OUTSIDE) } else { own };
        *self.counts.entry(name.to_vec()).or_default() += 1;
        self.open.push(Open { name: name.to_vec(), node: self.nodes.len(), inline });
        let parent = self.open.iter().rev().nth(1).map_or(0, |o| o.node);
        self.nodes.push(Node { parent, hints });
    }

    pub(super) fn end(&mut self, name: &[u8]) {
        if self.counts.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        if INLINE.contains(&name) {
            // Blocks that are open inside of it stay so: only it ends.
            let near = self.near().position(|o| o.name == name);
            if let Some(up) = near {
                // In bounds: it was found counting down from the end.
                let ended = self.open.remove(self.open.len() - 1 - up);
                self.closed(&ended);
            }
            return;
        }
        // As many as were opened, in all of the page.
        while let Some(ended) = self.open.pop() {
            self.closed(&ended);
            if ended.name == name {
                break;
            }
        }
    }

    /// The innermost elements that are open, from inside out.
    fn near(&self) -> impl Iterator<Item = &Open> {
        self.open.iter().rev().take(NEAR).inspect(|_| {
            #[cfg(test)]
            self.steps.set(self.steps.get() + 1);
        })
    }

    fn closed(&mut self, ended: &Open) {
        self.links -= usize::from(ended.name == b"a");
        if let Some(count) = self.counts.get_mut(&ended.name) {
            *count -= 1;
        }
    }

    /// Ends those that the start of a block ends: a paragraph, and an item or a cell before the next.
    fn end_implied(&mut self, name: &[u8]) {
        let siblings: &[&[u8]] = match name {
            b"li" => &[b"li"],
            b"dt" | b"dd" => &[b"dt", b"dd"],
            b"td" | b"th" => &[b"td", b"th"],
            b"tr" => &[b"td", b"th", b"tr"],
            _ => &[],
        };
        loop {
            let innermost = self.near().find(|o| !o.inline);
            match innermost {
                Some(o) if o.name == b"p" || siblings.contains(&&o.name[..]) => {
                    let name = o.name.clone();
                    self.end(&name);
                }
                _ => return,
            }
        }
    }
}
