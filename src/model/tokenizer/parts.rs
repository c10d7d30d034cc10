//! Which normalizers and pre-tokenizers a `tokenizer.json` may have: those that encoders come with,
//! with options that neither make the library panic nor a text grow beyond measure.

use serde_json::Value;

use super::charsmap;
use super::growth::Growth;
use super::patterns::Patterns;

/// Bytes that Unicode's normal forms make of one: of decompositions by compatibility, and of the
/// others (<https://unicode.org/faq/normalization.html>).
const COMPATIBILITY: usize = 11;
const CANONICAL: usize = 3;
/// İ becomes two characters, with three bytes of its two.
const LOWERCASE: usize = 2;
/// Space around an ideograph, and what stands for the rest.
const SPACED: usize = 2;
/// A space, of one byte, becomes a sign of up to four, and as much goes before each piece.
const METASPACE: usize = 8;
/// A byte becomes a character of up to two, and a space goes before each piece.
const BYTE_LEVEL: usize = 4;

/// Adds to `growth` what the parts of a normalizer can make of a byte.
pub(super) fn check_normalizer(
    part: &Value,
    patterns: &mut Patterns,
    growth: &mut Growth,
) -> Result<(), String> {
    match kind(part)? {
        "" => Ok(()),
        "BertNormalizer" => growth.part(CANONICAL * LOWERCASE * SPACED),
        "NFC" | "NFD" => growth.part(CANONICAL),
        "NFKC" | "NFKD" => growth.part(COMPATIBILITY),
        "Nmt" | "StripAccents" | "Strip" => growth.part(1),
        "Lowercase" => growth.part(LOWERCASE),
        "Replace" => {
            let content = text(part, "content")?.len();
            match patterns.shortest_match(part.get("pattern").unwrap_or(&Value::Null))? {
                0 => Err("a normalizer replaces matches of a pattern that matches nothing".into()),
                shortest => growth.part(content.div_ceil(shortest)),
            }
        }
        "Precompiled" => growth.part(charsmap::growth(text(part, "precompiled_charsmap")?)?),
        "Sequence" => growth.within(|growth| {
            list(part, "normalizers")?
                .iter()
                .try_for_each(|part| check_normalizer(part, patterns, growth))
        }),
        other => Err(format!("normalizer {other:?} is none that encoders come with")),
    }
}

/// Adds to `growth` what the parts of a pre-tokenizer can make of a byte.
pub(super) fn check_pre_tokenizer(
    part: &Value,
    patterns: &mut Patterns,
    growth: &mut Growth,
) -> Result<(), String> {
    match kind(part)? {
        "" => Ok(()),
        "BertPreTokenizer" | "Whitespace" | "WhitespaceSplit" | "Punctuation" | "Digits" => {
            growth.part(1)
        }
        "ByteLevel" => growth.part(BYTE_LEVEL),
        "Metaspace" => growth.part(METASPACE),
        "Split" => {
            patterns.shortest_match(part.get("pattern").unwrap_or(&Value::Null))?;
            growth.part(1)
        }
        "Sequence" => growth.within(|growth| {
            list(part, "pretokenizers")?
                .iter()
                .try_for_each(|part| check_pre_tokenizer(part, patterns, growth))
        }),
        other => Err(format!("pre_tokenizer {other:?} is none that encoders come with")),
    }
}

/// The type that a part says it is; nothing for `null`.
fn kind(part: &Value) -> Result<&str, String> {
    if part.is_null() { Ok("") } else { text(part, "type") }
}

fn text<'a>(part: &'a Value, key: &str) -> Result<&'a str, String> {
    part.get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("a part has no {key} that is a string"))
}

fn list<'a>(part: &'a Value, key: &str) -> Result<&'a [Value], String> {
    part.get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| format!("a sequence has no list of {key}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of_normalizer(part: &Value) -> Result<usize, String> {
        let mut growth = Growth::default();
        check_normalizer(part, &mut Patterns::default(), &mut growth).map(|()| growth.factor())
    }

    fn of_pre_tokenizer(part: &Value) -> Result<usize, String> {
        let mut growth = Growth::default();
        check_pre_tokenizer(part, &mut Patterns::default(), &mut growth).map(|()| growth.factor())
    }

    fn replace(pattern: Value, content: &str) -> Value {
        json!({"type": "Replace", "pattern": pattern, "content": content})
    }

    fn sequence(normalizers: &[Value]) -> Value {
        json!({"type": "Sequence", "normalizers": normalizers})
    }

    #[test]
    fn what_encoders_come_with_is_let_through() {
        for (normalizer, growth) in [
            (Value::Null, 1),
            (json!({"type": "BertNormalizer"}), 12),
            (
                sequence(&[
                    replace(json!({"Regex": " {2,}"}), "▁"),
                    json!({"type": "NFKC"}),
                    json!({"type": "StripAccents"}),
                ]),
                22,
            ),
            // ALBERT's, but for its table.
            (
                sequence(&[
                    replace(json!({"String": "``"}), "\""),
                    replace(json!({"String": "''"}), "\""),
                    json!({"type": "NFKD"}),
                    json!({"type": "StripAccents"}),
                    json!({"type": "Lowercase"}),
                ]),
                22,
            ),
        ] {
            assert_eq!(of_normalizer(&normalizer), Ok(growth), "{normalizer}");
        }
        for (pre_tokenizer, growth) in [
            (
                json!({"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace"}]}),
                8,
            ),
            (json!({"type": "Split", "pattern": {"Regex": r"\p{N}"}}), 1),
        ] {
            assert_eq!(of_pre_tokenizer(&pre_tokenizer), Ok(growth), "{pre_tokenizer}");
        }
    }

    #[test]
    fn what_would_break_the_library_is_refused() {
        for normalizer in [
            json!("NFC"),
            json!({}),
            json!({"type": "Prepend", "prepend": "x"}),
            json!({"type": "Replace", "pattern": {"String": "a"}}),
            json!({"type": "Replace", "content": "a"}),
            json!({"type": "Precompiled", "precompiled_charsmap": ""}),
            json!({"type": "Precompiled", "precompiled_charsmap": null}),
            sequence(&[json!({"type": "NFC"}), sequence(&[json!({"type": "Precompiled"})])]),
            json!({"type": "Sequence"}),
        ] {
            assert!(of_normalizer(&normalizer).is_err(), "{normalizer}");
        }
        for pre_tokenizer in [
            json!({"type": "FixedLength", "length": 0}),
            json!({"type": "Delimiter", "delimiter": "x"}),
            json!({"type": "Split"}),
        ] {
            assert!(of_pre_tokenizer(&pre_tokenizer).is_err(), "{pre_tokenizer}");
        }
    }

    /// A few parts that each make little of a byte make gigabytes of it together.
    #[test]
    fn what_makes_a_text_grow_beyond_measure_is_refused() {
        let letters = "a".repeat(32);
        let single = replace(json!({"String": "a"}), &letters);
        assert_eq!(of_normalizer(&sequence(&[single.clone(), single.clone()])), Ok(1024));
        for normalizer in [
            sequence(&[single.clone(), single.clone(), single.clone()]),
            sequence(&[single.clone(), sequence(&[single.clone(), sequence(&[single])])]),
            replace(json!({"String": "a"}), &"a".repeat(5000)),
            // It matches everywhere.
            replace(json!({"Regex": ""}), "a"),
            replace(json!({"String": ""}), "a"),
            replace(json!({"Regex": "b*"}), "a"),
            sequence(&vec![json!({"type": "NFKD"}); 4]),
            sequence(&vec![json!({"type": "Strip"}); 1000]),
            (0..100).fold(json!({"type": "Strip"}), |inner, _| sequence(&[inner])),
        ] {
            assert!(of_normalizer(&normalizer).is_err(), "{:.100}", normalizer.to_string());
        }
        // Each cuts before the signs that the other one has put in.
        let signs = [
            json!({"type": "Metaspace", "replacement": "a"}),
            json!({"type": "Metaspace", "replacement": "b"}),
        ];
        let turns: Vec<&Value> = signs.iter().cycle().take(20).collect();
        assert!(of_pre_tokenizer(&json!({"type": "Sequence", "pretokenizers": turns})).is_err());
    }
}
