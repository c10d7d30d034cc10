//! Models from strangers, a bit flipped or an end missing: an error that names a file, or a model
//! that reads texts as well as it can.

use std::borrow::Cow;
use std::path::Path;

use dixit::{ErrorKind, Extractor, Model, ModelBytes};
use rayon::prelude::*;

use crate::check::check;
use crate::noise::Noise;
use crate::support::{root, scratch};

const FILES: [&str; 7] = [
    "manifest.json",
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
    "model.safetensors",
    "attribution.safetensors",
];

const TEXT: &str = "“The bridge stays shut,” Mayor Ana Kovic told reporters — “Nobody 😀,” she said, “will cross it.” \u{fb01}\u{301}";

fn survives(source: Model, what: &str) {
    match Extractor::builder().model(source).build() {
        Err(error) => {
            assert!(
                [ErrorKind::ModelFormat, ErrorKind::Io].contains(&error.kind()),
                "{what}: {error}"
            );
            assert!(FILES.iter().any(|name| error.to_string().contains(name)), "{what}: {error}");
        }
        Ok(extractor) => match extractor.extract(TEXT) {
            Ok(document) => check(&document),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Inference, "{what}: {error}"),
        },
    }
}

/// A model that loads without its encoder, from files that need not be those of its manifest.
fn bundle_survives(bytes: ModelBytes, weights: &[u8], what: &str) {
    let builder = Extractor::builder()
        .unverified_model(true)
        .model(Model::Bytes(bytes))
        .encoder(Box::new(Noise::new(weights, 1)));
    match builder.build() {
        Err(error) => {
            // The encoder stays as it was, so that a changed size makes it one that does not fit.
            assert!(
                [ErrorKind::ModelFormat, ErrorKind::Config].contains(&error.kind()),
                "{what}: {error}"
            );
        }
        Ok(extractor) => {
            check(&extractor.extract(TEXT).expect("an encoder of the caller's own does not fail"))
        }
    }
}

/// Each damage to `file`: every so many bytes one bit, another one each time, and every so many
/// lengths.
fn damaged(file: &[u8], step: usize) -> Vec<(String, Vec<u8>)> {
    let flipped = (0..file.len()).step_by(step).map(|at| {
        let mut bytes = file.to_vec();
        bytes[at] ^= 1 << ((at / step) % 8);
        (format!("a bit of byte {at}"), bytes)
    });
    let cut = (0..file.len())
        .step_by(step * 4)
        .map(|length| (format!("{length} bytes"), file[..length].to_vec()));
    flipped.chain(cut).collect()
}

fn directory_survives(tagger: &str, name: &str, most: usize) {
    let from = root().join("tests/data/huggingface").join(tagger);
    let whole = std::fs::read(from.join(name)).expect("the tagger is in the repository");
    let damages = damaged(&whole, whole.len().div_ceil(most));
    let threads = rayon::current_num_threads().max(1);
    damages.par_chunks(damages.len().div_ceil(threads)).enumerate().for_each(
        |(thread, damages)| {
            let directory = scratch(&format!("damage-{tagger}-{name}-{thread}"));
            copy(&from, &directory);
            for (what, bytes) in damages {
                std::fs::write(directory.join(name), bytes)
                    .expect("the scratch folder is writable");
                survives(Model::Directory(directory.clone()), &format!("{tagger}/{name}: {what}"));
            }
        },
    );
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the tagger is in the repository") {
        let path = entry.expect("a file").path();
        std::fs::copy(&path, to.join(path.file_name().expect("a name")))
            .expect("the scratch folder is writable");
    }
}

#[test]
fn configurations() {
    for tagger in ["bert", "bert-vocabulary", "distilbert", "roberta", "xlm-roberta"] {
        directory_survives(tagger, "config.json", 1100);
    }
    directory_survives("bert-vocabulary", "tokenizer_config.json", 100);
}

#[test]
fn tokenizers() {
    for tagger in ["bert", "roberta", "xlm-roberta"] {
        directory_survives(tagger, "tokenizer.json", 1600);
    }
    directory_survives("bert-vocabulary", "vocab.txt", 700);
}

#[test]
fn weights() {
    for tagger in ["bert", "roberta"] {
        // The header, which says where tensors are, takes the first tenth.
        directory_survives(tagger, "model.safetensors", 3000);
    }
}

#[test]
fn a_bundle_without_its_hashes() {
    let read = |name: &str| {
        std::fs::read(root().join("models/news-en").join(name))
            .expect("the model is in the repository")
    };
    let [manifest, config, tokenizer, weights, attribution] = [
        "manifest.json",
        "config.json",
        "tokenizer.json",
        "model.safetensors",
        "attribution.safetensors",
    ]
    .map(read);
    let all = || ModelBytes {
        manifest: Cow::Owned(manifest.clone()),
        config: Cow::Owned(config.clone()),
        tokenizer: Cow::Owned(tokenizer.clone()),
        weights: Cow::Owned(weights.clone()),
        attribution: Cow::Owned(attribution.clone()),
    };
    damaged(&manifest, 19).into_par_iter().for_each(|(what, bytes)| {
        bundle_survives(
            ModelBytes { manifest: bytes.into(), ..all() },
            &weights,
            &format!("manifest.json: {what}"),
        );
    });
    damaged(&config, 7).into_par_iter().for_each(|(what, bytes)| {
        bundle_survives(
            ModelBytes { config: bytes.into(), ..all() },
            &weights,
            &format!("config.json: {what}"),
        );
    });
    damaged(&attribution, 101).into_par_iter().for_each(|(what, bytes)| {
        bundle_survives(
            ModelBytes { attribution: bytes.into(), ..all() },
            &weights,
            &format!("attribution.safetensors: {what}"),
        );
    });
}

/// A directory's file that never ends, or that nobody writes to.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_read() {
    let directory = scratch("devices");
    copy(&root().join("tests/data/huggingface/bert"), &directory);
    for name in ["model.safetensors", "config.json", "tokenizer.json"] {
        let path = directory.join(name);
        let kept = std::fs::read(&path).expect("it was copied");
        std::fs::remove_file(&path).expect("it was copied");
        std::os::unix::fs::symlink("/dev/zero", &path).expect("the scratch folder is writable");
        let error = Extractor::builder()
            .model(Model::Directory(directory.clone()))
            .build()
            .expect_err("zeros without end");
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.to_string().contains(name), "{error}");
        std::fs::remove_file(&path).expect("the link was made");
        std::fs::write(&path, kept).expect("the scratch folder is writable");
    }
}

/// The manifest names files by their plain names alone: a path in it is no file of the model's.
#[test]
fn a_manifest_leads_nowhere_else() {
    let directory = scratch("paths");
    copy(&root().join("models/news-en"), &directory);
    let path = directory.join("manifest.json");
    let manifest = std::fs::read_to_string(&path).expect("it was copied");
    std::fs::write(&path, manifest.replacen("\"config.json\"", "\"../paths/config.json\"", 1))
        .expect("the scratch folder is writable");
    let error = Extractor::builder()
        .model(Model::Directory(directory))
        .build()
        .expect_err("a path is no name");
    assert_eq!(error.kind(), ErrorKind::ModelFormat);
    assert!(error.to_string().contains("names no file config.json"), "{error}");
}

#[test]
fn files_that_the_manifest_does_not_know_are_taken_on_demand_only() {
    let directory = scratch("edited");
    copy(&root().join("models/news-en"), &directory);
    let path = directory.join("config.json");
    let config = std::fs::read_to_string(&path).expect("it was copied");
    std::fs::write(&path, config + "\n").expect("the scratch folder is writable");
    let build = |unverified| {
        Extractor::builder()
            .unverified_model(unverified)
            .model(Model::Directory(directory.clone()))
            .build()
    };
    assert_eq!(build(false).expect_err("another file").kind(), ErrorKind::ModelFormat);
    assert!(build(true).is_ok());
}
