//! Escaping: nothing of an article is ever read as HTML.

use std::borrow::Cow;

/// `text` as the content of an element.
pub(crate) fn words(text: &str) -> Cow<'_, str> {
    without_controls(escaped(text, false))
}

/// `text` as the value of an attribute between double quotes.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    without_controls(escaped(text, true))
}

/// `text` with character references for whatever could begin or end a tag or a reference, and for
/// double `quotes` where they would end the value.
fn escaped(text: &str, quotes: bool) -> Cow<'_, str> {
    let reference = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' if quotes => Some("&quot;"),
        _ => None,
    };
    if !text.contains(|c| reference(c).is_some()) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match reference(c) {
            Some(reference) => out += reference,
            None => out.push(c),
        }
    }
    out.into()
}

/// Characters that HTML forbids become visible ones: a NUL is shown as ␀.
fn without_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !text.contains(forbidden) {
        return text;
    }
    let picture = |c: char| {
        if forbidden(c) {
            if c.is_ascii() {
                char::from_u32(0x2400 + c as u32).filter(|_| c != '\u{7f}').unwrap_or('␡')
            } else {
                '\u{fffd}'
            }
        } else {
            c
        }
    };
    text.chars().map(picture).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_opens_a_tag_or_ends_an_attribute() {
        assert_eq!(words("<b> & \"x\""), "&lt;b&gt; &amp; \"x\"");
        assert_eq!(attribute("\"><script>'&"), "&quot;&gt;&lt;script&gt;'&amp;");
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(words("a\0b\u{1b}[31m\u{7f}\u{85}\tc\n"), "a␀b␛[31m␡\u{fffd}\tc\n");
    }
}
