//! Reads `tokenizer.json`: what of it a tagger needs, and checked before the `tokenizers` library
//! sees it, which trusts what it reads.

mod added;
mod charsmap;
mod cutter;
mod growth;
mod parts;
mod patterns;
mod special;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::{
    DecoderWrapper, NormalizerWrapper, PostProcessorWrapper, PreTokenizerWrapper, Tokenizer,
    TokenizerImpl,
};

use super::config::Config;
use super::files::TOKENIZER;
use crate::error::Error;

use growth::Growth;
use patterns::Patterns;

/// The parts of the file that decide into which pieces a text is cut. Truncation would lose text,
/// padding add some, and decoders are for the way back.
#[derive(Debug, Deserialize)]
struct File<'a> {
    #[serde(borrow, default)]
    version: Option<&'a RawValue>,
    #[serde(borrow, default)]
    added_tokens: Option<&'a RawValue>,
    #[serde(default)]
    normalizer: Value,
    #[serde(default)]
    pre_tokenizer: Value,
    #[serde(default)]
    post_processor: Value,
    #[serde(borrow)]
    model: &'a RawValue,
}

/// Holds a character that no vocabulary has: where the tokenizer cannot say "unknown", it fails
/// here and not on a text.
const PROBE: &str = "a \u{10fffd} b";

/// A tokenizer that passed every check.
#[derive(Debug)]
pub(super) struct Checked {
    /// For pieces of windows that are cut elsewhere.
    pub(super) tokenizer: Tokenizer,
    /// By how many bytes it may replace one, before it cuts what comes of it.
    pub(super) growth: usize,
    /// The ids that it wants before and after each window, where the file says so.
    pub(super) around: Option<(u32, u32)>,
}

/// A tokenizer of word pieces, in half the time: the library does not know which of its models
/// comes, and keeps all of the vocabulary until it knows.
///
/// It reads nothing here that it would not read there; what it would, and does not here, is left to
/// it.
fn word_pieces(json: &str) -> Option<Tokenizer> {
    type WordPieces = TokenizerImpl<
        WordPiece,
        NormalizerWrapper,
        PreTokenizerWrapper,
        PostProcessorWrapper,
        DecoderWrapper,
    >;
    json.parse::<WordPieces>().ok().map(Tokenizer::from)
}

/// What is in the file is bounded before the library is given it, so that to load it takes time and
/// memory that grow with the file's size and no faster.
pub(super) fn tokenizer(bytes: &[u8], config: &Config) -> Result<Checked, Error> {
    let wrong = |problem: String| Error::model(TOKENIZER, problem);
    let file: File<'_> = serde_json::from_slice(bytes).map_err(|e| wrong(e.to_string()))?;
    let (mut patterns, mut growth) = (Patterns::default(), Growth::default());
    parts::check_normalizer(&file.normalizer, &mut patterns, &mut growth).map_err(wrong)?;
    let added = file.added_tokens.map_or("[]", RawValue::get);
    added::check(added, config.vocab_size, growth.factor()).map_err(wrong)?;
    let mut growth = growth.and_then_parts();
    parts::check_pre_tokenizer(&file.pre_tokenizer, &mut patterns, &mut growth).map_err(wrong)?;
    let cutter = cutter::check(file.model.get()).map_err(wrong)?;
    let checked = format!(
        r#"{{"version":{},"added_tokens":{},"normalizer":{},"pre_tokenizer":{},"model":{}}}"#,
        file.version.map_or("\"1.0\"", RawValue::get),
        added,
        file.normalizer,
        file.pre_tokenizer,
        file.model.get(),
    );
    let word_pieces = cutter.is_word_piece.then(|| word_pieces(&checked)).flatten();
    let tokenizer = match word_pieces {
        Some(tokenizer) => tokenizer,
        // `from_bytes` is generic: all that reads the file would be compiled once more, here.
        None => checked.parse().map_err(|e| wrong(format!("{e}")))?,
    };
    let of_added = tokenizer.get_added_tokens_decoder().into_keys().max();
    let largest = cutter
        .largest_id
        .max(of_added)
        .ok_or_else(|| wrong("the vocabulary is empty".to_owned()))?;
    if largest as usize >= config.vocab_size {
        return Err(wrong(format!(
            "there is an id {largest}, but config.json says vocab_size {}",
            config.vocab_size
        )));
    }
    tokenizer
        .encode(PROBE, false)
        .map_err(|e| wrong(format!("it fails on an unknown character: {e}")))?;
    let around = special::around(&file.post_processor);
    if let Some(id) = around.and_then(|(before, after)| {
        [before, after].into_iter().find(|&id| id as usize >= config.vocab_size)
    }) {
        return Err(wrong(format!(
            "post_processor puts the id {id} around texts, but config.json says vocab_size {}",
            config.vocab_size
        )));
    }
    Ok(Checked { tokenizer, growth: growth.factor(), around })
}
