//! Whole pages, in any encoding: which blocks are read, and that what is left out moves nothing.

#![no_main]

use std::sync::LazyLock;

use dixit::{Extractor, Input, InputFormat};
use dixit_fuzz::{check_all, noisy_extractor};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(noisy_extractor);

/// What the first byte stands for, of as many as there are.
const ENCODINGS: [Option<&str>; 4] =
    [None, Some("windows-1252"), Some("shift_jis"), Some("utf-16le")];

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else { return };
    let label = ENCODINGS[usize::from(first) % ENCODINGS.len()];
    // What is no text in the encoding is an error.
    let Ok(input) = Input::from_bytes(data, label) else { return };
    let input = input.format(InputFormat::Page);
    check_all(&EXTRACTOR.extract(input).expect("every text is read"));
});
