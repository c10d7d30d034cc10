//! Every kind of error, as a caller meets it: the table in the documentation of `ErrorKind`, a row
//! a test. `ModelMissing` is met by `tests/linked`, without features.

use std::error::Error as _;
use std::time::Duration;

use dixit::{Encoder, Error, ErrorKind, Extractor, Input, Limits, Model, Window};

use crate::support::{root, scratch};

/// That the error is of this kind, says each of `words`, and keeps its cause where it has one.
fn check(error: &Error, kind: ErrorKind, words: &[&str], has_source: bool) {
    assert_eq!(error.kind(), kind, "{error}");
    let message = error.to_string();
    assert!(words.iter().all(|word| message.contains(word)), "{words:?} in {message:?}");
    assert_eq!(error.source().is_some(), has_source, "{error:?}");
}

fn build(source: Model) -> Error {
    Extractor::builder().model(source).build().expect_err("no extractor comes of it")
}

#[test]
fn encoding() {
    let error = Input::from_utf8(b"Se\xf1or").expect_err("it is Latin-1");
    check(&error, ErrorKind::Encoding, &["byte 2", "UTF-8"], true);
}

#[test]
fn io() {
    check(
        &build(Model::Directory("/no/such/model".into())),
        ErrorKind::Io,
        &["/no/such/model/manifest.json", "name a directory"],
        true,
    );
}

#[test]
fn model_format() {
    let directory = scratch("model_format");
    std::fs::copy(root().join("models/news-en/config.json"), directory.join("config.json"))
        .expect("the scratch folder is writable");
    std::fs::write(directory.join("manifest.json"), "{").expect("the scratch folder is writable");
    for name in ["tokenizer.json", "model.safetensors", "attribution.safetensors"] {
        std::fs::write(directory.join(name), "").expect("the scratch folder is writable");
    }
    check(&build(Model::Directory(directory)), ErrorKind::ModelFormat, &["manifest.json"], false);
}

#[test]
fn config() {
    let error = Extractor::builder().threads(0).build().expect_err("nobody to do the work");
    check(&error, ErrorKind::Config, &["at least one thread"], false);
}

#[derive(Debug)]
struct OutOfMemory;

impl Encoder for OutOfMemory {
    fn hidden_size(&self) -> usize {
        384
    }

    fn max_window(&self) -> usize {
        256
    }

    fn encode(&self, _: &[Window<'_>], _: &mut Vec<f32>) -> Result<(), Error> {
        Err(Error::inference("the device is out of memory"))
    }
}

#[derive(Debug)]
struct NotANumber;

impl Encoder for NotANumber {
    fn hidden_size(&self) -> usize {
        384
    }

    fn max_window(&self) -> usize {
        256
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        hidden.clear();
        hidden.resize(windows.iter().map(|w| w.ids.len() * 384).sum(), f32::NAN);
        Ok(())
    }
}

#[test]
fn inference() {
    for (encoder, word) in [
        (Box::new(OutOfMemory) as Box<dyn Encoder>, "out of memory"),
        (Box::new(NotANumber), "not finite"),
    ] {
        let extractor = Extractor::builder().encoder(encoder).build().expect("it fits");
        check(
            &extractor.extract("Some words.").expect_err("the encoder fails"),
            ErrorKind::Inference,
            &[word],
            false,
        );
    }
}

#[test]
fn limit() {
    let extractor = Extractor::builder()
        .limits(Limits::none().time(Duration::ZERO))
        .build()
        .expect("the bundled model loads");
    check(
        &extractor.extract("Some words.").expect_err("no time"),
        ErrorKind::Limit,
        &["within 0ns"],
        false,
    );
}
