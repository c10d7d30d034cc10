//! Where each article's result goes, and what stands there is no loss.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::articles::is_standard_input;
use crate::form::Format;
use crate::place::place;

/// Where one article's result goes.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    result: PathBuf,
    /// Where the article goes that brat reads beside the result; none where it is there already,
    /// because that is where it comes from.
    article: Option<PathBuf>,
    guard: &'a Guard,
}

/// One for each of `files`, in order, or why it has none: a file is there that would be lost.
pub(crate) fn targets<'a>(
    files: &[PathBuf],
    directory: &Path,
    format: Format,
    guard: &'a Guard,
) -> Vec<Result<Target<'a>, String>> {
    let mut taken = HashSet::new();
    files
        .iter()
        .map(|file| {
            let name = if is_standard_input(file) {
                "stdin".into()
            } else {
                file.file_stem().unwrap_or_default().to_owned()
            };
            let with = |extension: &str| {
                let mut out = name.clone();
                out.push(".");
                out.push(extension);
                directory.join(out)
            };
            let result = with(format.extension());
            let article =
                (format == Format::Brat).then(|| with("txt")).filter(|path| !is_same(path, file));
            // A second file of the same name would overwrite the first's.
            if !taken.insert(name.clone()) {
                return Err(format!("{} is already another file's result", result.display()));
            }
            let target = Target { result, article, guard };
            target.check()?;
            Ok(target)
        })
        .collect()
}

impl Target<'_> {
    fn check(&self) -> Result<(), String> {
        self.article.iter().chain([&self.result]).try_for_each(|path| self.guard.check(path))
    }

    /// Puts the result, and what goes beside it, in their places.
    pub(crate) fn write(&self, result: &[u8], article: &[u8]) -> Result<(), String> {
        let put = |path: &Path, bytes| {
            // Somebody may have put a file there since the first look.
            self.guard.check(path)?;
            place(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
        };
        if let Some(path) = &self.article {
            put(path, article)?;
        }
        put(&self.result, result)
    }
}

/// What must not be written over.
#[derive(Debug)]
pub(crate) struct Guard {
    /// The articles that are read.
    articles: HashSet<PathBuf>,
    /// Whether other files may be.
    force: bool,
}

impl Guard {
    pub(crate) fn new(files: &[PathBuf], force: bool) -> Self {
        // What is not there is no article.
        let real = files.iter().filter(|f| !is_standard_input(f)).flat_map(fs::canonicalize);
        Self { articles: real.collect(), force }
    }

    fn check(&self, path: &Path) -> Result<(), String> {
        let shown = path.display();
        let found = match fs::symlink_metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(format!("{shown}: {error}")),
        };
        if found.is_symlink() {
            return Err(format!(
                "{shown} is a link, and is not written through: remove it, or name another --out"
            ));
        }
        if !found.is_file() {
            return Err(format!("{shown} is there already, and is no file: name another --out"));
        }
        if fs::canonicalize(path).is_ok_and(|real| self.articles.contains(&real)) {
            return Err(format!(
                "the result would be written over the article {shown}: name another --out"
            ));
        }
        if !self.force {
            return Err(format!("{shown} is there already: --force writes over it"));
        }
        Ok(())
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    // Through a link it would be another's.
    let real = |path: &Path| fs::canonicalize(path).ok();
    !one.is_symlink() && real(one).is_some_and(|one| Some(one) == real(other))
}
