//! Where each article's result goes, and what stands there is no loss.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::articles::{Article, is_standard_input};
use crate::form::Format;
use crate::place::place;

/// Where one article's result goes.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// The folder of all results.
    directory: &'a Path,
    result: PathBuf,
    /// Where the article goes that brat reads beside the result; none where it is there already,
    /// because that is where it comes from.
    article: Option<PathBuf>,
    guard: &'a Guard,
}

/// One for each of `files`, in order, or why it has none: a file is there that would be lost.
pub(crate) fn targets<'a>(
    files: &[Article],
    directory: &'a Path,
    format: Format,
    guard: &'a Guard,
) -> Vec<Result<Target<'a>, String>> {
    let mut taken = HashSet::new();
    files
        .iter()
        .map(|file| {
            // As it stands in its folder, so that two of one name in two folders are two results.
            let name = if is_standard_input(&file.path) {
                PathBuf::from("stdin")
            } else {
                file.place.with_extension("")
            };
            let with = |extension: &str| {
                let mut out = name.clone().into_os_string();
                out.push(".");
                out.push(extension);
                directory.join(out)
            };
            let result = with(format.extension());
            let article = (format == Format::Brat)
                .then(|| with("txt"))
                .filter(|path| !is_same(path, &file.path));
            // A second file of the same name would overwrite the first's.
            if !taken.insert(name.clone()) {
                return Err(format!("{} is already another file's result", result.display()));
            }
            let target = Target { directory, result, article, guard };
            target.check()?;
            Ok(target)
        })
        .collect()
}

impl Target<'_> {
    fn check(&self) -> Result<(), String> {
        self.check_folders()?;
        self.article.iter().chain([&self.result]).try_for_each(|path| self.guard.check(path))
    }

    /// That no folder between that of all results and this one leads elsewhere.
    fn check_folders(&self) -> Result<(), String> {
        for folder in self.result.ancestors().skip(1).take_while(|f| *f != self.directory) {
            let found = match fs::symlink_metadata(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                found => found.map_err(|e| format!("{}: {e}", folder.display()))?,
            };
            if !found.is_dir() {
                return Err(format!(
                    "{} is a link or a file, and no folder to write into: remove it, or name another --out",
                    folder.display()
                ));
            }
        }
        Ok(())
    }

    /// Puts the result, and what goes beside it, in their places.
    pub(crate) fn write(&self, result: &[u8], article: &[u8]) -> Result<(), String> {
        let put = |path: &Path, bytes| {
            // Somebody may have put a file there since the first look.
            self.guard.check(path)?;
            place(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
        };
        self.check_folders()?;
        if let Some(folder) = self.result.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
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
    pub(crate) fn new(files: &[Article], force: bool) -> Self {
        // What is not there is no article.
        let paths = files.iter().map(|file| &file.path).filter(|path| !is_standard_input(path));
        let real = paths.flat_map(fs::canonicalize);
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
