//! The grammar of quotation marks: which passages of a block stand between marks.

use super::Span;
use crate::lexicon::Class;

/// A passage between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// With its marks.
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

/// The pairs that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// “ ”, also ” ”
    Double,
    /// " "
    Straight,
    /// ‘ ’
    Single,
    /// ' '
    StraightSingle,
    /// « »
    Guillemets,
    /// » «
    ReversedGuillemets,
    /// „ “, „ ”
    Low,
}

impl Pair {
    /// Whether a passage of this pair counts though its closing mark is missing. An apostrophe must
    /// not open a passage.
    fn may_stay_open(self) -> bool {
        !matches!(self, Self::Single | Self::StraightSingle | Self::ReversedGuillemets)
    }
}

/// A mark with what stands around it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// A fullwidth straight mark counts as a plain one.
    mark: char,
    /// In bytes, of the mark as it is written.
    len: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.len
    }

    /// Something starts after it, nothing ends before it.
    fn looks_opening(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || "([{—–-/*_“‘\"'«„:;,…".contains(c))
            && self.after.is_some_and(|c| !c.is_whitespace())
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
}

/// What stands between marks in a stretch of one block, outermost marks only, without them.
pub(crate) fn marked_words(text: &str, stretch: Span) -> Vec<Span> {
    passages(text, stretch).into_iter().filter(|p| p.depth == 0).map(|p| p.inner).collect()
}

/// The passages of the block `block` of `text`, ordered by where they start, outer ones before
/// inner ones.
pub(crate) fn passages(text: &str, block: Span) -> Vec<Passage> {
    let marks = marks(text, block);
    let mut rest_straight = marks.iter().filter(|m| m.mark == '"').count();
    let mut closes = LastCloses::new(&marks);
    let mut open: Vec<(Pair, Mark)> = Vec::new();
    let mut out = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        if mark.mark == '"' {
            rest_straight -= 1;
        }
        closes.advance(i);
        match role(text, mark, &open, rest_straight, &closes) {
            Role::None => {}
            Role::Open(pair) => {
                if open.len() >= MAX_DEPTH
                    && let Some(stray) = open.iter().rposition(|(p, _)| !p.may_stay_open())
                {
                    open.remove(stray);
                }
                if open.len() < MAX_DEPTH {
                    open.push((pair, *mark));
                }
            }
            Role::Close(depth) => {
                // What was opened inside and never closed was no quotation.
                open.truncate(depth + 1);
                if let Some((_, opening)) = open.pop() {
                    push(text, &mut out, opening, mark.at, mark.end(), true);
                }
            }
        }
    }
    open.retain(|(pair, _)| pair.may_stay_open());
    while let Some((_, opening)) = open.pop() {
        push(text, &mut out, opening, block.end, block.end, false);
    }
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

fn push(
    text: &str,
    out: &mut Vec<Passage>,
    opening: Mark,
    inner_end: usize,
    outer_end: usize,
    closed: bool,
) {
    let inner = Span::new(opening.end(), inner_end).trim(text, char::is_whitespace);
    if text[inner].contains(char::is_alphanumeric) {
        out.push(Passage { outer: Span::new(opening.at, outer_end), inner, closed, depth: 0 });
    }
}

fn marks(text: &str, block: Span) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    let mut tags = tags(text, block).into_iter().peekable();
    let mut chars = text[block].char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        while tags.next_if(|t| t.end <= block.start + at).is_some() {}
        let in_tag = tags.peek().is_some_and(|t| t.start <= block.start + at);
        if !in_tag && "“”„‟\"‘’‚‛'«»＂".contains(mark) {
            let plain = if mark == '＂' { '"' } else { mark };
            out.push(Mark {
                at: block.start + at,
                mark: plain,
                len: mark.len_utf8(),
                before,
                after,
            });
        }
        before = Some(mark);
    }
    out
}

/// The length of a tag with attributes that text begins with (`<tweet author="@ana">`), 0 where it
/// begins with none: plain text may hold scraps of markup, and the marks in them quote nothing.
pub(crate) fn tag(text: &str) -> usize {
    const LONGEST: usize = 1000;
    let named = text
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    if !named {
        return 0;
    }
    let end = text.char_indices().skip(1).take(LONGEST).find(|&(_, c)| c == '>' || c == '<');
    let end = end.filter(|&(_, c)| c == '>').map(|(at, _)| at + 1);
    end.filter(|&end| text[..end].contains("=\"")).unwrap_or(0)
}

/// The tags with attributes in a block, in order.
pub(crate) fn tags(text: &str, block: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (at, _) in text[block].match_indices('<') {
        let start = block.start + at;
        let length = if out.last().is_none_or(|t| t.end <= start) {
            tag(&text[start..block.end])
        } else {
            0
        };
        if length > 0 {
            out.push(Span::new(start, start + length));
        }
    }
    out
}

enum Role {
    None,
    Open(Pair),
    /// Closes the passage at this place of the stack.
    Close(usize),
}

fn role(
    text: &str,
    mark: &Mark,
    open: &[(Pair, Mark)],
    rest_straight: usize,
    closes: &LastCloses,
) -> Role {
    let innermost = |pairs: &[Pair]| open.iter().rposition(|(p, _)| pairs.contains(p));
    let close_or = |at: Option<usize>, otherwise: Role| at.map_or(otherwise, Role::Close);
    match mark.mark {
        '“' | '‟' => {
            if let Some(at) = innermost(&[Pair::Low]) {
                return Role::Close(at);
            }
            // Typed where a closing mark belongs: “Yes,“ she said. Typed twice: ““ Yes,” she said.
            if let Some(at) =
                innermost(&[Pair::Double]).filter(|_| !mark.looks_opening() && mark.looks_closing())
            {
                let opened = open.get(at).map_or(mark.at, |(_, opening)| opening.end());
                let holds_words = text
                    .get(opened..mark.at)
                    .is_some_and(|words| words.contains(char::is_alphanumeric));
                return if holds_words { Role::Close(at) } else { Role::None };
            }
            Role::Open(Pair::Double)
        }
        '”' => match innermost(&[Pair::Double, Pair::Low]) {
            Some(at) => Role::Close(at),
            // Mixed with typewriter marks: "Yes,” she said.
            None => match innermost(&[Pair::Straight]) {
                Some(at) if mark.looks_closing() => Role::Close(at),
                _ if mark.looks_opening() => Role::Open(Pair::Double),
                _ => Role::None,
            },
        },
        '„' => Role::Open(Pair::Low),
        '"' => {
            let straight = innermost(&[Pair::Straight]);
            // 6'2" and 15": inches, unless the mark is the one that an open passage waits for.
            let after_digit =
                mark.before.is_some_and(|c| c.is_ascii_digit()) && !mark.looks_opening();
            let awaited = match straight {
                Some(_) => rest_straight.is_multiple_of(2),
                None => innermost(&[Pair::Double]).is_some() && !closes.later('”'),
            };
            if after_digit && !awaited {
                return Role::None;
            }
            match straight {
                Some(at) => Role::Close(at),
                None if mark.looks_closing()
                    && !mark.looks_opening()
                    && innermost(&[Pair::Double]).is_some() =>
                {
                    close_or(innermost(&[Pair::Double]), Role::None)
                }
                // What closes nothing that was opened is a slip: it opens nothing, either.
                None if mark.looks_closing() && !mark.looks_opening() => Role::None,
                None if mark.after.is_some() => Role::Open(Pair::Straight),
                None => Role::None,
            }
        }
        '«' => match innermost(&[Pair::ReversedGuillemets]) {
            Some(at) => Role::Close(at),
            None => Role::Open(Pair::Guillemets),
        },
        '»' => match innermost(&[Pair::Guillemets]) {
            Some(at) => Role::Close(at),
            None if mark.looks_opening() => Role::Open(Pair::ReversedGuillemets),
            None => Role::None,
        },
        '‘' | '‚' | '‛' if mark.looks_opening() && !is_elision(text, mark) => {
            Role::Open(Pair::Single)
        }
        '’' => match innermost(&[Pair::Single]) {
            Some(at)
                if !mark.inside_word()
                    && mark.looks_closing()
                    && !(is_plural_possessive(text, mark) && closes.later('’')) =>
            {
                Role::Close(at)
            }
            _ => Role::None,
        },
        '\'' => match innermost(&[Pair::StraightSingle]) {
            Some(at)
                if !mark.inside_word()
                    && mark.looks_closing()
                    && !(is_plural_possessive(text, mark) && closes.later('\'')) =>
            {
                Role::Close(at)
            }
            None if mark.looks_opening() && closes.later('\'') && !is_elision(text, mark) => {
                Role::Open(Pair::StraightSingle)
            }
            _ => Role::None,
        },
        _ => Role::None,
    }
}

fn is_elision(text: &str, mark: &Mark) -> bool {
    let rest = &text[mark.end()..];
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(8)
        .flat_map(char::to_lowercase)
        .collect();
    rest.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
        || Class::Elision.has(&word)
}

/// "the teachers’ union": after an s, before a word in lower case.
fn is_plural_possessive(text: &str, mark: &Mark) -> bool {
    let mut after = text[mark.end()..].chars();
    mark.before == Some('s')
        && after.next() == Some(' ')
        && after.next().is_some_and(char::is_lowercase)
}

/// The last marks of a block that may close a passage; knowing them in advance keeps the pass
/// linear.
#[derive(Debug)]
struct LastCloses {
    last: [(char, Option<usize>); 3],
    at: usize,
}

impl LastCloses {
    fn new(marks: &[Mark]) -> Self {
        let last = |c: char| (c, marks.iter().rposition(|m| m.mark == c && m.looks_closing()));
        Self { last: [last('’'), last('\''), last('”')], at: 0 }
    }

    fn advance(&mut self, at: usize) {
        self.at = at;
    }

    /// Whether a mark after the one that is looked at may close a passage.
    fn later(&self, mark: char) -> bool {
        self.last.iter().any(|&(c, last)| c == mark && last.is_some_and(|last| last > self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        passages(text, Span::new(0, text.len())).into_iter().map(|p| &text[p.inner]).collect()
    }

    #[test]
    fn fullwidth_marks_are_as_long_as_they_are_written() {
        assert_eq!(inner("＂a＂ ＂never closed"), ["a", "never closed"]);
        assert!(inner("＂!").is_empty());
        let text = "＂a＂ said Kovic";
        assert_eq!(
            passages(text, Span::new(0, text.len()))
                .iter()
                .map(|p| &text[p.outer])
                .collect::<Vec<_>>(),
            ["＂a＂"]
        );
    }

    #[test]
    fn every_pair_of_marks() {
        assert_eq!(
            inner("“a” \"b\" ‘c’ 'd' « e » »f« „g“ „h”"),
            ["a", "b", "c", "d", "e", "f", "g", "h"]
        );
    }

    #[test]
    fn split_by_a_cue_and_adjacent() {
        assert_eq!(inner("“Yes,” he said, “no.” “Well.”"), ["Yes,", "no.", "Well."]);
        assert_eq!(inner("\"Yes,\" he said, \"no.\"\"Well.\""), ["Yes,", "no.", "Well."]);
    }

    #[test]
    fn nested() {
        let text = "“She said ‘no, it’s mine’ and “left” me,” he said. \"He told us 'go' twice.\"";
        assert_eq!(
            inner(text),
            [
                "She said ‘no, it’s mine’ and “left” me,",
                "no, it’s mine",
                "left",
                "He told us 'go' twice.",
                "go"
            ]
        );
        let depths: Vec<_> =
            passages(text, Span::new(0, text.len())).iter().map(|p| p.depth).collect();
        assert_eq!(depths, [0, 1, 1, 0, 1]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(
            inner("It’s the teachers’ union’s ‘90s rock ’n’ roll, isn't it, James' '90s dog")
                .is_empty()
        );
        assert_eq!(
            inner("He called it ‘the teachers’ own fault’ then"),
            ["the teachers’ own fault"]
        );
        assert_eq!(inner("He said 'the boys' own dogs' were out"), ["the boys' own dogs"]);
    }

    #[test]
    fn inches_and_minutes_are_no_marks() {
        assert!(inner("a 6'2\" man with a 15\" screen at 51° 30' 26\" north").is_empty());
        assert_eq!(
            inner("“He is 6'2\" tall,” she said. “A 4\" nail.”"),
            ["He is 6'2\" tall,", "A 4\" nail."]
        );
        assert_eq!(inner("\"It weighs 5\" or \"6\" he said"), ["It weighs 5", "6"]);
    }

    #[test]
    fn a_stray_mark_hides_no_quotation() {
        let text = "‘Merica is back. “We will go,” said Ana. ‘a ‘b ‘c ‘d ‘e ‘f ‘g ‘h “Yes.”";
        assert_eq!(inner(text), ["We will go,", "Yes."]);
        assert!(passages(text, Span::new(0, text.len())).iter().all(|p| p.depth == 0));
    }

    #[test]
    fn a_closing_mark_that_closes_nothing_opens_nothing() {
        assert_eq!(
            inner("He took a look at his systems\" today. The \"records\" were thin."),
            ["records"]
        );
        assert_eq!(
            inner("\" There is nothing \" , she said . \" No . \""),
            ["There is nothing", "No ."]
        );
    }

    #[test]
    fn attributes_of_tags_are_no_quotations() {
        assert_eq!(inner("<tweet id=\"77\" author=\"@ana\">We said \"no\" twice</tweet>"), ["no"]);
        assert_eq!(inner("if a < b, \"c\" > d"), ["c"]);
    }

    #[test]
    fn unclosed_runs_to_the_end() {
        let text = "“It goes on and on. ‘Never' mind";
        let found = passages(text, Span::new(0, text.len()));
        assert_eq!(found.len(), 1);
        assert!(!found[0].closed);
        assert_eq!(&text[found[0].inner], "It goes on and on. ‘Never' mind");
        assert!(inner("a stray ” here").is_empty());
        assert!(inner("at the end \"").is_empty());
    }

    #[test]
    fn typing_errors_are_read_as_meant() {
        assert_eq!(
            inner("“Yes,“ she said. \"No,” he said. “Oh,\" they said."),
            ["Yes,", "No,", "Oh,"]
        );
    }

    #[test]
    fn a_mark_typed_twice_closes_nothing() {
        assert_eq!(inner("It fell.““ We will go,” said Ana."), ["“ We will go,"]);
    }

    #[test]
    fn a_million_marks_end_soon() {
        let text = "“".repeat(20_000) + &"'a ".repeat(20_000) + &"\"".repeat(20_001);
        for p in passages(&text, Span::new(0, text.len())) {
            assert!(text.get(p.inner.range()).is_some());
        }
    }
}
