//! The grammar of quotation marks: which passages of a block stand between marks.

use super::Span;
use crate::lexicon::Class;
use crate::lexicon::marks::{Pair, is_apostrophe, is_dash, is_mark};

/// A passage between quotation marks, or behind a quotation dash (`quotation_dashes.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// With its marks, or its dash.
    pub(crate) outer: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// Whether its closing mark is there; a speaker who goes on in the next paragraph leaves it
    /// out.
    pub(crate) closed: bool,
    /// How many passages it stands in.
    pub(crate) depth: usize,
}

/// Deeper than this, marks are damage rather than nesting.
const MAX_DEPTH: usize = 8;

/// A mark with what stands around it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// In bytes.
    length: usize,
    mark: char,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.length
    }

    /// Something starts after it, nothing ends before it.
    fn looks_opening(&self) -> bool {
        let is_free = |c: char| {
            c.is_whitespace() || "([{-/*_:;,…".contains(c) || is_dash(c) || opens_surely(c)
        };
        self.before.is_none_or(is_free) && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// Something ends before it.
    fn looks_closing(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace())
            && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    /// Between two letters or digits.
    fn inside_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric)
            && self.after.is_some_and(char::is_alphanumeric)
    }

    /// A double straight mark, which is written for inches as well.
    fn is_straight(&self) -> bool {
        Pair::Straight.is_closed_by(self.mark)
    }
}

fn opens_surely(mark: char) -> bool {
    Pair::opened_by(mark).next().is_some()
}

/// The passages of the block `block` of `text`, ordered by where they start, outer ones before
/// inner ones.
pub(super) fn passages(text: &str, block: Span) -> Vec<Passage> {
    let marks = marks(text, block);
    let mut reader = Reader {
        text,
        open: Vec::new(),
        rest_straight: marks.iter().filter(|m| m.is_straight()).count(),
        at: 0,
        closes: LastCloses::new(&marks),
        found: Vec::new(),
    };
    let mut rest = marks.iter().enumerate().peekable();
    while let Some((at, mark)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        match next.and_then(|next| reader.two_singles(mark, next)) {
            Some(double) => {
                reader.read(at, &double);
                rest.next();
            }
            None => reader.read(at, mark),
        }
    }
    let mut out = reader.end(block);
    out.sort_by_key(|p: &Passage| (p.outer.start, std::cmp::Reverse(p.outer.end)));
    // Only now is it known which openings were quotations at all.
    let mut around: Vec<usize> = Vec::new();
    for passage in &mut out {
        while around.pop_if(|end| *end <= passage.outer.start).is_some() {}
        passage.depth = around.len();
        around.push(passage.outer.end);
    }
    out
}

fn marks(text: &str, block: Span) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    let mut chars = text[block].char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        if is_mark(mark) {
            let after = chars.peek().map(|&(_, c)| c);
            let length = mark.len_utf8();
            out.push(Mark { at: block.start + at, length, mark, before, after });
        }
        before = Some(mark);
    }
    out
}

enum Role {
    None,
    Open(Pair),
    /// Closes the passage at this place of the stack.
    Close(usize),
    /// Ends the passage on top of the stack before it, and opens the next one.
    Reopen,
}

/// Reads the marks of a block one after the other.
struct Reader<'a> {
    text: &'a str,
    open: Vec<(Pair, Mark)>,
    /// Double straight marks that are still to come.
    rest_straight: usize,
    /// The place of the mark that is read.
    at: usize,
    closes: LastCloses,
    found: Vec<Passage>,
}

impl Reader<'_> {
    fn read(&mut self, at: usize, mark: &Mark) {
        self.at = at;
        self.rest_straight -= usize::from(mark.is_straight());
        match self.role(mark) {
            Role::None => {}
            Role::Open(pair) => {
                if self.open.len() >= MAX_DEPTH
                    && let Some(stray) = self.open.iter().rposition(|(p, _)| !p.may_stay_open())
                {
                    self.open.remove(stray);
                }
                if self.open.len() < MAX_DEPTH {
                    self.open.push((pair, *mark));
                }
            }
            Role::Reopen => {
                if let Some((pair, opening)) = self.open.pop() {
                    self.add(opening, mark.at, mark.at, false);
                    self.open.push((pair, *mark));
                }
            }
            Role::Close(depth) => {
                // What was opened inside and never closed was no quotation.
                self.open.truncate(depth + 1);
                if let Some((_, opening)) = self.open.pop() {
                    self.add(opening, mark.at, mark.end(), true);
                }
            }
        }
    }

    /// Two single marks that were typed where a double one belongs: “Yes,’’ she said.
    fn two_singles(&self, first: &Mark, second: &Mark) -> Option<Mark> {
        let is_awaited = self.open.last().is_some_and(|(pair, _)| *pair == Pair::Double);
        let are_two = is_apostrophe(first.mark)
            && first.mark == second.mark
            && first.end() == second.at
            && second.after.is_none_or(|c| !c.is_alphanumeric());
        let length = first.length + second.length;
        (is_awaited && are_two)
            .then_some(Mark { length, mark: '”', after: second.after, ..*first })
    }

    fn end(mut self, block: Span) -> Vec<Passage> {
        self.open.retain(|(pair, _)| pair.may_stay_open());
        while let Some((_, opening)) = self.open.pop() {
            self.add(opening, block.end, block.end, false);
        }
        self.found
    }

    fn add(&mut self, opening: Mark, inner_end: usize, outer_end: usize, closed: bool) {
        let inner = Span::new(opening.end(), inner_end).trim(self.text, char::is_whitespace);
        if self.text[inner].contains(char::is_alphanumeric) {
            let outer_end = if closed { outer_end } else { inner.end.max(opening.end()) };
            let outer = Span::new(opening.at, outer_end);
            self.found.push(Passage { outer, inner, closed, depth: 0 });
        }
    }

    fn role(&self, mark: &Mark) -> Role {
        if self.is_measure(mark) {
            return Role::None;
        }
        if self.reopens(mark) {
            return Role::Reopen;
        }
        if let Some(at) = self.open.iter().rposition(|(pair, _)| self.closes(mark, *pair)) {
            return Role::Close(at);
        }
        // Typed where a closing mark belongs: “Yes,“ she said; "Yes,” she said.
        let looks_it = mark.looks_closing() && !(mark.looks_opening() && opens_surely(mark.mark));
        let mistyped = |(pair, _): &(Pair, Mark)| looks_it && pair.is_closed_too_by(mark.mark);
        if let Some(at) = self.open.iter().rposition(mistyped) {
            // Typed twice, ““ Yes,” she said, it closes nothing.
            let words = self.open.get(at).map(|(_, opening)| opening.end()..mark.at);
            let is_empty = words
                .and_then(|words| self.text.get(words))
                .is_none_or(|words| !words.contains(char::is_alphanumeric));
            return if is_empty { Role::None } else { Role::Close(at) };
        }
        Pair::opened_by(mark.mark)
            .find(|&pair| self.opens(mark, pair))
            .or_else(|| Pair::opened_too_by(mark.mark).find(|_| mark.looks_opening()))
            .map_or(Role::None, Role::Open)
    }

    /// 6'2" and 15": inches, unless the mark is the one that an open passage waits for.
    fn is_measure(&self, mark: &Mark) -> bool {
        let after_digit = mark.before.is_some_and(|c| c.is_ascii_digit()) && !mark.looks_opening();
        let is_open = |pair: Pair| self.open.iter().any(|(p, _)| *p == pair);
        let awaited = || match is_open(Pair::Straight) {
            true => self.rest_straight.is_multiple_of(2),
            false => is_open(Pair::Double) && !self.closes_later(Pair::Double),
        };
        mark.is_straight() && after_digit && !awaited()
    }

    /// Whether a speaker goes on at a straight mark, in the next sentence of a paragraph: "It is late.
    /// "We should go." What looks like an opening mark behind a stop closes nothing.
    fn reopens(&self, mark: &Mark) -> bool {
        let is_open = self.open.last().is_some_and(|(pair, _)| *pair == Pair::Straight);
        is_open
            && mark.is_straight()
            && mark.before == Some(' ')
            && mark.after.is_some_and(char::is_alphanumeric)
            && self.text[..mark.at].trim_end_matches(' ').ends_with(['.', '?', '!'])
    }

    /// Whether a mark of `pair` closes it here: where it may be an apostrophe, it must look it.
    fn closes(&self, mark: &Mark, pair: Pair) -> bool {
        let stands_so = || {
            !mark.inside_word()
                && mark.looks_closing()
                && !(self.is_plural_possessive(mark) && self.closes_later(pair))
        };
        pair.is_closed_by(mark.mark) && (!is_apostrophe(mark.mark) || stands_so())
    }

    /// Whether a mark that opens `pair` does so here.
    fn opens(&self, mark: &Mark, pair: Pair) -> bool {
        match pair {
            // What closes nothing that was opened is a slip: it opens nothing, either.
            Pair::Straight => {
                mark.after.is_some() && (mark.looks_opening() || !mark.looks_closing())
            }
            Pair::Single => mark.looks_opening() && !self.is_elision(mark),
            Pair::StraightSingle => {
                mark.looks_opening()
                    && self.closes_later(pair)
                    && !self.open.iter().any(|(p, _)| *p == pair)
                    && !self.is_elision(mark)
            }
            _ => true,
        }
    }

    /// "’90s", "’em"
    fn is_elision(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.end()..];
        let word: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .take(LONGEST_ELISION)
            .flat_map(char::to_lowercase)
            .collect();
        rest.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
            || Class::Elision.has(&word)
    }

    /// "the teachers’ union": after an s, before a word in lower case.
    fn is_plural_possessive(&self, mark: &Mark) -> bool {
        let mut after = self.text[mark.end()..].chars();
        mark.before == Some('s')
            && after.next() == Some(' ')
            && after.next().is_some_and(char::is_lowercase)
    }

    /// Whether a mark after the one that is read may close a passage of `pair`.
    fn closes_later(&self, pair: Pair) -> bool {
        self.closes.of(pair).is_some_and(|last| last > self.at)
    }
}

/// No word that an apostrophe shortens is longer, in characters.
const LONGEST_ELISION: usize = 8;

/// The last marks of a block that may close a passage; knowing them in advance keeps the pass
/// linear.
#[derive(Debug)]
struct LastCloses([(Pair, Option<usize>); 3]);

impl LastCloses {
    fn new(marks: &[Mark]) -> Self {
        let last = |pair: Pair| {
            let closes = |m: &Mark| pair.is_closed_by(m.mark) && m.looks_closing();
            (pair, marks.iter().rposition(closes))
        };
        Self([last(Pair::Single), last(Pair::StraightSingle), last(Pair::Double)])
    }

    fn of(&self, pair: Pair) -> Option<usize> {
        self.0.iter().find(|(p, _)| *p == pair).and_then(|(_, last)| *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::suite;

    /// `tests/data/marks.toml`: what of each input stands between marks, and how deep.
    #[test]
    fn the_suite() {
        suite::run("marks.toml", |case| {
            let found = passages(&case.input, Span::new(0, case.input.len()));
            let shown: Vec<String> = found
                .iter()
                .map(|p| {
                    let open = if p.closed { "" } else { "…" };
                    format!("{}{}{open}", "> ".repeat(p.depth), &case.input[p.inner])
                })
                .collect();
            case.check(&shown);
        });
    }

    #[test]
    fn fullwidth_marks_are_as_long_as_they_are_written() {
        let text = "＂a＂ said Kovic";
        let found = passages(text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|p| &text[p.outer]).collect::<Vec<_>>(), ["＂a＂"]);
    }

    #[test]
    fn a_million_marks_end_soon() {
        let text = "“".repeat(20_000) + &"'a ".repeat(20_000) + &"\"".repeat(20_001);
        for p in passages(&text, Span::new(0, text.len())) {
            assert!(text.get(p.inner.range()).is_some());
        }
    }
}
