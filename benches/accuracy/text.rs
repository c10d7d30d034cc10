//! Characters, spans of them, and names, the way gold files count and compare them.

use dixit::{Span, TextSpanRecord};

/// Half open, in code points.
pub(crate) type Chars = (usize, usize);

pub(crate) fn of_span(span: &Span) -> Chars {
    (span.start, span.end)
}

pub(crate) fn of_words(words: &TextSpanRecord) -> Chars {
    (words.start, words.end)
}

pub(crate) fn overlap(a: Chars, b: Chars) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The share of `of` that lies in `spans`, in 0..=1.
pub(crate) fn covered(of: Chars, spans: &[Chars]) -> f64 {
    let inside: usize = spans.iter().map(|s| of.1.min(s.1).saturating_sub(of.0.max(s.0))).sum();
    inside as f64 / (of.1 - of.0).max(1) as f64
}

pub(crate) fn slice(text: &[char], span: Chars) -> String {
    text[span.0.min(text.len())..span.1.min(text.len())].iter().collect()
}

/// What is between quotation marks, paragraph by paragraph; without a closing mark it is all of the
/// paragraph's rest.
pub(crate) fn quoted_segments(text: &[char]) -> Vec<Chars> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, &c) in text.iter().enumerate() {
        match (c, open) {
            ('“' | '"', None) => open = Some(at + 1),
            ('”' | '"', Some(start)) => {
                out.push((start, at));
                open = None;
            }
            ('\n', Some(start)) => {
                out.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| (start, text.len())));
    out.retain(|&(start, end)| text[start..end].iter().any(|&c| is_word(c)));
    out
}

/// The text with spaces in place of the tags with attributes that some texts of PolNeAR were left
/// with (`<tweet author="@ana">`): an artefact of that corpus, and the marks in them quote nothing.
/// Every character stays where it is.
pub(crate) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let end = tag.find('>').map_or(0, |at| at + 1);
        let is_tag = tag[..end].contains("=\"")
            && !tag[1..end].contains('<')
            && tag[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let (taken, left) = tag.split_at(if is_tag { end } else { 1 });
        if is_tag {
            out.extend(taken.chars().map(|_| ' '));
        } else {
            out.push_str(taken);
        }
        rest = left;
    }
    out + rest
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

const TITLES: [&str; 9] = ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator"];

/// A name without its title, possessive, marks and case.
pub(crate) fn norm(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let name = match name.split_once(char::is_whitespace) {
        Some((first, rest)) if is_title(first) => rest,
        _ => name,
    };
    let kept: String = name.chars().filter(|&c| is_word(c) || c == ' ').collect();
    kept.to_lowercase().trim().to_owned()
}

fn is_title(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word).to_lowercase();
    word == "the" || TITLES.contains(&word.as_str())
}

pub(crate) fn last_word(name: &str) -> String {
    norm(name).split_whitespace().last().unwrap_or_default().to_owned()
}
