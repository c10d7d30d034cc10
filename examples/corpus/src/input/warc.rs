//! A WARC file, as web archives keep pages: a record a page, all of it or each record compressed.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail};
use flate2::bufread::MultiGzDecoder;

use super::{Items, http};
use crate::article::Item;

/// The longest line of a record's head, in bytes.
const LINE: u64 = 1 << 16;
/// The most lines of one.
const LINES: usize = 256;
/// The longest page, in bytes, as it was sent: what is longer is passed over and told.
const PAGE: u64 = 64 << 20;

pub(super) fn items(path: &Path) -> anyhow::Result<Items> {
    let name = path.display().to_string();
    let count = Arc::new(AtomicU64::new(0));
    let file = File::open(path).with_context(|| name.clone())?;
    let mut raw = BufReader::new(Counted { inner: file, count: Arc::clone(&count) });
    let is_gzip = raw.fill_buf().with_context(|| name.clone())?.starts_with(&[0x1f, 0x8b]);
    let read: Box<dyn BufRead + Send> =
        if is_gzip { Box::new(BufReader::new(MultiGzDecoder::new(raw))) } else { Box::new(raw) };
    let mut records = Records { read, count, told: 0, number: 0, ended: false };
    Ok(Box::new(std::iter::from_fn(move || {
        let item = records.next_page().transpose()?;
        Some(item.with_context(|| format!("{name}: record {}", records.number)))
    })))
}

/// A file that tells how much of it was read.
struct Counted {
    inner: File,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

struct Records {
    read: Box<dyn BufRead + Send>,
    /// Bytes of the file that were read, and those of them that a page told as its weight.
    count: Arc<AtomicU64>,
    told: u64,
    number: usize,
    ended: bool,
}

/// The head of a record.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    uri: Option<String>,
    date: Option<String>,
    length: u64,
}

impl Records {
    /// The next record that holds a page.
    fn next_page(&mut self) -> anyhow::Result<Option<Item>> {
        while !self.ended {
            // After a fault nobody knows where the next record begins.
            self.ended = true;
            let Some(head) = self.head()? else { return Ok(None) };
            if head.kind != "response" && head.kind != "resource" || head.length > PAGE {
                let passed =
                    std::io::copy(&mut self.read.by_ref().take(head.length), &mut std::io::sink())?;
                self.ended = passed < head.length;
                if head.kind == "response" && head.length > PAGE {
                    let why = format!("the page has {} bytes, more than {PAGE}", head.length);
                    return Ok(Some(self.item(head, Err(why))));
                }
                continue;
            }
            let mut block = Vec::new();
            self.read.by_ref().take(head.length).read_to_end(&mut block)?;
            if (block.len() as u64) < head.length {
                bail!("the file ends in the middle of a record");
            }
            self.ended = false;
            let page =
                if head.kind == "response" { http::page(&block) } else { http::resource(block) };
            if let Some(page) = page {
                return Ok(Some(self.item(head, page)));
            }
        }
        Ok(None)
    }

    fn item(&mut self, head: Head, page: Result<String, String>) -> Item {
        let key = head.uri.unwrap_or_else(|| format!("record {}", self.number));
        let read = self.count.load(Ordering::Relaxed);
        let weight = read - std::mem::replace(&mut self.told, read);
        Item::of_page(key, page, head.date, weight)
    }

    /// `None` at the end of the file.
    fn head(&mut self) -> anyhow::Result<Option<Head>> {
        let mut first = self.line()?;
        // Two empty lines end a record.
        while first.as_deref() == Some("") {
            first = self.line()?;
        }
        let Some(first) = first else { return Ok(None) };
        self.number += 1;
        if !first.starts_with("WARC/") {
            bail!("no WARC record begins with {:?}", first.chars().take(40).collect::<String>());
        }
        let mut head = Head::default();
        let mut length = None;
        for _ in 0..LINES {
            let line = self.line()?.context("the file ends in the head of a record")?;
            if line.is_empty() {
                head.length = length.context("a record without a Content-Length")?;
                return Ok(Some(head));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => value.clone_into(&mut head.kind),
                "warc-target-uri" => {
                    head.uri = Some(value.trim_matches(['<', '>']).to_owned());
                }
                "warc-date" => head.date = Some(value.to_owned()),
                "content-length" => {
                    length = Some(value.parse().context("a Content-Length that is no number")?);
                }
                _ => {}
            }
        }
        bail!("the head of a record has more than {LINES} lines");
    }

    fn line(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        let read = self.read.by_ref().take(LINE).read_until(b'\n', &mut line)?;
        if read as u64 == LINE && !line.ends_with(b"\n") {
            bail!("a line of a record's head is longer than {LINE} bytes");
        }
        let text = String::from_utf8_lossy(&line);
        Ok((read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn record(kind: &str, uri: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-05-02T00:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn read(bytes: &[u8]) -> Vec<anyhow::Result<Item>> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("it is written");
        items(file.path()).expect("it is there").collect()
    }

    const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>“No.”";

    #[test]
    fn each_page_is_a_document_compressed_or_not() {
        let records = [
            record("warcinfo", "", "software: none"),
            record("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n"),
            record("response", "http://a.example/", PAGE),
            record(
                "response",
                "http://a.example/b.png",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
            ),
            record("response", "<http://b.example/>", PAGE),
        ];
        let packed = records.iter().flat_map(|record| {
            let mut out = GzEncoder::new(Vec::new(), Compression::fast());
            out.write_all(record.as_bytes()).expect("it is packed");
            out.finish().expect("it is packed")
        });
        for bytes in [records.concat().into_bytes(), packed.collect()] {
            let found: Vec<_> =
                read(&bytes).into_iter().map(|item| item.expect("a record")).collect();
            let keys: Vec<_> = found.iter().map(|item| item.key.as_str()).collect();
            assert_eq!(keys, ["http://a.example/", "http://b.example/"]);
            let article = found[0].article.clone().expect("a page");
            assert_eq!((article.text.as_str(), article.is_page), ("<html><p>“No.”", true));
            assert_eq!(article.date.as_deref(), Some("2026-05-02T00:00:00Z"));
            assert!(found.iter().map(|item| item.weight).sum::<u64>() <= bytes.len() as u64);
        }
    }

    #[test]
    fn what_is_no_archive_says_so_once() {
        for (bytes, why) in [
            ("nothing\n".to_owned(), "no WARC record"),
            ("WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_owned(), "Content-Length"),
            (record("response", "x", PAGE)[..150].to_owned(), "middle of a record"),
        ] {
            let found = read(bytes.as_bytes());
            assert_eq!(found.len(), 1, "{bytes}");
            let error = format!("{:#}", found[0].as_ref().expect_err("no record"));
            assert!(error.contains(why) && error.contains("record"), "{error}");
        }
    }
}
