//! Bytes to text: what encoding they are in, and what they say in it.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding};
use html5gum::Token;

use super::html::tokens;
use crate::error::Error;

/// The name of what needs no decoding.
pub(crate) const UTF_8: &str = "UTF-8";

/// How much of a page is looked at for the encoding that it declares, in bytes: browsers look at as
/// much, but some pages have their scripts before.
const HEAD: usize = 1 << 13;

/// The text of `bytes`, and the name of the encoding that it was in: that of its byte-order mark, or
/// the one that `label` names, or the one that a page declares, or UTF-8.
///
/// # Errors
///
/// No such label; the first byte that is wrong.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    label: Option<&str>,
) -> Result<(Cow<'b, str>, &'static str), Error> {
    let named = label.map(named).transpose()?;
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let told = marked.or(named);
    if told.is_none_or(|t| t == encoding_rs::UTF_8) {
        match std::str::from_utf8(bytes) {
            // What is UTF-8 with letters beyond ASCII is so by no accident. Of what has none, most
            // encodings say the same; this one says it in escapes.
            Ok(text) if told.is_some() || declared(bytes) != Some(encoding_rs::ISO_2022_JP) => {
                return Ok((Cow::Borrowed(text), UTF_8));
            }
            Err(error) if told.is_some() => return Err(Error::encoding(error)),
            _ => {}
        }
    }
    match told.or_else(|| declared(bytes)).filter(|&e| e != encoding_rs::UTF_8) {
        Some(encoding) => Ok((Cow::Owned(decoded(bytes, encoding)?), encoding.name())),
        None => std::str::from_utf8(bytes)
            .map(|text| (Cow::Borrowed(text), UTF_8))
            .map_err(Error::encoding),
    }
}

fn named(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
        Error::config(format!(
            "no encoding is called {label:?}; the Encoding Standard has their names, such as utf-8, utf-16le, windows-1252, shift_jis"
        ))
    })
}

/// What the head of a page says that it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let label = tokens(&head).find_map(|token| match token {
        Token::StartTag(tag) if *tag.name == b"meta"[..] => {
            let value = |key: &[u8]| tag.attributes.get(key).map(|v| v.to_vec());
            value(b"charset").or_else(|| {
                let is_type = value(b"http-equiv")?.eq_ignore_ascii_case(b"content-type");
                let content = value(b"content").filter(|_| is_type)?.to_ascii_lowercase();
                let at = content.windows(CHARSET.len()).position(|w| w == CHARSET)?;
                // In bounds: it was found there.
                let rest = &content[at + CHARSET.len()..];
                Some(rest.split(|b| b";\"' ".contains(b)).find(|l| !l.is_empty())?.to_vec())
            })
        }
        _ => None,
    })?;
    // What could be read so far is no UTF-16, whatever it says.
    Encoding::for_label_no_replacement(&label).map(Encoding::output_encoding)
}

const CHARSET: &[u8] = b"charset=";

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Error> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default();
    let mut out = String::with_capacity(most);
    match decoder.decode_to_string_without_replacement(bytes, &mut out, true) {
        (DecoderResult::InputEmpty, _) => Ok(out),
        (DecoderResult::Malformed(length, after), read) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            Err(Error::not_encoded(at, encoding.name()))
        }
        // There is room for all that so many bytes can be.
        (DecoderResult::OutputFull, read) => Err(Error::not_encoded(read, encoding.name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: Option<&str>) -> (String, &'static str) {
        let (text, name) = decode(bytes, label).expect("it is text");
        (text.into_owned(), name)
    }

    #[test]
    fn the_mark_goes_before_the_label_and_that_before_the_head() {
        let utf16: Vec<u8> = "\u{feff}Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16, None), ("Zoë".into(), "UTF-16LE"));
        assert_eq!(read(&utf16, Some("windows-1252")), ("Zoë".into(), "UTF-16LE"));
        let big: Vec<u8> = "\u{feff}Zoë".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&big, None), ("Zoë".into(), "UTF-16BE"));
        let page = b"<meta charset='windows-1251'>\xcd\xe5\xf2";
        assert_eq!(read(page, None), ("<meta charset='windows-1251'>Нет".into(), "windows-1251"));
        assert_eq!(read(page, Some("latin1")).1, "windows-1252");
        let old =
            b"<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; Charset=ISO-8859-1\">\x93No\x94";
        assert!(read(old, None).0.ends_with("“No”"));
    }

    #[test]
    fn what_is_utf_8_is_read_so_and_borrowed_whatever_its_head_says() {
        for text in ["", "plain", "\u{feff}Zoë", "<meta charset=iso-8859-1><p>Zoë"] {
            let (read, name) = decode(text.as_bytes(), None).expect("it is text");
            assert!(matches!(read, Cow::Borrowed(_)), "{text}");
            assert_eq!((&*read, name), (text, UTF_8));
        }
        let japanese = b"<meta charset=iso-2022-jp>\x1b$B$3\x1b(B";
        assert!(read(japanese, None).0.ends_with('こ'));
    }

    #[test]
    fn what_cannot_be_decoded_says_where_and_what_to_do() {
        let error = |bytes, label| decode(bytes, label).expect_err("no text").to_string();
        for (message, parts) in [
            (error(b"Se\xf1or", None), ["not UTF-8: byte 2", "--encoding"]),
            (error(b"Se\xf1or", Some("utf-8")), ["not UTF-8: byte 2", "--encoding"]),
            (error(b"ab\x81\xffc", Some("shift_jis")), ["not Shift_JIS: byte 2", "--encoding"]),
            (error(b"<meta charset=utf-8>\xf1", None), ["byte 20", "--encoding"]),
            (error(b"", Some("latin-17")), ["\"latin-17\"", "windows-1252"]),
        ] {
            assert!(parts.iter().all(|part| message.contains(part)), "{message}");
        }
    }
}
