//! `added_tokens`: words that are found in a text before it is cut. The library builds an automaton
//! of them, of what the normalizer makes of them where they say so, and only afterwards would
//! anybody see that there are too many.

use std::borrow::Cow;

use serde::Deserialize;

/// T5 has a hundred; a model whose users added emoji, a thousand.
const MOST: usize = 8192;
/// Bytes of one.
const LONGEST: usize = 256;
/// Bytes that the normalizer may make of all of them.
const MOST_NORMALIZED: usize = 1 << 20;

#[derive(Debug, Deserialize)]
struct Added<'a> {
    id: u32,
    #[serde(borrow)]
    content: Cow<'a, str>,
}

/// `growth` is how many bytes the normalizer may make of one.
pub(super) fn check(json: &str, vocab_size: usize, growth: usize) -> Result<(), String> {
    let tokens: Vec<Added<'_>> =
        serde_json::from_str(json).map_err(|e| format!("added_tokens: {e}"))?;
    if tokens.len() > MOST {
        return Err(format!("there are {} added_tokens, more than {MOST}", tokens.len()));
    }
    if let Some(token) = tokens.iter().find(|token| token.id as usize >= vocab_size) {
        return Err(format!(
            "added_tokens have an id {}, but config.json says vocab_size {vocab_size}",
            token.id
        ));
    }
    if let Some(token) = tokens.iter().find(|token| token.content.len() > LONGEST) {
        return Err(format!(
            "one of the added_tokens has {} bytes, more than {LONGEST}",
            token.content.len()
        ));
    }
    let bytes: usize = tokens.iter().map(|token| token.content.len()).sum();
    if bytes.saturating_mul(growth) > MOST_NORMALIZED {
        return Err(format!(
            "the normalizer could make {} bytes of the added_tokens, more than {MOST_NORMALIZED}",
            bytes.saturating_mul(growth)
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn token(id: usize, content: &str) -> Value {
        json!({ "id": id, "content": content, "special": true, "normalized": false })
    }

    #[test]
    fn a_few_words_are_let_through_and_more_are_refused() {
        let few = json!([token(0, "[CLS]"), token(1, "[SEP] \"x\"")]).to_string();
        assert_eq!(check(&few, 2, 10), Ok(()));
        assert_eq!(check("[]", 1, 1), Ok(()));
        let many: Vec<Value> = (0..=MOST).map(|id| token(id, "x")).collect();
        let long: Vec<Value> = (0..40).map(|id| token(id, &"x".repeat(LONGEST))).collect();
        for (tokens, vocab_size, growth) in [
            (few.clone(), 1, 1),
            (json!(many).to_string(), 1 << 20, 1),
            (json!([token(0, &"x".repeat(LONGEST + 1))]).to_string(), 2, 1),
            (json!(long).to_string(), 100, 200),
            ("[1]".to_owned(), 2, 1),
        ] {
            assert!(check(&tokens, vocab_size, growth).is_err(), "{tokens:.60}");
        }
    }
}
