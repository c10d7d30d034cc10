//! What is said on standard error.

/// Says it, with characters that a terminal would obey, or that would turn a line's direction, as
/// escapes: names of files hold some, and what strangers wrote.
pub(crate) fn tell(message: &str) {
    eprintln!("{}", harmless(message));
}

fn harmless(text: &str) -> String {
    let is_obeyed = |c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_what_a_terminal_obeys() {
        assert_eq!(harmless("é a\u{1b}[1m\u{9b}\u{202e}\nb"), "é a\\u{1b}[1m\\u{9b}\\u{202e}\nb");
    }
}
