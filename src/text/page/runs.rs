//! Links in a row with nothing between them: a menu, or a card that a page shows beside a name, in
//! the middle of a paragraph.

use crate::text::Span;

/// The fewest links that are a menu.
const FEWEST: usize = 3;

/// Looks for them while a page is read. Offsets are the text's.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Where the text of each stands, in order.
    found: Vec<Span>,
    /// The element that the links stand in, how many they are, and where their text stands.
    open: Option<(usize, usize, Span)>,
}

impl Runs {
    /// A link begins in the element `parent`, at the end of the text.
    pub(super) fn link(&mut self, parent: usize, at: usize) {
        match &mut self.open {
            Some((element, count, _)) if *element == parent => *count += 1,
            _ => {
                self.end();
                self.open = Some((parent, 1, Span::new(at, at)));
            }
        }
    }

    /// A link's text goes on to `end`.
    pub(super) fn text_of_link(&mut self, end: usize) {
        if let Some((_, _, span)) = &mut self.open {
            span.end = end;
        }
    }

    /// What comes next stands beside no link.
    pub(super) fn end(&mut self) {
        if let Some((_, count, span)) = self.open.take()
            && count >= FEWEST
            && !span.is_empty()
        {
            self.found.push(span);
        }
    }

    /// All that were found, in order.
    pub(super) fn into_spans(mut self) -> Vec<Span> {
        self.end();
        self.found
    }
}
