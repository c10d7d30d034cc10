//! The articles that are named, and those in the folders that are named.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::AnyError;
use crate::folders::Folders;
use crate::messages::tell_about;
use crate::patterns::matching;

/// An article's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Article {
    pub(crate) path: PathBuf,
    /// Where it stands in the folder that was named: `sport/a.txt`. Its own name where it was named
    /// itself.
    pub(crate) place: PathBuf,
}

impl Article {
    fn named(path: &Path) -> Self {
        let place = path.file_name().unwrap_or_default().into();
        Self { path: path.to_owned(), place }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Articles {
    pub(crate) files: Vec<Article>,
    /// Folders that give none, or not all that they have, each with the reason.
    pub(crate) problems: Vec<(PathBuf, String)>,
}

impl Articles {
    pub(crate) fn find(named: &[PathBuf], folders: Folders<'_>) -> Self {
        let mut out = Self::default();
        let each =
            named.iter().flat_map(|path| matching(path).unwrap_or_else(|| vec![path.clone()]));
        for path in each {
            if is_standard_input(&path) || !path.is_dir() {
                out.files.push(Article::named(&path));
                continue;
            }
            let (files, problems) = folders.articles(&path);
            out.files.extend(files);
            out.problems.extend(problems);
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
