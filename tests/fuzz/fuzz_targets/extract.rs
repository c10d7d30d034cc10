//! Any bytes, in any format, with tags that are noise: the readers of Markdown and HTML, and
//! everything behind the encoder.

#![no_main]

use std::sync::LazyLock;

use dixit::{ErrorKind, Extractor, Input};
use dixit_fuzz::{check_all, format, noisy_extractor};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(noisy_extractor);

fuzz_target!(|data: &[u8]| {
    let Some((&first, input)) = data.split_first() else { return };
    match std::str::from_utf8(input) {
        Ok(input) => check_all(
            &EXTRACTOR
                .extract(Input::new(input).format(format(first)))
                .expect("every text is read"),
        ),
        Err(_) => assert_eq!(
            Input::from_utf8(input).expect_err("it is not UTF-8").kind(),
            ErrorKind::Encoding
        ),
    }
});
