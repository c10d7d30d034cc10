//! What is said on standard error.

use dixit::harmless;

/// Says it, line by line, without what a terminal would obey: names of files hold some, and what
/// strangers wrote.
pub(crate) fn tell(message: &str) {
    eprintln!("{}", harmless(message).keep("\n"));
}
