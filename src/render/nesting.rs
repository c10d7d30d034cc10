//! Spans that nest, touch and overlap, as elements that only nest: one that overlaps the end of
//! another is closed and opened again.

use std::cmp::Reverse;

use crate::{Span, Stretch};

/// A stretch of the input to be marked. Of two with the same ends, the one with the lower `depth`
/// holds the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layer<T> {
    pub(super) span: Span,
    pub(super) depth: u8,
    pub(super) what: T,
}

/// What a writer of elements gets, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event<'s, T> {
    /// An element begins; `first` where nothing of it was open before.
    Open {
        what: T,
        first: bool,
    },
    Words(&'s str),
    /// The element opened last ends.
    Close(T),
}

/// Walks over a text block by block, in order, and knows which layers are open.
#[derive(Debug)]
pub(super) struct Nesting<T> {
    /// In the order in which they open.
    layers: Vec<Layer<T>>,
    /// The first one that has not been reached.
    next: usize,
    /// Those that have been reached and not been left, outermost first, and whether each was open
    /// before.
    reached: Vec<(usize, bool)>,
}

impl<T: Copy> Nesting<T> {
    pub(super) fn new(mut layers: Vec<Layer<T>>) -> Self {
        layers.retain(|l| !l.span.is_empty());
        layers.sort_by_key(|l| (l.span.start, Reverse(l.span.end), l.depth));
        Self { layers, next: 0, reached: Vec::new() }
    }

    /// The events of one block, which begins and ends with nothing open.
    pub(super) fn block<'s>(
        &mut self,
        stretches: impl Iterator<Item = Stretch<'s>>,
        mut event: impl FnMut(Event<'s, T>),
    ) {
        let mut open: Vec<usize> = Vec::new();
        for stretch in stretches {
            let mut at = stretch.span.start;
            while at < stretch.span.end {
                self.advance(at);
                let end = if stretch.verbatim {
                    self.next_change(stretch.span.end)
                } else {
                    stretch.span.end
                };
                let same = open.iter().zip(&self.reached).take_while(|(a, (b, _))| *a == b).count();
                for layer in open.drain(same..).rev() {
                    event(Event::Close(self.layers[layer].what));
                }
                for (layer, seen) in &mut self.reached[same..] {
                    event(Event::Open {
                        what: self.layers[*layer].what,
                        first: !std::mem::replace(seen, true),
                    });
                    open.push(*layer);
                }
                // In bounds: both lie in the stretch, which was read byte for byte.
                let words = if stretch.verbatim {
                    &stretch.text[at - stretch.span.start..end - stretch.span.start]
                } else {
                    stretch.text
                };
                event(Event::Words(words));
                at = end;
            }
        }
        for layer in open.into_iter().rev() {
            event(Event::Close(self.layers[layer].what));
        }
    }

    /// Leaves the layers that end at `at` or before, and reaches those that begin there or before.
    fn advance(&mut self, at: usize) {
        self.reached.retain(|&(layer, _)| self.layers[layer].span.end > at);
        while let Some(layer) = self.layers.get(self.next).filter(|l| l.span.start <= at) {
            if layer.span.end > at {
                self.reached.push((self.next, false));
            }
            self.next += 1;
        }
    }

    /// Where the next layer begins or a reached one ends, `limit` at the latest.
    fn next_change(&self, limit: usize) -> usize {
        let ends = self.reached.iter().map(|&(layer, _)| self.layers[layer].span.end);
        let start = self.layers.get(self.next).map(|l| l.span.start);
        ends.chain(start).fold(limit, usize::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(text: &str, start: usize) -> Stretch<'_> {
        Stretch { span: Span::new(start, start + text.len()), text, verbatim: true }
    }

    fn layer(start: usize, end: usize, depth: u8, what: char) -> Layer<char> {
        Layer { span: Span::new(start, end), depth, what }
    }

    fn written(nesting: &mut Nesting<char>, stretches: &[Stretch<'_>]) -> String {
        let mut out = String::new();
        nesting.block(stretches.iter().copied(), |event| match event {
            Event::Open { what, first } => {
                out += &format!("{}{what}", if first { '<' } else { '«' })
            }
            Event::Words(words) => out += words,
            Event::Close(_) => out.push('>'),
        });
        out
    }

    #[test]
    fn the_longer_one_holds_the_shorter_one() {
        let mut nesting =
            Nesting::new(vec![layer(2, 4, 4, 'm'), layer(0, 6, 0, 's'), layer(2, 4, 2, 'p')]);
        assert_eq!(written(&mut nesting, &[stretch("abcdefgh", 0)]), "<sab<p<mcd>>ef>gh");
    }

    #[test]
    fn one_that_overlaps_an_end_is_opened_again() {
        let mut nesting = Nesting::new(vec![layer(0, 4, 0, 's'), layer(2, 6, 4, 'm')]);
        assert_eq!(written(&mut nesting, &[stretch("abcdefgh", 0)]), "<sab<mcd>>«mef>gh");
    }

    #[test]
    fn a_layer_goes_on_in_the_next_block() {
        let mut nesting = Nesting::new(vec![layer(1, 7, 0, 's')]);
        assert_eq!(written(&mut nesting, &[stretch("abc", 0)]), "a<sbc>");
        assert_eq!(written(&mut nesting, &[stretch("fgh", 5)]), "«sfg>h");
    }

    #[test]
    fn what_was_read_as_other_words_is_not_cut() {
        let reference = Stretch { span: Span::new(1, 8), text: "“", verbatim: false };
        let mut nesting = Nesting::new(vec![layer(0, 4, 0, 's'), layer(6, 9, 0, 't')]);
        assert_eq!(
            written(&mut nesting, &[stretch("a", 0), reference, stretch("b", 8)]),
            "<sa“><tb>"
        );
    }

    #[test]
    fn every_word_is_written_once_and_every_element_is_closed() {
        let text = "0123456789".repeat(4);
        for seed in 0..4000 {
            let mut state: u32 = seed;
            let mut below = |limit: usize| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as usize % limit
            };
            let spans: Vec<(Span, u8)> = (0..below(12))
                .map(|_| {
                    let (a, b) = (below(40), below(40));
                    (Span::new(a.min(b), a.max(b)), below(5) as u8)
                })
                .collect();
            let cuts: Vec<usize> = (0..=below(7)).map(|_| 1 + below(9)).collect();

            let layers = spans.iter().map(|&(s, depth)| layer(s.start, s.end, depth, 'x'));
            let mut nesting = Nesting::new(layers.collect());
            let (mut at, mut words) = (0, String::new());
            let (mut inside, mut marked) = (0usize, Vec::new());
            for cut in &cuts {
                let end = (at + cut).min(text.len());
                nesting.block(std::iter::once(stretch(&text[at..end], at)), |event| match event {
                    Event::Open { .. } => inside += 1,
                    Event::Close(_) => inside -= 1,
                    Event::Words(w) => {
                        marked.extend(std::iter::repeat_n(inside, w.len()));
                        words += w;
                    }
                });
                assert_eq!(inside, 0, "{spans:?} {cuts:?}");
                at = end;
            }
            assert_eq!(words, text[..at], "{spans:?} {cuts:?}");
            for (byte, depth) in marked.into_iter().enumerate() {
                let holds = |(s, _): &&(Span, u8)| s.start <= byte && byte < s.end;
                let expected = spans.iter().filter(holds).count();
                assert_eq!(depth, expected, "at {byte}: {spans:?} {cuts:?}");
            }
        }
    }
}
