//! The grammar of quotation marks: each byte is a mark, a bit of markup or a word that matters to
//! it.

#![no_main]

use std::sync::LazyLock;

use dixit::{Extractor, Input, InputFormat};
use dixit_fuzz::{check_all, noisy_extractor};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(noisy_extractor);

const BITS: [&str; 64] = [
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "‚",
    "‹",
    "›",
    "`",
    "``",
    "''",
    " ",
    " ",
    " ",
    ".",
    ",",
    "?",
    "!",
    ":",
    "—",
    "-",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\n\n",
    "\r\n",
    "Ana Kovic",
    "she",
    "said",
    "told",
    "that",
    "the mayor",
    "was tired",
    "1990",
    "6'2\"",
    "’90s",
    "rock ’n’ roll",
    "@kovic",
    "Q:",
    "KOVIC:",
    "according to",
    "…",
    "＂",
    "‟",
    "‛",
    "「",
    "」",
    "\t",
    "\u{200b}",
    "\u{301}",
    "\u{202e}",
    "😀",
    "who",
    "Mr. Ben Brandt",
    "the ministry",
    "added",
    "he",
    "> ",
];

fuzz_target!(|data: &[u8]| {
    let input: String = data.iter().map(|&byte| BITS[usize::from(byte) % BITS.len()]).collect();
    check_all(
        &EXTRACTOR
            .extract(Input::new(&input).format(InputFormat::Text))
            .expect("every text is read"),
    );
});
