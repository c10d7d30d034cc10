//! Patterns for names of files, where no shell has put the names in their place.

use std::path::{Path, PathBuf};

/// The files that a pattern such as `articles/*.txt` names, in order; none where `path` is no
/// pattern.
#[cfg(feature = "cli")]
pub(crate) fn matching(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = path.to_str().filter(|p| p.contains(['*', '?', '[']) && !path.exists())?;
    let files: Vec<PathBuf> = glob::glob(pattern).ok()?.filter_map(Result::ok).collect();
    Some(files).filter(|files| !files.is_empty())
}

/// None: a clone is read by people with a shell.
#[cfg(not(feature = "cli"))]
pub(crate) fn matching(_path: &Path) -> Option<Vec<PathBuf>> {
    None
}
