//! The articles that are named, and those in the folders that are named.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::AnyError;
use crate::messages::{tell_about, with_causes};
use crate::patterns::matching;

/// What an article's file in a folder may end in, in small letters or capitals.
const EXTENSIONS: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "srt", "vtt"];

#[derive(Debug, Default)]
pub(crate) struct Articles {
    pub(crate) files: Vec<PathBuf>,
    /// Folders that give none, each with the reason.
    pub(crate) problems: Vec<(PathBuf, String)>,
}

impl Articles {
    pub(crate) fn find(named: &[PathBuf]) -> Self {
        let mut out = Self::default();
        for path in named {
            if let Some(files) = matching(path) {
                out.files.extend(files);
                continue;
            }
            if is_standard_input(path) || !path.is_dir() {
                out.files.push(path.clone());
                continue;
            }
            match in_folder(path) {
                Ok(files) => out.files.extend(files),
                Err(error) => out.problems.push((path.clone(), with_causes(&*error))),
            }
        }
        out
    }
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The article's bytes. One that has no words is told of, and is an article all the same.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, AnyError> {
    let mut bytes = Vec::new();
    if is_standard_input(file) {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(file)?;
    }
    if bytes.is_empty() {
        tell_about(file, "the file is empty: there is nothing to find");
    } else if bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes).trim_ascii().is_empty() {
        tell_about(file, "the file holds nothing but white space: there is nothing to find");
    }
    Ok(bytes)
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, AnyError> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // The type is the entry's own, so that a link is a link, wherever it leads.
        if entry.file_type()?.is_file() && is_article(&entry.path()) {
            out.push(entry.path());
        }
    }
    if out.is_empty() {
        let known = EXTENSIONS.join(", .");
        return Err(format!(
            "there is no .{known} file in this folder (links, and folders below it, are not read)"
        )
        .into());
    }
    out.sort();
    Ok(out)
}

fn is_article(path: &Path) -> bool {
    // Programs and systems keep things of their own behind a dot.
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let extension = path.extension().and_then(|e| e.to_str());
    !hidden
        && extension.is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}
