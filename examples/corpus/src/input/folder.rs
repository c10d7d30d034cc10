//! A folder with a file for each article.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dixit::Input;

use crate::article::{Article, Item};

/// The extensions of articles.
pub(super) const ARTICLES: [&str; 5] = ["txt", "md", "markdown", "html", "htm"];

/// The articles under `folder`, by path, each with its path inside the folder as its key.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry.with_context(|| next.display().to_string())?.path();
            // A link to a folder may lead in a circle, so it is not followed; a pipe would keep the
            // run waiting. What cannot be looked at stays: reading it says why.
            let (own, target) = (std::fs::symlink_metadata(&path), std::fs::metadata(&path));
            if own.is_ok_and(|m| m.is_dir()) {
                open.push(path);
            } else if target.is_ok_and(|m| !m.is_file()) {
                continue;
            } else if path
                .extension()
                .and_then(|e| e.to_str())
                .is_some_and(|e| ARTICLES.contains(&e))
            {
                let key = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                out.push((path, key));
            }
        }
    }
    out.sort();
    Ok(out)
}

pub(super) fn item(path: &Path, key: String) -> Item {
    let read = std::fs::read(path);
    let weight = read.as_ref().map_or(0, Vec::len) as u64;
    let text = read.map_err(|e| e.to_string()).and_then(|bytes| {
        let input = Input::from_bytes(&bytes, None).map_err(|e| e.to_string())?;
        Ok(input.text().to_owned())
    });
    Item { key, article: text.map(|text| Article { text, ..Article::default() }), weight }
}
