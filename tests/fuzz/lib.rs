//! What the fuzz targets share: the properties of the crate's own tests, on whatever the fuzzer
//! thinks of.

#[path = "../check.rs"]
mod check;
#[path = "../noise.rs"]
mod noise;

use std::path::PathBuf;
use std::sync::LazyLock;

use dixit::render::{self, Report};
use dixit::{Document, Encoder, Extractor, InputFormat, OffsetUnit};

use self::check::check;
use self::noise::{FORMATS, Noise};

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read_noise() -> Noise {
    Noise::new(
        &std::fs::read(root().join("models/news-en/model.safetensors"))
            .expect("the model is in the repository"),
        1,
    )
}

/// An encoder over the heads of the bundled model, whose tags are noise.
pub fn noise() -> Box<dyn Encoder> {
    static NOISE: LazyLock<Noise> = LazyLock::new(read_noise);
    Box::new(NOISE.clone())
}

/// An extractor whose tags are noise: only what comes before and after the encoder is looked at,
/// and that hundreds of times as often. One thread, so that a finding is the same the next time.
pub fn noisy_extractor() -> Extractor {
    read_noise().extractor(Extractor::builder().threads(1).speaker_candidates(3))
}

/// The format that a byte stands for.
pub fn format(byte: u8) -> InputFormat {
    FORMATS[usize::from(byte) % FORMATS.len()]
}

/// What must hold of a document, and that every form of it can be written.
pub fn check_all(document: &Document<'_>) {
    check(document);
    let page = Report::new().page(document);
    assert!(page.ends_with("</html>\n"), "{}", &page[page.len().saturating_sub(40)..]);
    drop((render::conll(document), render::brat(document)));
    let annotations = render::web_annotation(document, "urn:x", OffsetUnit::Utf16);
    assert!(serde_json::from_str::<serde_json::Value>(&annotations).is_ok());
}
