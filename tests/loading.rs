//! What loading a stranger's model takes: memory and time that grow with the size of its files, by
//! a factor that is stated here, and no faster. What would take more is refused.

use std::path::Path;

use dixit::{Error, ErrorKind, Extractor, Model};
use serde_json::{Value, json};

use crate::support::{root, scratch};

/// Bytes of memory for a byte of the files: a vocabulary of the Unigram kind has a table for each
/// of its bytes.
const MEMORY: u64 = 600;
/// Allocations for a byte of the files, which time grows with: entries of a few bytes each are
/// copied some times.
const ALLOCATIONS: u64 = 4;
/// What any model takes besides, however small, in bytes and in allocations: the scorers, tables
/// of patterns.
const BYTES_AT_LEAST: u64 = 48 << 20;
const ALLOCATIONS_AT_LEAST: u64 = 200_000;

/// A tagger of the tests with another `file`, and what loading it takes.
fn load(tagger: &str, file: &str, bytes: &[u8]) -> Result<Extractor, Error> {
    let from = root().join("tests/data/huggingface").join(tagger);
    let directory = scratch(&format!("loading-{tagger}-{file}-{}", bytes.len()));
    let copy = |name: &Path| {
        let to = directory.join(name.file_name().expect("a name"));
        std::fs::copy(name, to).expect("the scratch folder is writable");
    };
    std::fs::read_dir(&from)
        .expect("the tagger is in the repository")
        .for_each(|entry| copy(&entry.expect("a file").path()));
    std::fs::write(directory.join(file), bytes).expect("the scratch folder is writable");
    let size: u64 = std::fs::read_dir(&directory)
        .expect("it was just made")
        .map(|entry| entry.expect("a file").metadata().expect("its size").len())
        .sum();
    let mut loaded = None;
    let taken = allocation_counter::measure(|| {
        loaded = Some(
            Extractor::builder().model(Model::Directory(directory.clone())).threads(1).build(),
        );
    });
    std::fs::remove_dir_all(&directory).expect("it was just made");
    let most = (BYTES_AT_LEAST + MEMORY * size, ALLOCATIONS_AT_LEAST + ALLOCATIONS * size);
    assert!(
        taken.bytes_max <= most.0 && taken.count_total <= most.1,
        "{tagger}/{file} of {} bytes: {taken:?}",
        bytes.len()
    );
    loaded.expect("it was loaded")
}

fn tokenizer(tagger: &str) -> Value {
    let path = root().join("tests/data/huggingface").join(tagger).join("tokenizer.json");
    serde_json::from_slice(&std::fs::read(path).expect("it is in the repository")).expect("JSON")
}

/// A tagger with another part of its `tokenizer.json`.
fn with(tagger: &str, part: &str, value: Value) -> Result<Extractor, Error> {
    let mut whole = tokenizer(tagger);
    *whole.pointer_mut(part).expect("the part is there") = value;
    load(tagger, "tokenizer.json", whole.to_string().as_bytes())
}

fn refused(what: &str, loaded: Result<Extractor, Error>) {
    match loaded {
        Err(error) => assert_eq!(error.kind(), ErrorKind::ModelFormat, "{what}: {error}"),
        Ok(_) => panic!("{what}: it loads"),
    }
}

fn replace(pattern: Value, content: &str) -> Value {
    json!({"type": "Replace", "pattern": pattern, "content": content})
}

fn sequence(normalizers: Vec<Value>) -> Value {
    json!({"type": "Sequence", "normalizers": normalizers})
}

/// Each of these took gigabytes, or minutes, or the process.
#[test]
fn normalizers_that_make_much_of_little_are_refused() {
    let letters = "x".repeat(32);
    for (what, normalizer) in [
        ("matches of nothing", sequence(vec![replace(json!({"Regex": ""}), &letters); 5])),
        ("letters of letters", sequence(vec![replace(json!({"String": "a"}), &"a".repeat(32)); 4])),
        ("a pattern of much", replace(json!({"Regex": r"((\w{100}){100}){100}"}), "x")),
        ("a pattern that steps back", replace(json!({"Regex": r"(a+)+$(?!b)"}), "x")),
        ("many parts", sequence(vec![json!({"type": "NFC"}); 20_000])),
        ("nested parts", (0..60).fold(json!({"type": "NFC"}), |inner, _| sequence(vec![inner]))),
    ] {
        refused(what, with("bert", "/normalizer", normalizer));
    }
}

#[test]
fn pre_tokenizers_that_make_much_of_little_are_refused() {
    let sign = |sign: &str| json!({"type": "Metaspace", "replacement": sign, "prepend_scheme": "always", "split": true});
    let turns: Vec<Value> = (0..60).map(|turn| sign(["a", "b"][turn % 2])).collect();
    for (what, part) in [
        ("signs before signs", json!({"type": "Sequence", "pretokenizers": turns})),
        (
            "a pattern that steps back",
            json!({"type": "Split", "pattern": {"Regex": r"(a|a)*\1b"}, "behavior": "Isolated", "invert": false}),
        ),
    ] {
        refused(what, with("bert", "/pre_tokenizer", part));
    }
}

#[test]
fn words_and_their_parts_have_bounds() {
    for bytes in [100_000, 1_000_000] {
        let prefix = with("bert", "/model/continuing_subword_prefix", "#".repeat(bytes).into());
        refused("a long prefix", prefix);
        let mut vocabulary = tokenizer("xlm-roberta")["model"]["vocab"].clone();
        // The library's trie nests as deep as a word is long, and is dropped level by level.
        vocabulary[10] = json!(["x".repeat(bytes), -1.0]);
        refused("a long word", with("xlm-roberta", "/model/vocab", vocabulary));
    }
}

#[test]
fn added_tokens_are_counted_before_they_are_added() {
    let token = |id: usize, content: String| json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": false});
    let many: Vec<Value> = (0..200_000).map(|id| token(id, format!("added {id}"))).collect();
    refused("many", with("bert", "/added_tokens", many.into()));
    let same: Vec<Value> = (0..20_000).map(|_| token(0, "[CLS]".to_owned())).collect();
    refused("one, many times", with("bert", "/added_tokens", same.into()));
    refused("a long one", with("bert", "/added_tokens", json!([token(0, "a".repeat(1 << 20))])));
}

#[test]
fn a_list_of_a_million_tensors_is_refused() {
    let tensors: Vec<String> = (0..1_000_000)
        .map(|i| format!(r#""{i}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#))
        .collect();
    let list = format!("{{{}}}", tensors.join(","));
    let file = [&(list.len() as u64).to_le_bytes(), list.as_bytes()].concat();
    refused("a million tensors", load("bert", "model.safetensors", &file));
}

/// What is large and let through: twice the file takes twice the memory.
#[test]
fn large_files_take_memory_as_they_are_long() {
    for entries in [20_000, 40_000] {
        let mut words = tokenizer("xlm-roberta")["model"]["vocab"].clone();
        let list = words.as_array_mut().expect("a list of pairs");
        list.extend((0..entries).map(|i| json!([format!("{i:x} made-up word"), -20.0])));
        // More entries than the encoder has rows for: it is refused once it is read.
        refused("a large vocabulary", with("xlm-roberta", "/model/vocab", words));
        let mut words = tokenizer("roberta")["model"]["vocab"].clone();
        let map = words.as_object_mut().expect("a map");
        map.extend((0..entries).map(|i| (format!("{i:x} made-up word"), json!(i + 1000))));
        refused("a large map", with("roberta", "/model/vocab", words));
    }
    let mut configuration: Value = serde_json::from_slice(
        &std::fs::read(root().join("tests/data/huggingface/bert/config.json"))
            .expect("it is there"),
    )
    .expect("JSON");
    let labels: serde_json::Map<String, Value> =
        (0..50_000).map(|i| (i.to_string(), json!(format!("B-KIND{i}")))).collect();
    configuration["id2label"] = labels.into();
    refused("many labels", load("bert", "config.json", configuration.to_string().as_bytes()));
    let vocabulary: String = (0..100_000).map(|i| format!("word{i}\n")).collect();
    refused("many lines", load("bert-vocabulary", "vocab.txt", vocabulary.as_bytes()));
}
