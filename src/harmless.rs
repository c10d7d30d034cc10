//! Text for a terminal or a log: nothing in it is obeyed.

use std::fmt::{self, Write as _};

/// `text` as it may be shown in a terminal or written into a log, whoever wrote it: characters that
/// a terminal would obey, and those that would turn a line's direction or end it, are written as
/// escapes. Names of files, strings out of them and words of an article hold some.
///
/// [`Error`](crate::Error) shows its messages so. It is no escaping for HTML:
/// [`render::Report`](crate::render::Report) does that.
///
/// ```
/// use dixit::harmless;
///
/// assert_eq!(harmless("“Ça va”").to_string(), "“Ça va”");
/// assert_eq!(harmless("\u{1b}[2Ja.txt\n").to_string(), "\\u{1b}[2Ja.txt\\u{a}");
/// assert_eq!(harmless("\u{202e}txt.a\n").keep("\n").to_string(), "\\u{202e}txt.a\n");
/// ```
pub const fn harmless(text: &str) -> Harmless<'_> {
    Harmless { text, kept: "" }
}

/// A text that shows itself without what a terminal would obey: [`harmless`] makes it.
///
/// # Example
///
/// ```
/// use dixit::{Harmless, harmless};
///
/// let shown: Harmless<'_> = harmless("a\tb\u{7}").keep("\t");
/// assert_eq!(format!("<{shown}>"), "<a\tb\\u{7}>");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it does nothing until it is shown"]
pub struct Harmless<'t> {
    text: &'t str,
    kept: &'t str,
}

impl<'t> Harmless<'t> {
    /// Leaves the characters of `kept` as they are: a text of several lines has its line ends.
    ///
    /// [Example](Self#example)
    pub const fn keep(self, kept: &'t str) -> Self {
        Self { kept, ..self }
    }
}

impl fmt::Display for Harmless<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.chars().try_for_each(|c| {
            if is_obeyed(c) && !self.kept.contains(c) {
                write!(f, "{}", c.escape_unicode())
            } else {
                f.write_char(c)
            }
        })
    }
}

/// Control characters of both sets, the separators of lines and paragraphs, and what turns the
/// direction of what follows.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_an_escape_and_the_rest_is_as_it_was() {
        let all = (0..=0x1_0000).filter_map(char::from_u32);
        for c in all {
            let (text, shown) = (String::from(c), harmless(&String::from(c)).to_string());
            let number = u32::from(c);
            let is_known = number < 0x20
                || (0x7f..0xa0).contains(&number)
                || [0x61c, 0x200e, 0x200f].contains(&number)
                || (0x2028..=0x202e).contains(&number)
                || (0x2066..=0x2069).contains(&number);
            let expected = if is_known { format!("\\u{{{number:x}}}") } else { text };
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn what_is_kept_is_kept_alone() {
        let text = "a\tb\n\u{1b}\u{202e}";
        assert_eq!(harmless(text).keep("\t\n").to_string(), "a\tb\n\\u{1b}\\u{202e}");
        assert_eq!(harmless(text).keep("").to_string(), harmless(text).to_string());
    }
}
