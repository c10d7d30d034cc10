//! What a page tells machines of its article: in its head, and in the JSON-LD of its scripts.

use html5gum::{StartTag, Token};
use serde_json::Value;

use crate::text::Span;
use crate::text::plain::{Part, folded};

/// How deep objects of JSON-LD may stand in each other.
const DEEPEST: usize = 8;
/// How many objects of JSON-LD are asked for an article: each is looked for in its script.
const MOST_OBJECTS: usize = 32;

/// What was told. Of each thing the first that is told counts.
#[derive(Debug, Default)]
pub(super) struct Told {
    inside: Option<Inside>,
    /// Where the text of the open element stands, as far as it was seen.
    content: Option<Span>,
    /// The page's title: for the tab of a browser, so the paper's name stands there as well.
    page_title: Option<Part>,
    shared_title: Option<Part>,
    headline: Option<Part>,
    author: Option<Part>,
    published: Option<Part>,
    objects: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Title,
    Data,
}

impl Told {
    /// The article's title.
    pub(super) fn title(&self) -> Option<&Part> {
        self.headline.as_ref().or(self.shared_title.as_ref()).or(self.page_title.as_ref())
    }

    pub(super) fn author(&self) -> Option<&Part> {
        self.author.as_ref()
    }

    pub(super) fn published(&self) -> Option<&Part> {
        self.published.as_ref()
    }

    pub(super) fn see(&mut self, input: &str, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(input, tag),
            Token::String(text) if self.inside.is_some() => {
                let span = Span::new(text.span.start, text.span.end);
                self.content = Some(self.content.map_or(span, |c| c.join(span)));
                if self.inside == Some(Inside::Title) && self.page_title.is_none() {
                    let words = folded(&String::from_utf8_lossy(text));
                    self.page_title = Some(Part { span, words }).filter(|p| !p.words.is_empty());
                }
            }
            Token::EndTag(_) => {
                if let (Some(Inside::Data), Some(span)) = (self.inside, self.content) {
                    self.data(input, span);
                }
                (self.inside, self.content) = (None, None);
            }
            _ => {}
        }
    }

    fn start(&mut self, input: &str, tag: &StartTag<usize>) {
        let value = |key: &[u8]| tag.attributes.get(key).map(|v| String::from_utf8_lossy(v));
        let is_data = || value(b"type").is_some_and(|t| t.eq_ignore_ascii_case(DATA));
        (self.inside, self.content) = match &tag.name[..] {
            b"title" => (Some(Inside::Title), None),
            b"script" if is_data() => (Some(Inside::Data), None),
            _ => (None, None),
        };
        if *tag.name != b"meta"[..] {
            return;
        }
        let name = value(b"property").or_else(|| value(b"name")).or_else(|| value(b"itemprop"));
        let (Some(name), Some(content)) = (name, value(b"content")) else { return };
        let place = match &*name.to_ascii_lowercase() {
            "og:title" | "twitter:title" | "headline" => &mut self.shared_title,
            "author" | "article:author" | "byl" | "parsely-author" => &mut self.author,
            "article:published_time" | "datepublished" | "date" | "pubdate" | "dc.date" => {
                &mut self.published
            }
            _ => return,
        };
        if place.is_none() && !content.contains("://") {
            *place = part(input, Span::new(tag.span.start, tag.span.end), &content);
        }
    }

    fn data(&mut self, input: &str, at: Span) {
        // Line breaks in strings are common, and no JSON.
        let script = input[at].replace(['\n', '\r', '\t'], " ");
        if let Ok(data) = serde_json::from_str::<Value>(&script) {
            self.look(input, at, &data, 0);
        }
    }

    fn look(&mut self, input: &str, at: Span, data: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match data {
            Value::Array(items) => {
                items.iter().for_each(|item| self.look(input, at, item, depth + 1));
            }
            Value::Object(object) => {
                self.objects += 1;
                if self.objects > MOST_OBJECTS {
                    return;
                }
                let string = |key: &str| object.get(key).and_then(Value::as_str);
                let place = |key: &str| string(key).and_then(|s| part(input, at, s));
                // A page's pictures, its paper and its menu have names and dates as well.
                if let Some(headline) = string("headline") {
                    let headline = part(input, at, headline);
                    self.headline = self.headline.take().or(headline);
                    self.published = self.published.take().or_else(|| place("datePublished"));
                    let author = object.get("author").and_then(name);
                    let author = author.and_then(|name| part(input, at, name));
                    self.author = self.author.take().or(author);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = object.get(key) {
                        self.look(input, at, inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

const DATA: &str = "application/ld+json";

/// The name of a person in JSON-LD, or of the first of several.
fn name(of: &Value) -> Option<&str> {
    match of {
        Value::String(name) => Some(name),
        Value::Array(items) => items.first().and_then(name),
        Value::Object(object) => object.get("name").and_then(name),
        _ => None,
    }
}

/// `words` where they stand in `at`; none where they stand there in another spelling.
fn part(input: &str, at: Span, words: &str) -> Option<Part> {
    let trimmed = words.trim();
    let start = at.start + input[at].find(trimmed).filter(|_| !trimmed.is_empty())?;
    Some(Part { span: Span::new(start, start + trimmed.len()), words: folded(trimmed) })
}
