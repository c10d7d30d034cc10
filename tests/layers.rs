//! Models that say what stands inside of a content, and what a cue reports.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dixit::{Error, ErrorKind, Extractor, Model, ModelBytes, StatementKind};
use safetensors::tensor::{Dtype, TensorView};
use safetensors::{SafeTensors, serialize};
use serde_json::{Value, json};

use crate::check::check;
use crate::noise::Noise;
use crate::support::root;

const LABELS: [&str; 7] = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"];

fn read(name: &str) -> Vec<u8> {
    std::fs::read(root().join("models/news-en").join(name)).expect("the model is in the repository")
}

/// A tensor of small numbers of either sign, no two rows of it alike.
fn numbers(shape: &[usize]) -> Vec<u8> {
    let count = shape.iter().product();
    let number = |i: usize| ((i * 7919 + 13) % 101) as f32 / 505.0 - 0.1;
    (0..count).flat_map(|i| number(i).to_le_bytes()).collect()
}

/// The bundled model with heads for the inner layer and for acts, which know nothing, as `edit`
/// changes its manifest and its heads' shapes.
fn model(edit: impl FnOnce(&mut Value, &mut BTreeMap<&str, Vec<usize>>)) -> ModelBytes {
    let mut manifest: Value = serde_json::from_slice(&read("manifest.json")).expect("JSON");
    manifest["inner_role_labels"] = json!(LABELS);
    manifest["act_labels"] = json!(["speech", "thought", "silence"]);
    let mut shapes = BTreeMap::from([
        ("inner.weight", vec![7, 384]),
        ("inner.bias", vec![7]),
        ("act.weight", vec![3, 384]),
        ("act.bias", vec![3]),
    ]);
    edit(&mut manifest, &mut shapes);
    let bytes = read("model.safetensors");
    let heads: BTreeMap<&str, (Vec<usize>, Vec<u8>)> =
        shapes.into_iter().map(|(name, shape)| (name, (shape.clone(), numbers(&shape)))).collect();
    let whole = SafeTensors::deserialize(&bytes).expect("the weights are safetensors");
    let others = whole
        .tensors()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("inner.") && !name.starts_with("act."));
    let mut tensors: BTreeMap<String, TensorView<'_>> = others.collect();
    for (name, (shape, data)) in &heads {
        let view = TensorView::new(Dtype::F32, shape.clone(), data).expect("the shape is right");
        tensors.insert((*name).to_owned(), view);
    }
    ModelBytes {
        manifest: Cow::Owned(manifest.to_string().into_bytes()),
        config: Cow::Owned(read("config.json")),
        tokenizer: Cow::Owned(read("tokenizer.json")),
        weights: Cow::Owned(serialize(tensors, None).expect("they are written")),
        attribution: Cow::Owned(read("attribution.safetensors")),
    }
}

fn load(bytes: ModelBytes) -> Result<Extractor, Error> {
    Extractor::builder().unverified_model(true).model(Model::Bytes(bytes)).build()
}

#[test]
fn heads_that_are_not_what_the_manifest_says_are_refused() {
    let refused = |bytes: ModelBytes, word: &str| {
        let error = load(bytes).expect_err("the change makes no sense");
        assert_eq!(error.kind(), ErrorKind::ModelFormat, "{error}");
        assert!(error.to_string().contains(word), "{word}: {error}");
    };
    for name in ["inner.weight", "inner.bias", "act.weight", "act.bias"] {
        refused(model(|_, shapes| drop(shapes.remove(name))), name);
        refused(model(|_, shapes| drop(shapes.insert(name, vec![5, 384]))), name);
    }
    refused(model(|m, _| m["inner_role_labels"] = json!(LABELS[..5])), "inner.weight");
    refused(
        model(|m, shapes| {
            m["inner_role_labels"] = json!(LABELS[..5]);
            shapes.insert("inner.weight", vec![5, 384]);
            shapes.insert("inner.bias", vec![5]);
        }),
        "inner_role_labels must hold",
    );
    refused(model(|m, _| m["inner_role_labels"] = json!(["B-cue"])), "must be O");
    for acts in [json!(["speech", "silence", "thought"]), json!(["speech"]), json!([])] {
        refused(model(|m, _| m["act_labels"] = acts), "act_labels must be");
    }
    refused(model(|m, _| m["act_labels"] = json!("speech")), "manifest.json");
}

#[test]
fn a_model_may_have_one_of_the_heads() {
    for (section, head) in [("inner_role_labels", "inner"), ("act_labels", "act")] {
        let bytes = model(|manifest, shapes| {
            manifest[section] = Value::Null;
            shapes.retain(|name, _| !name.starts_with(head));
        });
        let extractor = load(bytes).expect("the model loads");
        check(&extractor.extract("“No,” said Ana Kovic.").expect("the text is read"));
    }
}

const TEXT: &str = "Ana Kovic said on Monday that the harbour board had told her “no, and ‘never’ \
    again.” “He told me he would leave it shut,” she said. “And I said, ‘Why?’”\n\n\
    > The report says “we know of no repair”, and nobody says who asked for it.";

#[test]
fn whatever_the_inner_layer_says_the_document_holds() {
    let bytes = model(|_, _| {});
    let mut nested = [0; 3];
    for (reach, words) in [(0, ""), (1, ""), (1, "Port Alder. "), (1, "Ben Brandt: "), (2, "Yes. ")]
    {
        let noise = Noise::new(&bytes.weights, reach);
        let options =
            Extractor::builder().unverified_model(true).model(Model::Bytes(bytes.clone()));
        let extractor = noise.extractor(options);
        let text = format!("{words}{TEXT} ").repeat(8);
        let document = extractor.extract(&text).expect("the text is read");
        check(&document);
        for statement in document.statements().filter(|s| s.parent().is_some()) {
            nested[match statement.kind() {
                StatementKind::Direct => 0,
                StatementKind::Mixed => 1,
                _ => 2,
            }] += 1;
        }
    }
    assert!(nested.iter().all(|&n| n > 0), "all kinds are met: {nested:?}");
}
