//! What a server answered, as an archive keeps it: the page in it, as text.

use std::io::Read;

use dixit::Input;
use flate2::read::GzDecoder;

/// The most that a page may unpack to, in bytes.
const UNPACKED: u64 = 256 << 20;

/// The page of an answer, or why it cannot be read; `None` for an answer that is no page: an image, a
/// redirection, an error.
pub(super) fn page(answer: &[u8]) -> Option<Result<String, String>> {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    // In bounds: four bytes were found there.
    let (head, body) = (String::from_utf8_lossy(&answer[..end]), &answer[end + 4..]);
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?;
    let header = |name: &str| {
        let mut all = head.lines().filter_map(|line| line.split_once(':'));
        all.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_ascii_lowercase())
    };
    let kind = header("content-type").unwrap_or_default();
    if status != "200" || !(kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
    {
        return None;
    }
    let charset = kind.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']));
    let body = if header("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        // Many archives keep the head as it was and the body in one piece.
        joined(body).unwrap_or_else(|| body.to_vec())
    } else {
        body.to_vec()
    };
    Some(unpacked(body).and_then(|body| text(&body, charset)))
}

/// A page that was archived without the answer that it came in.
pub(super) fn resource(body: Vec<u8>) -> Option<Result<String, String>> {
    let start = body.trim_ascii_start();
    start.starts_with(b"<").then(|| text(&body, None))
}

fn text(body: &[u8], charset: Option<&str>) -> Result<String, String> {
    // A server that names what nobody knows leaves it to the page.
    let known = charset.and_then(|c| Input::from_bytes(body, Some(c)).ok());
    let input = known.map_or_else(|| Input::from_bytes(body, None), Ok);
    input.map(|input| input.text().to_owned()).map_err(|e| e.to_string())
}

fn unpacked(body: Vec<u8>) -> Result<Vec<u8>, String> {
    if !body.starts_with(&[0x1f, 0x8b]) {
        return Ok(body);
    }
    let mut out = Vec::new();
    let read = GzDecoder::new(&body[..]).take(UNPACKED + 1).read_to_end(&mut out);
    read.map_err(|e| format!("it does not unpack: {e}"))?;
    if out.len() as u64 > UNPACKED {
        return Err(format!("it unpacks to more than {UNPACKED} bytes"));
    }
    Ok(out)
}

/// The chunks of a body, joined; `None` where it is in none.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.windows(2).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let from = end + 2;
        out.extend_from_slice(body.get(from..from.checked_add(size)?)?);
        body = body.get(from + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn pages_are_read_and_nothing_else() {
        let html = "200 OK\r\nContent-Type: text/html; charset=windows-1252";
        assert_eq!(page(&answer(html, b"<p>Zo\xeb")), Some(Ok("<p>Zoë".into())));
        assert_eq!(page(&answer("200 OK\r\ncontent-type: image/png", b"x")), None);
        assert_eq!(page(&answer("404 Not Found\r\ncontent-type: text/html", b"x")), None);
        assert_eq!(page(b"nothing"), None);
        let wrong =
            page(&answer("200 OK\r\nContent-Type: text/html", b"\xff\xff")).expect("a page");
        assert!(wrong.expect_err("no text").contains("byte 0"));
    }

    #[test]
    fn chunks_are_joined_where_there_are_some() {
        let head = "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked";
        let chunked = answer(head, b"3\r\n<p>\r\n2;x=y\r\nNo\r\n0\r\n\r\n");
        assert_eq!(page(&chunked), Some(Ok("<p>No".into())));
        assert_eq!(page(&answer(head, b"<p>No")), Some(Ok("<p>No".into())));
    }
}
