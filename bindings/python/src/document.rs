//! A document: what was found in one text.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use dixit::render::Report;
use dixit::{DocumentRecord, OffsetUnit};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use crate::options::named;
use crate::views::{Entity, MarkedPhrase, Mention, Span, Statement, TextSpan, View};

/// A document, and its record with offsets in the unit that was asked for: what all views look at.
#[derive(Debug)]
struct Found {
    document: dixit::Document<'static>,
    unit: OffsetUnit,
    // Made when it is first looked at.
    record: OnceLock<DocumentRecord>,
}

/// A share in a document. Two are equal where they are shares in the same one.
#[derive(Clone, Debug)]
pub(crate) struct Share(Arc<Found>);

impl Share {
    pub(crate) fn record(&self) -> &DocumentRecord {
        self.0.record.get_or_init(|| self.0.document.to_record(self.0.unit))
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Share {}

impl Hash for Share {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

/// What was found in one text: the result of `Extractor.extract`.
///
/// Mentions, statements and marked phrases come in the order of the text. Offsets are half open and
/// count `offset_unit`s of `text`: with characters, the default, `text[m.start:m.end]` is what
/// stands there. Views are made when they are first looked at, and keep the document alive.
///
/// It is not pickled: send `to_dict()` or `to_json()`.
#[pyclass(frozen, module = "dixit")]
pub(crate) struct Document {
    share: Share,
    mentions: PyOnceLock<Py<PyTuple>>,
    entities: PyOnceLock<Py<PyTuple>>,
    statements: PyOnceLock<Py<PyTuple>>,
    marked_phrases: PyOnceLock<Py<PyTuple>>,
}

impl Document {
    pub(crate) fn new(document: dixit::Document<'static>, unit: OffsetUnit) -> Self {
        Self {
            share: Share(Arc::new(Found { document, unit, record: OnceLock::new() })),
            mentions: PyOnceLock::new(),
            entities: PyOnceLock::new(),
            statements: PyOnceLock::new(),
            marked_phrases: PyOnceLock::new(),
        }
    }

    fn found(&self) -> &dixit::Document<'static> {
        &self.share.0.document
    }

    pub(crate) fn model_name(&self) -> String {
        self.found().model().to_owned()
    }

    /// The views of one kind, of which there are `count`.
    fn views<'py, V: View>(
        &self,
        py: Python<'py>,
        made: &PyOnceLock<Py<PyTuple>>,
        count: usize,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let make = || all::<V>(py, &self.share, 0..count).map(Bound::unbind);
        Ok(made.get_or_try_init(py, make)?.bind(py).clone())
    }
}

/// The views at these places.
pub(crate) fn all<'py, V: View>(
    py: Python<'py>,
    share: &Share,
    places: impl ExactSizeIterator<Item = usize>,
) -> PyResult<Bound<'py, PyTuple>> {
    let views = places.map(|index| Bound::new(py, V::at(share.clone(), index)));
    PyTuple::new(py, views.collect::<PyResult<Vec<_>>>()?)
}

#[pymethods]
impl Document {
    /// The text that was read; of bytes, what they were decoded to. All offsets count it.
    #[getter]
    fn text(&self) -> &str {
        self.found().input()
    }

    /// Name and version of the model that read it: "news-en/8".
    #[getter]
    fn model(&self) -> &str {
        self.found().model()
    }

    /// What offsets count: "char" (code points, as Python's str), "byte" (of UTF-8) or "utf16".
    #[getter]
    fn offset_unit(&self) -> &'static str {
        self.share.0.unit.as_str()
    }

    /// How it was read: "text", "markdown", "html", "page" or "subtitles".
    #[getter]
    fn format(&self) -> &'static str {
        self.found().input_format().as_str()
    }

    /// What encoding the bytes were in, by its name in the Encoding Standard; "UTF-8" for a str.
    #[getter]
    fn encoding(&self) -> &str {
        self.found().encoding()
    }

    /// How it was found what is a statement, and whose: "learned" or "rules".
    #[getter]
    fn attribution(&self) -> &'static str {
        self.found().attribution().as_str()
    }

    /// The statements: what somebody says, thinks or keeps back.
    #[getter]
    fn statements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.views::<Statement>(py, &self.statements, self.found().statements().len())
    }

    /// The mentions of people, places, organizations and other named things.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.views::<Mention>(py, &self.mentions, self.found().mentions().len())
    }

    /// The entities, in the order of their first mentions: all mentions of one thing are one.
    #[getter]
    fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.views::<Entity>(py, &self.entities, self.found().entities().len())
    }

    /// The words between quotation marks that are no statement.
    #[getter]
    fn marked_phrases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.views::<MarkedPhrase>(py, &self.marked_phrases, self.found().marked_phrases().len())
    }

    /// The article of a whole web page; None of any other text.
    #[getter]
    fn article(&self) -> Option<Article> {
        self.share.record().article.as_ref().map(|_| Article { share: self.share.clone() })
    }

    /// The words of a span as they are read: without markup, character references decoded, one
    /// space wherever there is white space.
    ///
    /// Args:
    ///     start: Offset of the first `offset_unit`.
    ///     end: Offset one past the last.
    ///
    /// Raises:
    ///     ValueError: Where the text has no such span.
    fn text_of(&self, start: usize, end: usize) -> PyResult<String> {
        let document = self.found();
        let table = dixit::OffsetTable::new(document.input(), self.share.0.unit);
        match (table.to_byte(start), table.to_byte(end)) {
            (Some(first), Some(after)) if first <= after => {
                Ok(document.text_of(dixit::Span::new(first, after)))
            }
            _ => Err(PyValueError::new_err(format!("the text has no span {start}..{end}"))),
        }
    }

    /// The document as JSON, schema "dixit/1".
    ///
    /// Args:
    ///     offsets: What offsets count, in place of `offset_unit`: "char", "byte" or "utf16".
    #[pyo3(signature = (*, offsets=None))]
    fn to_json(&self, py: Python<'_>, offsets: Option<&str>) -> PyResult<String> {
        let unit = offsets.map(|name| named(py, name)).transpose()?.unwrap_or(self.share.0.unit);
        let json = if unit == self.share.0.unit {
            serde_json::to_string(self.share.record())
        } else {
            serde_json::to_string(&self.found().to_record(unit))
        };
        json.map_err(|e| PyValueError::new_err(e.to_string()))
    }

    /// The document as what `json.loads` makes of `to_json`: dictionaries, lists, str, int, float.
    ///
    /// Args:
    ///     offsets: What offsets count, in place of `offset_unit`: "char", "byte" or "utf16".
    #[pyo3(signature = (*, offsets=None))]
    fn to_dict<'py>(&self, py: Python<'py>, offsets: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(py, offsets)?,))
    }

    /// The report: a whole HTML page that stands alone, with the text and who said what in it.
    ///
    /// Args:
    ///     title: Its title; that of the article, or its first heading, if not said.
    ///     thoughts: Whether thoughts are shown from the start.
    #[pyo3(signature = (*, title=None, thoughts=false))]
    fn to_html(&self, py: Python<'_>, title: Option<String>, thoughts: bool) -> String {
        let mut report = Report::new().thoughts(thoughts);
        if let Some(title) = title {
            report = report.title(title);
        }
        py.detach(|| report.page(self.found()))
    }

    /// What a notebook shows: the report, in a frame of its own.
    fn _repr_html_(&self, py: Python<'_>) -> String {
        let page = self.to_html(py, None, false).replace('&', "&amp;").replace('"', "&quot;");
        format!(
            "<iframe srcdoc=\"{page}\" sandbox=\"allow-scripts\" \
             style=\"width: 100%; height: 32em; border: 0\"></iframe>"
        )
    }

    fn __repr__(&self) -> String {
        let document = self.found();
        format!(
            "<dixit.Document: {} statements, {} mentions, {} entities>",
            document.statements().len(),
            document.mentions().len(),
            document.entities().len()
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a Document is not pickled; send its to_dict() or to_json()"))
    }
}

/// The article of a web page: what the page says of it beside its text.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Article {
    share: Share,
}

impl Article {
    fn record(&self) -> Option<&dixit::ArticleRecord> {
        self.share.record().article.as_ref()
    }
}

#[pymethods]
impl Article {
    /// Its title, where the page has one.
    #[getter]
    fn title(&self) -> Option<TextSpan> {
        self.record()?.title.as_ref().map(TextSpan::from)
    }

    /// Who wrote it, in the page's words.
    #[getter]
    fn byline(&self) -> Option<TextSpan> {
        self.record()?.byline.as_ref().map(TextSpan::from)
    }

    /// When it was published, as the page tells.
    #[getter]
    fn date(&self) -> Option<TextSpan> {
        self.record()?.date.as_ref().map(TextSpan::from)
    }

    /// Where the blocks of its text stand, in order.
    #[getter]
    fn blocks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let blocks = self.record().map_or(&[][..], |article| &article.blocks);
        PyTuple::new(py, blocks.iter().map(|&span| Span::from(span)).collect::<Vec<_>>())
    }

    fn __repr__(&self) -> String {
        format!("<dixit.Article: {:?}>", self.title().map(|t| t.text))
    }
}
