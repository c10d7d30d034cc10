use std::collections::BTreeMap;

use serde::Serialize;

use super::voices::one_line;
use crate::{Document, OffsetTable, OffsetUnit, Span, SpeakerForm};

/// The W3C's [Web Annotation](https://www.w3.org/TR/annotation-model/) as JSON-LD: one page of
/// annotations on the resource named `source`, an IRI.
///
/// Each mention, statement, cue and speaker's words is an annotation of its own, with a position
/// and a quotation as selectors; a statement in several pieces has several targets. Cues and
/// speakers' words are linked to their statements, words that are so of several statements to all
/// of these at once. The recommendation lets positions count characters; tools in browsers count
/// UTF-16 units, so [`OffsetUnit::Utf16`] is what most readers of the file expect. An annotation is
/// a line.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::OffsetUnit;
///
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“Ça va 😀,” said Ana Kovic.")?;
/// let json = dixit::render::web_annotation(&document, "https://news.example/1", OffsetUnit::Utf16);
/// assert!(json.contains(r#""start":1"#) && json.contains(r#""exact":"Ça va 😀,""#));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn web_annotation(document: &Document<'_>, source: &str, unit: OffsetUnit) -> String {
    let offsets = OffsetTable::new(document.input(), unit);
    let target = |span: Span| {
        // Spans of a document lie on character boundaries of its input, so none is refused.
        let at = offsets.span_from_bytes(span).unwrap_or(span);
        let position = Selector::TextPositionSelector { start: at.start, end: at.end };
        Target {
            source,
            selector: [position, Selector::TextQuoteSelector { exact: &document.input()[span] }],
        }
    };
    let iri = |id: &str| format!("{source}#{id}");
    let mut page = Page::new(&iri("annotations"));
    let mut add = |id: &str, motivation, body, spans: &[Span]| {
        let target = spans.iter().map(|&s| target(s)).collect();
        page.add(&Annotation { id: iri(id), kind: "Annotation", motivation, body, target });
    };
    for mention in document.mentions() {
        let body = vec![
            Body::text("tagging", mention.kind().as_str()),
            Body::text("identifying", one_line(mention.entity().name())),
        ];
        let id = format!("mention-{}", mention.index());
        add(&id, "identifying", body, &[mention.span()]);
    }
    let (mut cues, mut speakers) = (Linked::default(), Linked::default());
    for statement in document.statements() {
        let mut body = vec![
            Body::text("tagging", statement.kind().as_str()),
            Body::text("tagging", statement.act().as_str()),
        ];
        body.extend(
            statement
                .speaker()
                .and_then(|s| s.name())
                .map(|name| Body::text("identifying", one_line(name))),
        );
        let id = format!("statement-{}", statement.index());
        add(&id, "identifying", body, statement.spans());
        if let Some(span) = statement.cue() {
            cues.entry((span, None)).or_default().push(statement.index());
        }
        let speaker = statement.speaker().filter(|s| s.form() != SpeakerForm::Implicit);
        if let Some((speaker, span)) = speaker.and_then(|s| Some((s, s.mention()?))) {
            let form = Some(speaker.form().as_str());
            speakers.entry((span, form)).or_default().push(statement.index());
        }
    }
    for (what, linked) in [("cue", cues), ("speaker", speakers)] {
        for (number, ((span, form), statements)) in linked.into_iter().enumerate() {
            let mut body = vec![Body::text("tagging", what)];
            body.extend(form.map(|form| Body::text("tagging", form)));
            body.extend(statements.iter().map(|i| Body::link(iri(&format!("statement-{i}")))));
            add(&format!("{what}-{number}"), "linking", body, &[span]);
        }
    }
    page.end()
}

/// The statements to which words belong, by where these stand and of what form they are.
type Linked = BTreeMap<(Span, Option<&'static str>), Vec<usize>>;

/// An annotation page, written an annotation at a time.
struct Page {
    out: String,
    separator: &'static str,
}

impl Page {
    fn new(id: &str) -> Self {
        let context = "http://www.w3.org/ns/anno.jsonld";
        let id = serde_json::Value::from(id);
        let out =
            format!(r#"{{"@context":"{context}","id":{id},"type":"AnnotationPage","items":["#);
        Self { out, separator: "\n" }
    }

    fn add(&mut self, annotation: &Annotation<'_>) {
        self.out += std::mem::replace(&mut self.separator, ",\n");
        // Nothing in it can be refused: its keys are strings and its numbers whole.
        self.out += &serde_json::to_string(annotation).unwrap_or_default();
    }

    fn end(self) -> String {
        self.out + "\n]}"
    }
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body {
    Text {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        value: String,
    },
    Link {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        source: String,
    },
}

impl Body {
    fn text(purpose: &'static str, value: impl Into<String>) -> Self {
        Self::Text { kind: "TextualBody", purpose, value: value.into() }
    }

    fn link(source: String) -> Self {
        Self::Link { kind: "SpecificResource", purpose: "linking", source }
    }
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: [Selector<'a>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    TextPositionSelector { start: usize, end: usize },
    TextQuoteSelector { exact: &'a str },
}
