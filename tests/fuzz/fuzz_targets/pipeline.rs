//! The whole pipeline with the model's own tags, on any bytes.

#![no_main]

use std::sync::LazyLock;

use dixit::Extractor;
use dixit_fuzz::check_all;
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::builder().threads(1).build().expect("the bundled model loads"));

fuzz_target!(|data: &[u8]| {
    check_all(&EXTRACTOR.extract(&String::from_utf8_lossy(data)).expect("every text is read"));
});
