//! The articles that a folder holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::articles::Article;

/// What an article's file in a folder may end in, in small letters or capitals.
const EXTENSIONS: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "srt", "vtt"];

/// How folders are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folders<'a> {
    /// Whether those below them are read, too.
    pub(crate) recursive: bool,
    /// Where results go: what is there is no article.
    pub(crate) results: Option<&'a Path>,
}

impl Folders<'_> {
    /// The articles of `folder`, in order of their names, and the folders that cannot be read, each
    /// with the reason.
    pub(crate) fn articles(self, folder: &Path) -> (Vec<Article>, Vec<(PathBuf, String)>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        let results = self.results.and_then(|path| fs::canonicalize(path).ok());
        // Of each its place in `folder`.
        let mut left = vec![PathBuf::new()];
        while let Some(place) = left.pop() {
            let path = folder.join(&place);
            let mut below = Vec::new();
            match self.read(&path, &place, &mut files, &mut below) {
                Ok(()) => left.extend(below.into_iter().filter(|place| {
                    results.is_none() || fs::canonicalize(folder.join(place)).ok() != results
                })),
                Err(error) => problems.push((path, error.to_string())),
            }
        }
        if files.is_empty() && problems.is_empty() {
            let known = EXTENSIONS.join(", .");
            let unread = if self.recursive {
                "links are not read"
            } else {
                "links are not read, and folders below it with --recursive alone"
            };
            let problem = format!("there is no .{known} file in this folder ({unread})");
            problems.push((folder.to_owned(), problem));
        }
        files.sort();
        (files, problems)
    }

    /// Adds what stands in one folder.
    fn read(
        self,
        folder: &Path,
        place: &Path,
        files: &mut Vec<Article>,
        below: &mut Vec<PathBuf>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (name, path) = (entry.file_name(), entry.path());
            // Programs and systems keep things of their own behind a dot.
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // The type is the entry's own, so that a link is a link, wherever it leads.
            let kind = entry.file_type()?;
            if kind.is_file() && is_article(&path) {
                files.push(Article { path, place: place.join(name) });
            } else if kind.is_dir() && self.recursive {
                below.push(place.join(name));
            }
        }
        Ok(())
    }
}

fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}
