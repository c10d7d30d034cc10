//! What is said on standard error.

use std::path::Path;

use dixit::harmless;

use crate::articles::is_standard_input;

pub(crate) fn tell(message: &str) {
    eprintln!("{}: {}", env!("CARGO_BIN_NAME"), harmless(message));
}

pub(crate) fn tell_about(file: &Path, message: &str) {
    tell(&format!("{}: {message}", name(file)));
}

pub(crate) fn name(file: &Path) -> String {
    if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        harmless(&file.display().to_string()).to_string()
    }
}

/// A message and what lies behind it, in one line.
pub(crate) fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut out = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        out = format!("{out}: {cause}");
        next = cause.source();
    }
    out
}
