//! A file with a JSON object a line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value};

use super::{Fields, Items};
use crate::article::{Article, Item};

/// The field that holds a web page, where there is no text.
const HTML: &str = "html";

pub(super) fn items(path: &Path, fields: &Fields) -> anyhow::Result<Items> {
    let mut file = BufReader::new(File::open(path).with_context(|| path.display().to_string())?);
    let (path, fields) = (path.display().to_string(), fields.clone());
    let mut number = 0usize;
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            number += 1;
            match file.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => return Some(Ok(item(&line, &format!("{path}:{number}"), &fields))),
                Err(error) => return Some(Err(anyhow::Error::new(error).context(path.clone()))),
            }
        }
    })))
}

fn item(line: &[u8], place: &str, fields: &Fields) -> Item {
    let weight = line.len() as u64;
    match serde_json::from_slice::<Map<String, Value>>(line) {
        Ok(object) => Item {
            key: words(&object, &fields.key_field).unwrap_or_else(|| place.to_owned()),
            article: article(object, fields),
            weight,
        },
        Err(error) => Item {
            key: place.to_owned(),
            article: Err(format!("not a JSON object: {error}")),
            weight,
        },
    }
}

/// A field of words, or of a number.
fn words(object: &Map<String, Value>, field: &str) -> Option<String> {
    match object.get(field)? {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn article(mut object: Map<String, Value>, fields: &Fields) -> Result<Article, String> {
    let (date, outlet) = (words(&object, &fields.date_field), words(&object, &fields.outlet_field));
    match object.remove(&fields.text_field) {
        Some(Value::String(text)) => Ok(Article { text, date, outlet, is_page: false }),
        Some(_) => Err(format!("its field `{}` is no string", fields.text_field)),
        None => match object.remove(HTML) {
            Some(Value::String(text)) => Ok(Article { text, date, outlet, is_page: true }),
            _ => Err(format!("it has no field `{}`, and no `{HTML}`", fields.text_field)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Item {
        item(line.as_bytes(), "file:7", &fields())
    }

    fn fields() -> Fields {
        Fields {
            key_field: "id".into(),
            text_field: "text".into(),
            date_field: "date".into(),
            outlet_field: "outlet".into(),
        }
    }

    #[test]
    fn a_line_has_a_key_a_text_and_perhaps_more() {
        let item = read(
            r#"{"id": 12, "text": "“No.”", "date": "2026-01-02", "outlet": "The Quay", "more": [1]}"#,
        );
        let article = item.article.expect("an article");
        assert_eq!(
            (
                item.key.as_str(),
                article.text.as_str(),
                article.date.as_deref(),
                article.outlet.as_deref()
            ),
            ("12", "“No.”", Some("2026-01-02"), Some("The Quay"))
        );
        assert_eq!(read(r#"{"text": ""}"#).key, "file:7");
        let page = read(r#"{"html": "<p>“No.”"}"#).article.expect("a page");
        assert!(page.is_page && !article.is_page && page.text == "<p>“No.”");
    }

    #[test]
    fn what_is_no_article_says_why() {
        for (line, why) in [
            ("{", "JSON"),
            ("[]", "JSON"),
            (r#"{"id": "a"}"#, "no field `text`"),
            (r#"{"text": 1}"#, "no string"),
        ] {
            let error = read(line).article.expect_err("no article");
            assert!(error.contains(why), "{line}: {error}");
        }
        assert!(item(b"{\"text\": \"\xff\"}", "x", &fields()).article.is_err());
    }
}
