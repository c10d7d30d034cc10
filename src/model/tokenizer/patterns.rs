//! The regular expressions of a `tokenizer.json`: those that an automaton runs, in time linear in
//! what it is given, and that are small once they are compiled. Look-around and references would
//! need a search with steps back, of which a stranger can ask for any number.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

/// Bytes of a pattern; the longest that tokenizers come with has some 300.
const LONGEST: usize = 2048;
/// What patterns may weigh together. `\p{L}` weighs 659.
const HEAVIEST: usize = 20_000;
/// An alternative of GPT-2's pattern: space that more space follows. It looks ahead by one
/// character, and takes at most one step back.
const SPACE_BEFORE_SPACE: &str = r"\s+(?!\S)";

/// The patterns of a file, counted together.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    weight: usize,
}

impl Patterns {
    /// The fewest bytes that a match of `pattern` has: `{"String": …}` or `{"Regex": …}`.
    pub(super) fn shortest_match(&mut self, pattern: &Value) -> Result<usize, String> {
        let written = |kind| pattern.get(kind).and_then(Value::as_str);
        match (written("String"), written("Regex")) {
            (Some(literal), None) => Ok(literal.len()),
            (None, Some(regex)) => self.shortest_match_of(regex),
            _ => Err("a part has no pattern".to_owned()),
        }
    }

    fn shortest_match_of(&mut self, regex: &str) -> Result<usize, String> {
        if regex.len() > LONGEST {
            return Err(format!("a pattern has {} bytes, more than {LONGEST}", regex.len()));
        }
        let mut shortest = usize::MAX;
        // Each side on its own: what stands between them is an alternative of the whole, then.
        for part in regex.split(&format!("|{SPACE_BEFORE_SPACE}|")) {
            let hir = regex_syntax::parse(part).map_err(|_| {
                format!("the pattern {regex:?} is none that an automaton could run")
            })?;
            shortest = shortest.min(hir.properties().minimum_len().unwrap_or(usize::MAX));
            self.weight = self.weight.saturating_add(weight(&hir));
        }
        if self.weight > HEAVIEST {
            return Err(format!("the pattern {regex:?} is too large once it is compiled"));
        }
        Ok(shortest)
    }
}

/// Characters and ranges of characters, repetitions written out.
fn weight(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min).max(1) as usize;
            weight(&repeated.sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(1),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(weight).fold(1, usize::saturating_add)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of_regex(regex: &str) -> Result<usize, String> {
        Patterns::default().shortest_match(&json!({ "Regex": regex }))
    }

    #[test]
    fn the_shortest_match_is_counted_in_bytes() {
        for (regex, bytes) in [
            (" {2,}", 2),
            ("[\n\r\t ]+", 1),
            ("é|ab", 2),
            ("a*", 0),
            ("", 0),
            (r"\b", 0),
            ("(?i)ss", 2),
        ] {
            assert_eq!(of_regex(regex), Ok(bytes), "{regex:?}");
        }
        assert_eq!(Patterns::default().shortest_match(&json!({ "String": "``" })), Ok(2));
        for pattern in [json!({}), json!(null), json!({ "String": "a", "Regex": "a" })] {
            assert!(Patterns::default().shortest_match(&pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_tokenizers_come_with_are_let_through() {
        for regex in [
            r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
            r"[\r\n]|\s?\p{L}+|\s?\p{P}+|[一-龥ࠀ-一가-퟿]+|\p{N}",
        ] {
            assert_eq!(of_regex(regex), Ok(1), "{regex}");
        }
    }

    #[test]
    fn what_steps_back_is_refused() {
        for regex in [
            r"(a+)+(?!b)",
            r"(\w+)\1",
            r"(\s|\s+(?!\S)|\s)*x",
            r"(?>a)b",
            r"\Ka",
            "(",
            r"x|\s+(?!\S)",
        ] {
            assert!(of_regex(regex).is_err(), "{regex}");
        }
    }

    #[test]
    fn what_would_compile_to_much_is_refused() {
        for regex in
            [r"\w{1000}", "((a{100}){100}){100}", &"a".repeat(LONGEST + 1), &r"\pL".repeat(600)]
        {
            assert!(of_regex(regex).is_err(), "{:.40}", regex);
        }
        let mut patterns = Patterns::default();
        let letters = json!({ "Regex": r"\p{L}+" });
        assert!((0..100).any(|_| patterns.shortest_match(&letters).is_err()));
    }
}
