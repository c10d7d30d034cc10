//! Files of models from strangers: whatever they hold, an error or a model that reads a text.

#![no_main]

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dixit::{ErrorKind, Extractor, Model, ModelBytes};
use dixit_fuzz::{check_all, noise, root};
use libfuzzer_sys::fuzz_target;

const TAGGERS: [&str; 5] = ["bert", "bert-vocabulary", "distilbert", "roberta", "xlm-roberta"];
const OF_TAGGERS: [&str; 5] =
    ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "model.safetensors"];
const TEXT: &str = "“The bridge stays shut,” Mayor Ana Kovic told reporters — “Nobody 😀,” she said, “will cross it.” \u{fb01}\u{301}";

/// Copies of the small taggers that may be spoiled, in a folder of this process's own.
static COPIES: LazyLock<PathBuf> = LazyLock::new(|| {
    let base = std::env::temp_dir().join(format!("dixit-fuzz-{}", std::process::id()));
    for tagger in TAGGERS {
        let to = base.join(tagger);
        std::fs::create_dir_all(&to).expect("the folder for temporary files is writable");
        restore(&original(tagger), &to);
    }
    base
});

static BUNDLE: LazyLock<ModelBytes> = LazyLock::new(|| {
    // Borrowed for good, so that a copy costs nothing.
    let read = |name: &str| {
        Cow::Borrowed(
            &*std::fs::read(root().join("models/news-en").join(name))
                .expect("the model is in the repository")
                .leak(),
        )
    };
    ModelBytes {
        manifest: read("manifest.json"),
        config: read("config.json"),
        tokenizer: read("tokenizer.json"),
        weights: read("model.safetensors"),
        attribution: read("attribution.safetensors"),
    }
});

fn original(tagger: &str) -> PathBuf {
    root().join("tests/data/huggingface").join(tagger)
}

fn restore(from: &Path, to: &Path) {
    for name in OF_TAGGERS {
        // Not every tagger has every file.
        let _ = std::fs::copy(from.join(name), to.join(name));
    }
}

/// Reads a text with what loads.
fn used(built: Result<Extractor, dixit::Error>) {
    match built.and_then(|extractor| extractor.extract(TEXT).map(|document| check_all(&document))) {
        Ok(()) => {}
        Err(error) => {
            assert!(
                [ErrorKind::Io, ErrorKind::ModelFormat, ErrorKind::Config, ErrorKind::Inference]
                    .contains(&error.kind()),
                "{error}"
            )
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&which, file)) = data.split_first() else { return };
    let which = usize::from(which);
    if which < TAGGERS.len() * OF_TAGGERS.len() {
        let (tagger, name) =
            (TAGGERS[which / OF_TAGGERS.len()], OF_TAGGERS[which % OF_TAGGERS.len()]);
        let directory = COPIES.join(tagger);
        std::fs::write(directory.join(name), file)
            .expect("the folder for temporary files is writable");
        used(Extractor::builder().model(Model::Directory(directory.clone())).threads(1).build());
        if std::fs::copy(original(tagger).join(name), directory.join(name)).is_err() {
            std::fs::remove_file(directory.join(name)).expect("it was just written");
        }
    } else {
        let mut bytes = BUNDLE.clone();
        match which % 3 {
            0 => bytes.manifest = file.to_vec().into(),
            1 => bytes.config = file.to_vec().into(),
            _ => bytes.attribution = file.to_vec().into(),
        }
        used(
            Extractor::builder()
                .unverified_model(true)
                .model(Model::Bytes(bytes))
                .encoder(noise())
                .threads(1)
                .build(),
        );
    }
});
