//! Models that are missing, damaged or not what they say.

use std::borrow::Cow;
use std::path::Path;

use dixit::{Error, ErrorKind, Extractor, Model, ModelBytes, OffsetUnit};

use crate::support::{extract, root, scratch};

const FILES: [&str; 5] = [
    "manifest.json",
    "config.json",
    "tokenizer.json",
    "model.safetensors",
    "attribution.safetensors",
];

fn read(name: &str) -> Vec<u8> {
    std::fs::read(root().join("models/news-en").join(name)).expect("the model is in the repository")
}

fn bytes() -> ModelBytes {
    ModelBytes {
        manifest: Cow::Owned(read(FILES[0])),
        config: Cow::Owned(read(FILES[1])),
        tokenizer: Cow::Owned(read(FILES[2])),
        weights: Cow::Owned(read(FILES[3])),
        attribution: Cow::Owned(read(FILES[4])),
    }
}

fn load(source: Model) -> Result<Extractor, Error> {
    Extractor::builder().model(source).build()
}

fn copy_to(directory: &Path) {
    for name in FILES {
        std::fs::write(directory.join(name), read(name)).expect("the scratch folder is writable");
    }
}

#[test]
fn a_directory_and_bytes_give_what_the_bundled_model_gives() {
    let text = "“The bridge stays shut,” said Ana Kovic.";
    let expected = extract(text).to_record(OffsetUnit::Byte);
    for source in [Model::Directory(root().join("models/news-en")), Model::Bytes(bytes())] {
        let extractor = load(source).expect("the model loads");
        assert_eq!(
            extractor.extract(text).expect("the text is read").to_record(OffsetUnit::Byte),
            expected
        );
    }
}

#[test]
fn a_missing_file_is_named() {
    for name in FILES {
        let directory = scratch("missing");
        copy_to(&directory);
        std::fs::remove_file(directory.join(name)).expect("it was just written");
        let error = load(Model::Directory(directory)).expect_err("a file is missing");
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.to_string().contains(name), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

/// Damages one file and expects an error that names it.
fn damaged(name: &str, damage: impl Fn(&mut Vec<u8>)) {
    let mut model = bytes();
    let file = match name {
        "manifest.json" => &mut model.manifest,
        "config.json" => &mut model.config,
        "tokenizer.json" => &mut model.tokenizer,
        "attribution.safetensors" => &mut model.attribution,
        _ => &mut model.weights,
    };
    damage(file.to_mut());
    let error = load(Model::Bytes(model)).expect_err("the file is damaged");
    assert_eq!(error.kind(), ErrorKind::ModelFormat);
    assert!(error.to_string().contains(name), "{name}: {error}");
}

#[test]
fn truncation_and_flipped_bits_are_found() {
    for name in FILES {
        damaged(name, |file| file.truncate(file.len() / 2));
        damaged(name, Vec::clear);
    }
    for name in &FILES[1..] {
        damaged(name, |file| {
            let middle = file.len() / 2;
            file[middle] ^= 4;
        });
    }
}

/// The model with one change to a JSON file and a manifest that agrees with it, so that only the
/// change itself can be found.
fn changed(name: &str, from: &str, to: &str) -> Error {
    let mut model = bytes();
    let edit = |file: &mut Cow<'static, [u8]>| {
        let text = String::from_utf8(file.to_vec()).expect("JSON is UTF-8");
        assert!(text.contains(from), "{name} holds {from}");
        *file = Cow::Owned(text.replacen(from, to, 1).into_bytes());
    };
    if name == "manifest.json" {
        edit(&mut model.manifest);
    } else {
        edit(&mut model.config);
        let mut manifest: serde_json::Value =
            serde_json::from_slice(&model.manifest).expect("JSON");
        manifest["files"]["config.json"] =
            serde_json::json!({ "sha256": sha256(&model.config), "bytes": model.config.len() });
        model.manifest = Cow::Owned(manifest.to_string().into_bytes());
    }
    load(Model::Bytes(model)).expect_err("the change makes no sense")
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn what_makes_no_sense_is_refused_with_a_reason() {
    for (name, from, to, word) in [
        ("manifest.json", "dixit-model/2", "dixit-model/9", "dixit-model/9"),
        ("manifest.json", "\"same_sentence\"", "\"same_page\"", "same_page"),
        ("manifest.json", "\"alone\"", "\"alone\", \"more\"", "antecedent.hidden.weight"),
        ("manifest.json", "\"asks_cue\"", "\"asks_clue\"", "link feature 0 is Some(\"asks_clue\")"),
        ("manifest.json", "\"asks_cue\"", "\"more\", \"asks_cue\"", "link.hidden.weight"),
        ("manifest.json", "\"B-PER\"", "\"PER\"", "label PER"),
        ("manifest.json", "\"window\": 256", "\"window\": 5120", "5120"),
        ("manifest.json", "\"window\": 256", "\"window\": 0", "window 0"),
        (
            "manifest.json",
            "\"name_agreement\": 0.85",
            "\"name_agreement\": 8.5",
            "name_agreement 8.5",
        ),
        ("manifest.json", "\"99\": 5", "\"384\": 6", "wide_channels"),
        ("manifest.json", "\"99\": 5", "\"99\": 60", "wide_channels"),
        ("manifest.json", "\"99\": 5", "\"99\": 1", "wide_channels"),
        (
            "config.json",
            "\"num_hidden_layers\": 6",
            "\"num_hidden_layers\": 0",
            "num_hidden_layers",
        ),
        ("manifest.json", "\"model.safetensors\"", "\"other.safetensors\"", "model.safetensors"),
        ("config.json", "\"bert\"", "\"mpnet\"", "mpnet"),
        ("config.json", "\"type_vocab_size\": 8", "\"type_vocab_size\": 2", "case types"),
        ("config.json", "\"num_attention_heads\": 12", "\"num_attention_heads\": 7", "multiple"),
        ("config.json", "\"hidden_size\": 384", "\"hidden_size\": 768", "entity.weight"),
        ("config.json", "\"num_hidden_layers\": 6", "\"num_hidden_layers\": 7", "layer.6"),
        ("config.json", "\"vocab_size\": 30522", "\"vocab_size\": 100", "vocab_size 100"),
    ] {
        let error = changed(name, from, to);
        assert_eq!(error.kind(), ErrorKind::ModelFormat, "{from} to {to}: {error}");
        assert!(error.to_string().contains(word), "{from} to {to}: {error}");
    }
}
