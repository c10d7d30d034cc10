//! What stands between the quotation marks of a draft, as the words and signs that are looked for.

use super::words::{Id, each_word, id, is_letter};
use crate::text::{Passages, PlainText, Span};

/// One quotation of a draft.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    /// Its passages in the plain text, without marks: one for each paragraph that it goes on in.
    pub(super) parts: Vec<Span>,
    pub(super) elements: Vec<Element>,
}

/// A word or a sign of a quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Element {
    /// Where it stands in the plain text, its brackets with it.
    pub(super) span: Span,
    pub(super) what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// A word. Of "[T]he", which is partly in brackets, `without` is what the rest is.
    Word { id: Id, without: Option<Id> },
    /// "…", "...", "[…]": words were left out.
    LeftOut,
    /// "[the mayor]": words were put in.
    PutIn,
}

impl Quoted {
    pub(super) fn new(text: &str, parts: Vec<Span>) -> Self {
        let elements = parts.iter().flat_map(|part| elements(text, *part)).collect();
        Self { parts, elements }
    }

    /// The same without signs: brackets and dots may be the source's own.
    pub(super) fn literal(text: &str, parts: Vec<Span>) -> Self {
        let mut elements = Vec::new();
        for part in &parts {
            each_word(&text[*part], |word| {
                let span = word.moved(0, part.start);
                elements.push(Element {
                    span,
                    what: What::Word { id: id(&text[span]), without: None },
                });
            });
        }
        Self { parts, elements }
    }

    /// From its first passage to the end of its last one.
    pub(super) fn whole(&self) -> Span {
        self.parts.iter().copied().reduce(Span::join).unwrap_or_default()
    }
}

/// The quotations of a text: its outermost passages between marks, those of several paragraphs that
/// go on in each other as one, and the blocks for which `is_quoted` that have none.
pub(super) fn quotations(plain: &PlainText<'_>, is_quoted: impl Fn(Span) -> bool) -> Vec<Quoted> {
    let text = plain.text();
    let passages = Passages::read(text, plain.blocks());
    let mut out: Vec<Vec<Span>> = Vec::new();
    let mut goes_on = false;
    for block in plain.blocks() {
        let own = passages.outermost_in(block.span);
        if own.is_empty() && block.quote_depth > 0 && is_quoted(block.span) {
            out.push(vec![block.span]);
        }
        for passage in own {
            match out.last_mut() {
                Some(last) if goes_on && passage.outer.start == block.span.start => {
                    last.push(passage.inner);
                }
                _ => out.push(vec![passage.inner]),
            }
            goes_on = !passage.closed;
        }
        goes_on &= !own.is_empty();
    }
    out.into_iter().map(|parts| Quoted::new(text, parts)).collect()
}

/// What is longer than that between brackets, in bytes, was not put in.
const LONGEST_PUT_IN: usize = 300;

fn elements(text: &str, part: Span) -> Vec<Element> {
    let mut out = Vec::new();
    let mut from = part.start;
    for sign in signs(text, part) {
        words(text, Span::new(from, sign.span.start), &mut out);
        from = sign.span.end;
        out.push(sign);
    }
    words(text, Span::new(from, part.end), &mut out);
    out
}

/// The words of a stretch without signs. Two that a bracket alone parts are one.
fn words(text: &str, within: Span, out: &mut Vec<Element>) {
    let mut spans: Vec<Span> = Vec::new();
    each_word(&text[within], |word| {
        let word = word.moved(0, within.start);
        match spans.last_mut() {
            Some(last) if matches!(&text[last.end..word.start], "[" | "]") => last.end = word.end,
            _ => spans.push(word),
        }
    });
    for mut span in spans {
        let word = &text[span];
        let opens_before = word.contains(']') && text[within.start..span.start].ends_with('[');
        let closes_behind = word.contains('[') && text[span.end..within.end].starts_with(']');
        if opens_before {
            span.start -= '['.len_utf8();
        }
        if closes_behind {
            span.end += ']'.len_utf8();
        }
        out.push(Element { span, what: word_of(&text[span]) });
    }
}

fn word_of(word: &str) -> What {
    if !word.contains('[') {
        return What::Word { id: id(word), without: None };
    }
    let kept: String = word.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    What::Word { id: id(&kept), without: Some(id(&without_brackets(word))) }
}

/// A word without what stands in brackets in it.
pub(super) fn without_brackets(word: &str) -> String {
    let mut inside = false;
    let is_outside = |c: &char| {
        inside = (inside || *c == '[') && *c != ']';
        !inside && *c != ']'
    };
    word.chars().filter(is_outside).collect()
}

/// The signs that words were left out or put in, in order.
fn signs(text: &str, part: Span) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    let mut at = part.start;
    while let Some(found) = text[at..part.end].find(['…', '.', '[', '(']) {
        let start = at + found;
        let sign = bracket(text, Span::new(start, part.end), part.start)
            .or_else(|| dots(text, Span::new(start, part.end)));
        match sign {
            Some(sign) => {
                at = sign.span.end;
                // "… [we] …" has three, ". . . ." one.
                out.push(sign);
            }
            None => at = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out
}

/// "[the mayor]", "[…]", "(...)" at the start of `rest`; not the bracket of "[T]he".
fn bracket(text: &str, rest: Span, begin: usize) -> Option<Element> {
    let close = match text[rest].chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let near = &text[rest.first_bytes(text, LONGEST_PUT_IN)];
    let end = rest.start + near.find(close)? + close.len_utf8();
    let span = Span::new(rest.start, end);
    let inner = Span::new(span.start + 1, end - 1);
    let only_dots = dots(text, inner.trim(text, char::is_whitespace));
    if only_dots.is_some_and(|d| text[d.span.end..inner.end].trim().is_empty()) {
        return Some(Element { span, what: What::LeftOut });
    }
    let touches =
        text[begin..span.start].ends_with(is_letter) || text[end..rest.end].starts_with(is_letter);
    (close == ']' && !touches).then_some(Element { span, what: What::PutIn })
}

/// "…", "...", ". . ." at the start of `rest`, all dots that follow with it.
fn dots(text: &str, rest: Span) -> Option<Element> {
    let (mut count, mut end) = (0, rest.start);
    for (at, c) in text[rest].char_indices() {
        match c {
            '…' => count += 3,
            '.' => count += 1,
            // Two stops with a space between them are two stops.
            ' ' | '\u{a0}' if count > 0 => continue,
            _ => break,
        }
        end = rest.start + at + c.len_utf8();
    }
    let span = Span::new(rest.start, end);
    (count >= 3).then_some(Element { span, what: What::LeftOut })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::InputFormat;

    fn shown(text: &str) -> Vec<String> {
        let quoted = Quoted::new(text, vec![Span::new(0, text.len())]);
        let show = |e: &Element| {
            let sign = match e.what {
                What::Word { without: None, .. } => "",
                What::Word { .. } => "~",
                What::LeftOut => "-",
                What::PutIn => "+",
            };
            format!("{sign}{}", &text[e.span])
        };
        quoted.elements.iter().map(show).collect()
    }

    #[test]
    fn signs_are_told_from_words() {
        for (text, expected) in [
            ("We will … go", &["We", "will", "-…", "go"][..]),
            ("We will. . . . It", &["We", "will", "-. . . .", "It"]),
            ("We [...] go (…) now.", &["We", "-[...]", "go", "-(…)", "now"]),
            (
                "[T]he bridge[s] of [the old] town",
                &["~[T]he", "~bridge[s]", "of", "+[the old]", "town"],
            ),
            ("It fell. A U.S. bridge [", &["It", "fell", "A", "U", "S", "bridge"]),
            ("(quietly) no", &["quietly", "no"]),
            ("…", &["-…"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(without_brackets("[T]he"), "he");
        assert_eq!(word_of("[T]he"), What::Word { id: id("The"), without: Some(id("he")) });
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let text = "“It fell.\n\n“Nobody saw,” she said. “No” and ‘no’.\n\nIt was “old";
        let plain = PlainText::new(text, InputFormat::Text);
        let found: Vec<Vec<&str>> = quotations(&plain, |_| true)
            .iter()
            .map(|q| q.parts.iter().map(|p| &text[*p]).collect())
            .collect();
        assert_eq!(found, [vec!["It fell.", "Nobody saw,"], vec!["No"], vec!["no"], vec!["old"]]);
    }
}
