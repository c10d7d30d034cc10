use serde::Serialize;

use super::voices::one_line;
use crate::{Document, OffsetTable, OffsetUnit, Span, SpeakerForm};

/// The W3C's [Web Annotation](https://www.w3.org/TR/annotation-model/) as JSON-LD: one page of
/// annotations on the resource named `source`, an IRI.
///
/// Each mention, statement, cue and speaker's words is an annotation of its own, with a position
/// and a quotation as selectors; a statement in several pieces has several targets. Cues and
/// speakers' words are linked to their statements. The recommendation lets positions count
/// characters; tools in browsers count UTF-16 units, so [`OffsetUnit::Utf16`] is what most readers
/// of the file expect.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::OffsetUnit;
///
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“Ça va 😀,” said Ana Kovic.")?;
/// let json = dixit::render::web_annotation(&document, "https://news.example/1", OffsetUnit::Utf16);
/// assert!(json.contains(r#""start": 1"#) && json.contains(r#""exact": "Ça va 😀,""#));
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
    let annotation = |id: String, motivation, body, spans: &[Span]| Annotation {
        id: format!("{source}#{id}"),
        kind: "Annotation",
        motivation,
        body,
        target: spans.iter().map(|&s| target(s)).collect(),
    };
    let mut items = Vec::new();
    for mention in document.mentions() {
        let body = vec![
            Body::text("tagging", mention.kind().as_str()),
            Body::text("identifying", one_line(mention.entity().name())),
        ];
        let id = format!("mention-{}", mention.index());
        items.push(annotation(id, "identifying", body, &[mention.span()]));
    }
    for statement in document.statements() {
        let index = statement.index();
        let id = format!("statement-{index}");
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
        items.push(annotation(id.clone(), "identifying", body, statement.spans()));
        let linked =
            |what: &str| vec![Body::text("tagging", what), Body::link(format!("{source}#{id}"))];
        if let Some(span) = statement.cue() {
            items.push(annotation(format!("cue-{index}"), "linking", linked("cue"), &[span]));
        }
        let speaker = statement.speaker().filter(|s| s.form() != SpeakerForm::Implicit);
        if let Some((speaker, span)) = speaker.and_then(|s| Some((s, s.mention()?))) {
            let mut body = linked("speaker");
            body.push(Body::text("tagging", speaker.form().as_str()));
            items.push(annotation(format!("speaker-{index}"), "linking", body, &[span]));
        }
    }
    let page = Page {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{source}#annotations"),
        kind: "AnnotationPage",
        items,
    };
    // Nothing in it can be refused: its keys are strings and its numbers whole.
    serde_json::to_string_pretty(&page).unwrap_or_default()
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<Annotation<'a>>,
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
