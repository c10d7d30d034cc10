//! What is said on standard error.

use std::path::Path;

use crate::articles::is_standard_input;

pub(crate) fn tell(message: &str) {
    eprintln!("annotate: {}", harmless(message));
}

pub(crate) fn tell_about(file: &Path, message: &str) {
    tell(&format!("{}: {message}", name(file)));
}

pub(crate) fn name(file: &Path) -> String {
    if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        harmless(&file.display().to_string())
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

/// Characters that a terminal would obey, or that would turn a line's direction, as escapes: names of
/// files hold some, and what strangers wrote.
pub(crate) fn harmless(text: &str) -> String {
    harmless_but(text, |_| false)
}

/// The same, but for those that `keep` keeps.
pub(crate) fn harmless_but(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) && !keep(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
