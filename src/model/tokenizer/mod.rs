//! Reads `tokenizer.json`.

use tokenizers::Tokenizer;

use super::config::Config;
use super::source::TOKENIZER;
use crate::Error;

/// The tokenizer of a model, for pieces of windows that are cut elsewhere.
pub(super) fn tokenizer(bytes: &[u8], config: &Config) -> Result<Tokenizer, Error> {
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|e| Error::model(TOKENIZER, e.to_string()))?;
    // A tokenizer that truncates would lose text.
    tokenizer.with_truncation(None).map_err(|e| Error::model(TOKENIZER, e.to_string()))?;
    tokenizer.with_padding(None);
    let size = tokenizer.get_vocab_size(true);
    if size > config.vocab_size {
        return Err(Error::model(TOKENIZER, format!("{size} entries, but config.json says vocab_size {}", config.vocab_size)));
    }
    Ok(tokenizer)
}
