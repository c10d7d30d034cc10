//! What PyTorch computes, for the tests of the encoders: over `news-en` (written by
//! `models/training`) and over tiny taggers of each architecture (written by
//! `tests/data/huggingface/make.py`).

use std::path::{Path, PathBuf};

use safetensors::SafeTensors;
use serde::Deserialize;

use super::bundle::Bundle;
use super::files::Model;
use super::labels::LabelMap;
use super::load;

/// A text as pieces.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) text: String,
    pub(super) ids: Vec<u32>,
    /// Empty where all are 0.
    #[serde(default)]
    pub(super) types: Vec<u8>,
    /// The likeliest label of each piece: of the one head, or of the first of two.
    #[serde(alias = "labels")]
    pub(super) entity: Vec<String>,
    #[serde(default)]
    pub(super) role: Vec<String>,
}

/// Texts with what PyTorch computes for them.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) cases: Vec<Case>,
    tensors: Vec<u8>,
}

impl Reference {
    fn read(cases: &Path, tensors: &Path) -> Self {
        let read =
            |path: &Path| std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut cases: Vec<Case> =
            serde_json::from_slice(&read(cases)).expect("the cases are JSON");
        for case in &mut cases {
            case.types.resize(case.ids.len(), 0);
        }
        Self { cases, tensors: read(tensors) }
    }

    /// The numbers of a tensor, `hidden` or `logits`, of each case in turn, all in one row.
    pub(super) fn numbers(&self, name: &str) -> Vec<f32> {
        let tensors =
            SafeTensors::deserialize(&self.tensors).expect("the reference is safetensors");
        (0..self.cases.len())
            .flat_map(|k| {
                let view = tensors.tensor(&format!("{name}.{k}")).expect("a tensor a case");
                let (chunks, _) = view.data().as_chunks::<4>();
                chunks.iter().map(|b| f32::from_le_bytes(*b)).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bundle(directory: PathBuf) -> Bundle {
    load(Model::Directory(directory), Some(&LabelMap::new()), true).expect("the model loads")
}

pub(super) fn news() -> Bundle {
    bundle(root().join("models/news-en"))
}

pub(super) fn news_reference() -> Reference {
    let directory = root().join("tests/data/reference");
    Reference::read(&directory.join("cases.json"), &directory.join("hidden.safetensors"))
}

/// The tiny taggers.
pub(super) const TAGGERS: [&str; 5] =
    ["bert", "bert-vocabulary", "distilbert", "roberta", "xlm-roberta"];

pub(super) fn tagger(name: &str) -> (Bundle, Reference) {
    let directory = root().join("tests/data/huggingface").join(name);
    let reference =
        Reference::read(&directory.join("cases.json"), &directory.join("reference.safetensors"));
    (bundle(directory), reference)
}

/// The largest difference between two rows of numbers.
pub(super) fn worst(found: &[f32], wanted: &[f32]) -> f32 {
    assert_eq!(found.len(), wanted.len());
    found.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
