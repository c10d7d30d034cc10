//! What the tests share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dixit::{Document, Extractor};

pub(crate) use crate::check::check;

/// One extractor for all tests.
pub(crate) fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new().expect("the bundled model loads"))
}

pub(crate) fn extract(input: &str) -> Document<'_> {
    extractor().extract(input).expect("every text is read")
}

/// The folder of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A folder of the test's own, empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the target folder is writable");
    path
}
