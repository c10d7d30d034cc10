//! Which normalizers, pre-tokenizers and models a `tokenizer.json` may have: those that encoders
//! come with, with options that neither make the library panic nor a text grow beyond measure.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::charsmap;

/// The most bytes that a replaced match may become.
const MOST_REPLACEMENT: usize = 32;
/// BERT's has 100; the time for a word grows with the square.
const MOST_WORD_CHARS: usize = 1000;

pub(super) fn check_normalizer(part: &Value) -> Result<(), String> {
    match kind(part)? {
        "" | "BertNormalizer" | "NFC" | "NFD" | "NFKC" | "NFKD" | "Nmt" | "Lowercase"
        | "StripAccents" | "Strip" => Ok(()),
        "Replace" => match text(part, "content")?.len() {
            0..=MOST_REPLACEMENT => Ok(()),
            long => Err(format!("a normalizer puts {long} bytes in place of a match")),
        },
        "Precompiled" => charsmap::check(text(part, "precompiled_charsmap")?),
        "Sequence" => each(part, "normalizers", check_normalizer),
        other => Err(format!("normalizer {other:?} is none that encoders come with")),
    }
}

pub(super) fn check_pre_tokenizer(part: &Value) -> Result<(), String> {
    match kind(part)? {
        "" | "BertPreTokenizer" | "ByteLevel" | "Metaspace" | "Whitespace" | "WhitespaceSplit"
        | "Punctuation" | "Digits" | "Split" => Ok(()),
        "Sequence" => each(part, "pretokenizers", check_pre_tokenizer),
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

fn each(part: &Value, key: &str, check: fn(&Value) -> Result<(), String>) -> Result<(), String> {
    let parts = part
        .get(key)
        .and_then(Value::as_array)
        .ok_or_else(|| format!("a sequence has no list of {key}"))?;
    parts.iter().try_for_each(check)
}

/// What decides about a model; the rest the library checks.
#[derive(Debug, Deserialize)]
struct ModelPart {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    continuing_subword_prefix: Option<String>,
    #[serde(default)]
    max_input_chars_per_word: Option<usize>,
    #[serde(default)]
    dropout: Option<f64>,
    #[serde(default, rename = "vocab")]
    _vocab: IgnoredAny,
}

pub(super) fn check_model(json: &str) -> Result<(), String> {
    let model: ModelPart = serde_json::from_str(json).map_err(|e| format!("model: {e}"))?;
    match model.kind.as_str() {
        "WordPiece" => match model.max_input_chars_per_word {
            Some(most) if most > MOST_WORD_CHARS => Err(format!(
                "max_input_chars_per_word is {most}; more than {MOST_WORD_CHARS} would take too long"
            )),
            _ => Ok(()),
        },
        // The library cuts the prefix off every second half of a merge, whether it begins so or
        // not.
        "BPE" if model.continuing_subword_prefix.is_some_and(|prefix| !prefix.is_empty()) => {
            Err("continuing_subword_prefix of BPE is not supported".to_owned())
        }
        "BPE" if model.dropout.is_some_and(|share| share != 0.0) => {
            Err("dropout would cut a text otherwise each time".to_owned())
        }
        "BPE" | "Unigram" => Ok(()),
        other => Err(format!(
            "model {other:?} is none that encoders come with; there are WordPiece, BPE and Unigram"
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_encoders_come_with_is_let_through() {
        let normalizer = json!({"type": "Sequence", "normalizers": [
            {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}, {"type": "NFKC"}, {"type": "StripAccents"}]});
        assert_eq!(check_normalizer(&normalizer), Ok(()));
        assert_eq!(check_normalizer(&Value::Null), Ok(()));
        assert_eq!(
            check_pre_tokenizer(
                &json!({"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}]})
            ),
            Ok(())
        );
        assert_eq!(
            check_model(
                r###"{"type": "WordPiece", "max_input_chars_per_word": 100, "continuing_subword_prefix": "##"}"###
            ),
            Ok(())
        );
        assert_eq!(
            check_model(
                r#"{"type": "BPE", "continuing_subword_prefix": "", "dropout": null, "vocab": {"a": 1}}"#
            ),
            Ok(())
        );
    }

    #[test]
    fn what_would_break_the_library_is_refused() {
        for normalizer in [
            json!("NFC"),
            json!({}),
            json!({"type": "Prepend", "prepend": "x"}),
            json!({"type": "Replace", "pattern": {"String": "a"}, "content": "a".repeat(MOST_REPLACEMENT + 1)}),
            json!({"type": "Replace", "pattern": {"String": "a"}}),
            json!({"type": "Precompiled", "precompiled_charsmap": ""}),
            json!({"type": "Precompiled", "precompiled_charsmap": null}),
            json!({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Sequence", "normalizers": [{"type": "Precompiled"}]}]}),
            json!({"type": "Sequence"}),
        ] {
            assert!(check_normalizer(&normalizer).is_err(), "{normalizer}");
        }
        for pre_tokenizer in [
            json!({"type": "FixedLength", "length": 0}),
            json!({"type": "Delimiter", "delimiter": "x"}),
        ] {
            assert!(check_pre_tokenizer(&pre_tokenizer).is_err(), "{pre_tokenizer}");
        }
        for model in [
            r###"{"type": "BPE", "continuing_subword_prefix": "##"}"###,
            r#"{"type": "BPE", "dropout": 0.1}"#,
            r#"{"type": "BPE", "type": "WordPiece"}"#,
            r#"{"type": "WordPiece", "max_input_chars_per_word": 100000}"#,
            r#"{"type": "WordLevel"}"#,
            r#"{"vocab": {}}"#,
            "[]",
        ] {
            assert!(check_model(model).is_err(), "{model}");
        }
    }
}
