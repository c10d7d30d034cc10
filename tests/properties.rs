//! What holds of every text, on texts that nobody wrote and with tags that no model gave;
//! `tests/fuzz` looks for more of both.

use std::borrow::Cow;
use std::sync::OnceLock;

use dixit::{
    Document, DocumentRecord, Extractor, Input, InputFormat, Model, ModelBytes, OffsetUnit, Span,
};
use proptest::prelude::*;

use crate::check::check;
use crate::noise::{FORMATS, Noise};
use crate::support::root;

fn read(name: &str) -> Vec<u8> {
    std::fs::read(root().join("models/news-en").join(name)).expect("the model is in the repository")
}

fn noise() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR
        .get_or_init(|| Noise::new(&read("model.safetensors"), 1).extractor(Extractor::builder()))
}

/// Windows of so many pieces, and tags that depend on a piece alone.
fn with_window(window: usize) -> Extractor {
    let manifest = String::from_utf8(read("manifest.json")).expect("JSON is UTF-8");
    let manifest = manifest.replacen("\"window\": 256", &format!("\"window\": {window}"), 1);
    assert!(manifest.contains(&format!("\"window\": {window},")));
    let bytes = ModelBytes {
        manifest: Cow::Owned(manifest.into_bytes()),
        config: Cow::Owned(read("config.json")),
        tokenizer: Cow::Owned(read("tokenizer.json")),
        weights: Cow::Owned(read("model.safetensors")),
        attribution: Cow::Owned(read("attribution.safetensors")),
    };
    Noise::new(&bytes.weights, 0)
        .extractor(Extractor::builder().unverified_model(true).model(Model::Bytes(bytes)))
}

/// The shortest windows that hold anything, short ones and those that the model has.
fn windows() -> &'static [Extractor] {
    static EXTRACTORS: OnceLock<Vec<Extractor>> = OnceLock::new();
    EXTRACTORS.get_or_init(|| [3, 24, 256].map(with_window).into())
}

fn document(input: &str, format: InputFormat) -> Document<'_> {
    noise().extract(Input::new(input).format(format)).expect("every text is read")
}

fn record(extractor: &Extractor, input: &str, format: InputFormat) -> DocumentRecord {
    extractor
        .extract(Input::new(input).format(format))
        .expect("every text is read")
        .to_record(OffsetUnit::Byte)
}

/// Bits of text that trip parsers up, and words for them to trip over.
const BITS: [&str; 71] = [
    "&ampsquo;",
    "＂",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "*",
    "_",
    "[",
    "](",
    ")",
    "<p>",
    "</p>",
    "<b>",
    "<",
    "&ldquo;",
    "&",
    "> ",
    "# ",
    "- ",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    " ",
    " ",
    " ",
    ".",
    ",",
    ": ",
    "@Ana",
    "RT ",
    "— ",
    "Ana Kovic",
    "Mr. ",
    "U.S. ",
    "said ",
    "he ",
    "according to ",
    "the mayor ",
    "é",
    "😀",
    "\u{301}",
    "\0",
    "6'2\"",
    "A. B. ",
    "Port Alder Ohio ",
    "Minister of Defense ",
    "\"Kovic, Ana\" <",
    "...@alder.example ",
    "was tired of it all",
    "KOVIC: ",
    "Q: ",
    "</blockquote>",
    "<blockquote>",
    "\u{200f}",
    "\u{feff}",
    "\u{2029}",
    "`",
    "```\n",
    "| a | b |\n",
    "![",
    "<!--",
    "<script>",
    "1. ",
    "\\",
];

/// Sentences whose marks are closed, so that nothing reaches for what follows.
const SENTENCES: [&str; 10] = [
    "“We will go,” said Ana Kovic. ",
    "She said that nobody had “asked the mayor.” ",
    "The bridge was closed on Monday.\n\n",
    "According to the ministry, the work takes a year.\n",
    "“We,” she added, “will stay.”\n\n",
    "KOVIC: We will rebuild.\n\n",
    "The ‘old’ bridge, Tomas Reyl's father believed, was safe. ",
    "Asked why, he told reporters: \"It fell.\" ",
    "> The bridge stays shut.\n\n",
    "RT @reyl: it fell\n\n",
];

fn text(longest: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&BITS[..]), 0..longest)
        .prop_map(|bits| bits.concat())
}

fn format() -> impl Strategy<Value = InputFormat> {
    proptest::sample::select(&FORMATS[..])
}

/// What stands between typographic marks, the first behind a space, on lines that have no others,
/// and whose paragraph has opened no „quotation“ that the first of them would close: any reader
/// would call it quoted.
fn plainly_quoted(input: &str) -> Vec<Span> {
    const OTHERS: [char; 12] = ['"', '＂', '‘', '’', '\'', '«', '»', '„', '‚', '‹', '›', '`'];
    let mut out = Vec::new();
    let mut line_start = 0;
    for line in input.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let opens_low = input[..line_start]
            .rsplit("\n\n")
            .next()
            .is_some_and(|paragraph| paragraph.contains('„'));
        let parts = line.match_indices('“').filter(|_| !opens_low && !line.contains(OTHERS));
        out.extend(parts.filter_map(|(at, open)| {
            let inner = &line[at + open.len()..];
            let end = inner.find(['“', '”'])?;
            let is_apart = line[..at].chars().next_back().is_none_or(char::is_whitespace);
            let quoted = is_apart
                && inner[end..].starts_with('”')
                && inner[..end].contains(char::is_alphabetic);
            quoted.then(|| {
                Span::new(line_start + at + open.len(), line_start + at + open.len() + end)
            })
        }));
        line_start += line.len();
    }
    out
}

/// The words between marks that are neither of a statement nor a marked phrase.
fn lost<'t>(document: &Document<'_>, input: &'t str) -> Vec<&'t str> {
    let is_kept = |quoted: &Span| {
        // "“KOVIC: ”" is a label, with its colon as the cue of what follows.
        document
            .statements()
            .any(|s| s.spans().iter().chain(s.cue().as_ref()).any(|span| span.overlaps(*quoted)))
            || document.marked_phrases().any(|p| p.span().overlaps(*quoted))
    };
    plainly_quoted(input).into_iter().filter(|q| !is_kept(q)).map(|q| &input[q]).collect()
}

/// Tags may begin within the marks and end behind them, and what they tag be nobody's words.
#[test]
fn words_between_marks_that_tags_cut_through_are_kept() {
    for reach in 0..3 {
        let extractor =
            Noise::new(&read("model.safetensors"), reach).extractor(Extractor::builder());
        for input in ["“&ampsquo;”é*", "“a b”é*", "“quo”é*", "“a, ”x", "“a;”x"]
        {
            let document = extractor
                .extract(Input::new(input).format(InputFormat::Text))
                .expect("every text is read");
            assert_eq!(lost(&document, input), [""; 0], "{input}");
        }
    }
}

#[test]
fn a_source_that_looks_like_a_dateline_keeps_its_words() {
    check(&document("RT — Port Alder Ohio ＂Ana Kovic", InputFormat::Auto));
}

#[test]
fn every_character_there_is() {
    let all: Vec<char> = (0..=u32::from(char::MAX)).filter_map(char::from_u32).collect();
    // A fourth of them in each format.
    for (fourth, format) in
        [InputFormat::Text, InputFormat::Markdown, InputFormat::Html, InputFormat::Page]
            .into_iter()
            .enumerate()
    {
        let lines = all.chunks(256).skip(fourth).step_by(4);
        let input: String = lines
            .map(|line| format!("“{}” said Ana Kovic.\n\n", line.iter().collect::<String>()))
            .collect();
        check(&document(&input, format));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_points_into_the_input(input in text(60), format in format()) {
        check(&document(&input, format));
    }

    #[test]
    fn so_it_is_with_any_characters_at_all(input in "(\\PC|\\pC|\\s|[“”\"'<>&*_\\[\\]()]){0,60}", format in format()) {
        check(&document(&input, format));
    }

    #[test]
    fn words_between_marks_are_a_statement_or_a_marked_phrase(input in text(40)) {
        let document = document(&input, InputFormat::Text);
        prop_assert_eq!(lost(&document, &input), [""; 0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// With the tags that the model gives, which no noise gives by chance.
    #[test]
    fn what_the_model_says_points_into_the_input(input in text(40), format in format()) {
        check(&crate::support::extractor().extract(Input::new(&input).format(format)).expect("every text is read"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Windows add up to the whole text: whichever one a piece is seen in, it is that piece.
    #[test]
    fn windows_of_any_size_give_the_same(input in text(200)) {
        let [shortest, short, usual] = windows() else { unreachable!("there are three") };
        let expected = record(usual, &input, InputFormat::Text);
        prop_assert_eq!(&record(shortest, &input, InputFormat::Text), &expected);
        prop_assert_eq!(&record(short, &input, InputFormat::Text), &expected);
    }

    #[test]
    fn a_batch_gives_what_each_gives_alone(inputs in proptest::collection::vec(text(30), 0..12)) {
        for (together, input) in noise().extract_all(&inputs).into_iter().zip(&inputs) {
            let together = together.expect("every text is read").to_record(OffsetUnit::Byte);
            prop_assert_eq!(together, record(noise(), input, InputFormat::Auto));
        }
    }

    #[test]
    fn a_paragraph_about_others_changes_no_earlier_statement(sentences in proptest::collection::vec(proptest::sample::select(&SENTENCES[..]), 1..12)) {
        let spans = |text: &str, end: usize| -> Vec<Vec<Span>> {
            // Tags that depend on a piece alone: what follows the last one is none of its business
            // here.
            let found = windows()[2].extract(Input::new(text).format(InputFormat::Text)).expect("every text is read");
            found.statements().map(|s| s.spans().to_vec()).filter(|spans| spans[0].start < end).collect()
        };
        let input = sentences.concat();
        let longer = format!("{input}\n\nBen Brandt opened the harbour on Monday. Nobody came to see it.");
        prop_assert_eq!(spans(&input, input.len()), spans(&longer, input.len()));
    }
}
