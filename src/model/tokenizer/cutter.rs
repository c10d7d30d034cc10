//! What cuts a sentence: `model`, and the vocabulary in it.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// BERT's has 100; the time for a word grows with the square.
const MOST_WORD_CHARS: usize = 1000;
/// Bytes of an entry: the library keeps a node for each, nested in the one before. The longest of
/// models that are known are rows of signs, with some 200.
const LONGEST_ENTRY: usize = 1024;
/// Bytes of what goes before or behind the parts of a word; it is copied for each of them.
const LONGEST_AFFIX: usize = 64;

/// What decides about a model; the rest the library checks.
#[derive(Debug, Deserialize)]
struct ModelPart {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    continuing_subword_prefix: Option<String>,
    #[serde(default)]
    end_of_word_suffix: Option<String>,
    #[serde(default)]
    max_input_chars_per_word: Option<usize>,
    #[serde(default)]
    dropout: Option<f64>,
    #[serde(default)]
    vocab: Extremes,
}

/// Of a vocabulary: a map from words to their ids, or a list of pairs of words and scores.
#[derive(Debug, Default)]
struct Extremes {
    /// Bytes of the longest entry.
    longest: usize,
    largest_id: Option<u32>,
}

/// How many bytes a word has; it is kept for no longer than that takes.
struct Length(usize);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;

        impl Visitor<'_> for Word {
            type Value = Length;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word")
            }

            fn visit_str<E>(self, word: &str) -> Result<Length, E> {
                Ok(Length(word.len()))
            }
        }

        deserializer.deserialize_str(Word)
    }
}

impl<'de> Deserialize<'de> for Extremes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Vocabulary;

        impl<'de> Visitor<'de> for Vocabulary {
            type Value = Extremes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a vocabulary")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extremes, A::Error> {
                let mut out = Extremes::default();
                while let Some((Length(word), id)) = map.next_entry::<Length, u32>()? {
                    out.longest = out.longest.max(word);
                    out.largest_id = out.largest_id.max(Some(id));
                }
                Ok(out)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Extremes, A::Error> {
                let mut out = Extremes::default();
                while let Some((Length(word), _)) = list.next_element::<(Length, IgnoredAny)>()? {
                    out.longest = out.longest.max(word);
                    out.largest_id = Some(out.largest_id.map_or(0, |id| id.saturating_add(1)));
                }
                Ok(out)
            }
        }

        deserializer.deserialize_any(Vocabulary)
    }
}

/// A model that passed the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cutter {
    pub(super) is_word_piece: bool,
    /// The largest id of the vocabulary, or none where it is empty.
    pub(super) largest_id: Option<u32>,
}

pub(super) fn check(json: &str) -> Result<Cutter, String> {
    let model: ModelPart = serde_json::from_str(json).map_err(|e| format!("model: {e}"))?;
    let Extremes { longest, largest_id } = model.vocab;
    if longest > LONGEST_ENTRY {
        return Err(format!(
            "the vocabulary has an entry of {longest} bytes, more than {LONGEST_ENTRY}"
        ));
    }
    for (name, affix) in [
        ("continuing_subword_prefix", &model.continuing_subword_prefix),
        ("end_of_word_suffix", &model.end_of_word_suffix),
    ] {
        let bytes = affix.as_ref().map_or(0, String::len);
        if bytes > LONGEST_AFFIX {
            return Err(format!("{name} has {bytes} bytes, more than {LONGEST_AFFIX}"));
        }
    }
    match model.kind.as_str() {
        "WordPiece" => match model.max_input_chars_per_word {
            Some(most) if most > MOST_WORD_CHARS => Err(format!(
                "max_input_chars_per_word is {most}; more than {MOST_WORD_CHARS} would take too long"
            )),
            _ => Ok(Cutter { is_word_piece: true, largest_id }),
        },
        // The library cuts the prefix off every second half of a merge, whether it begins so or
        // not.
        "BPE" if model.continuing_subword_prefix.is_some_and(|prefix| !prefix.is_empty()) => {
            Err("continuing_subword_prefix of BPE is not supported".to_owned())
        }
        "BPE" if model.dropout.is_some_and(|share| share != 0.0) => {
            Err("dropout would cut a text otherwise each time".to_owned())
        }
        "BPE" | "Unigram" => Ok(Cutter { is_word_piece: false, largest_id }),
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
        for (model, largest) in [
            (
                json!({"type": "WordPiece", "max_input_chars_per_word": 100, "continuing_subword_prefix": "##", "vocab": {"a": 7, "b": 3}}),
                Some(7),
            ),
            (
                json!({"type": "BPE", "continuing_subword_prefix": "", "dropout": null, "vocab": {"a": 0}, "merges": [["a", "a"]]}),
                Some(0),
            ),
            (
                json!({"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁a", -1.5]]}),
                Some(1),
            ),
            (json!({"type": "BPE", "vocab": {}}), None),
        ] {
            let is_word_piece = model["type"] == "WordPiece";
            let cutter = Cutter { is_word_piece, largest_id: largest };
            assert_eq!(check(&model.to_string()), Ok(cutter), "{model}");
        }
    }

    #[test]
    fn what_would_break_the_library_is_refused() {
        for model in [
            r###"{"type": "BPE", "continuing_subword_prefix": "##"}"###,
            r#"{"type": "BPE", "dropout": 0.1}"#,
            r#"{"type": "BPE", "type": "WordPiece"}"#,
            r#"{"type": "WordPiece", "max_input_chars_per_word": 100000}"#,
            r#"{"type": "WordLevel"}"#,
            r#"{"type": "Unigram", "vocab": [["a"]]}"#,
            r#"{"type": "Unigram", "vocab": 1}"#,
            r#"{"vocab": {}}"#,
            r#"{"type": "WordPiece", "vocab": {"a": -1}}"#,
            "[]",
        ] {
            assert!(check(model).is_err(), "{model}");
        }
        let (long, affix) = ("x".repeat(LONGEST_ENTRY + 1), "#".repeat(LONGEST_AFFIX + 1));
        for model in [
            json!({"type": "Unigram", "vocab": [["a", 0], [long, 0]]}),
            json!({"type": "WordPiece", "vocab": {long.as_str(): 0}}),
            json!({"type": "WordPiece", "continuing_subword_prefix": affix}),
            json!({"type": "BPE", "end_of_word_suffix": affix}),
        ] {
            assert!(check(&model.to_string()).is_err(), "{:.60}", model.to_string());
        }
    }
}
