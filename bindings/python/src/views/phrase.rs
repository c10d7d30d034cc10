use dixit::MarkedPhraseRecord;
use pyo3::prelude::*;

use super::{Span, View};
use crate::document::Share;

/// Words between quotation marks that are no statement.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct MarkedPhrase {
    share: Share,
    index: usize,
}

impl View for MarkedPhrase {
    fn at(share: Share, index: usize) -> Self {
        Self { share, index }
    }
}

impl MarkedPhrase {
    fn record(&self) -> &MarkedPhraseRecord {
        &self.share.record().marked_phrases[self.index]
    }
}

#[pymethods]
impl MarkedPhrase {
    /// Its place among the marked phrases.
    #[getter]
    fn index(&self) -> usize {
        self.index
    }

    /// Offset of its start, the mark left out.
    #[getter]
    fn start(&self) -> usize {
        self.record().start
    }

    /// Offset one past its end, the mark left out.
    #[getter]
    fn end(&self) -> usize {
        self.record().end
    }

    /// Where it stands, marks left out.
    #[getter]
    fn span(&self) -> Span {
        Span::of(self.start(), self.end())
    }

    /// Its words as they are read: without markup, spaces folded.
    #[getter]
    fn text(&self) -> &str {
        &self.record().text
    }

    /// What it is instead: "scare_quote", "title", "nickname", "term", "unsure" or "left_out".
    #[getter]
    fn reason(&self) -> &'static str {
        self.record().reason.as_str()
    }

    fn __repr__(&self) -> String {
        format!("<dixit.MarkedPhrase {}: {:?}>", self.reason(), self.text())
    }
}
