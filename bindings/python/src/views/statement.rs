use dixit::StatementRecord;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{Span, Speaker, TextSpan, View};
use crate::document::Share;

/// What somebody said or wrote, thought, or kept back.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Statement {
    share: Share,
    index: usize,
}

impl View for Statement {
    fn at(share: Share, index: usize) -> Self {
        Self { share, index }
    }
}

impl Statement {
    fn record(&self) -> &StatementRecord {
        &self.share.record().statements[self.index]
    }
}

#[pymethods]
impl Statement {
    /// Its place among the statements.
    #[getter]
    fn index(&self) -> usize {
        self.index
    }

    /// How it is reported: "direct", "mixed" or "indirect".
    #[getter]
    fn kind(&self) -> &'static str {
        self.record().kind.as_str()
    }

    /// Whether it is said, thought or kept back: "speech", "thought" or "silence".
    #[getter]
    fn act(&self) -> &'static str {
        self.record().act.as_str()
    }

    /// Its words as they are read: without markup, spaces folded, " … " between two pieces where
    /// others' words stand between them.
    #[getter]
    fn text(&self) -> &str {
        &self.record().text
    }

    /// Its verbatim pieces, in order, quotation marks left out: of “A,” he said, “B.” two.
    #[getter]
    fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let spans = self.record().spans.iter();
        PyTuple::new(py, spans.map(|&span| Span::from(span)).collect::<Vec<_>>())
    }

    /// Where its first piece begins.
    #[getter]
    fn start(&self) -> usize {
        self.record().spans.first().map_or(0, |span| span.start)
    }

    /// Where its last piece ends.
    #[getter]
    fn end(&self) -> usize {
        self.record().spans.last().map_or(0, |span| span.end)
    }

    /// The probability that these words are a statement, in 0..=1; calibrated on news.
    #[getter]
    fn score(&self) -> f32 {
        self.record().score
    }

    /// The words that report it ("said", "according to", ":"), if any do.
    #[getter]
    fn cue(&self) -> Option<TextSpan> {
        self.record().cue.as_ref().map(TextSpan::from)
    }

    /// Who said it; None where the text gives nobody.
    #[getter]
    fn speaker(&self) -> Option<Speaker> {
        self.record().speaker.as_ref()?;
        Some(Speaker::new(self.share.clone(), self.index, None))
    }

    /// Each of those who said it together; else the speaker alone, or nobody.
    #[getter]
    fn speakers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let several = self.record().speakers.len();
        let each = (0..several).map(|i| Speaker::new(self.share.clone(), self.index, Some(i)));
        let alone = self.speaker().filter(|_| several == 0);
        PyTuple::new(py, alone.into_iter().chain(each).collect::<Vec<_>>())
    }

    /// The statement that it stands in, for one that is nested.
    #[getter]
    fn parent(&self) -> Option<Self> {
        Some(Self { share: self.share.clone(), index: self.record().parent? })
    }

    fn __repr__(&self) -> String {
        let record = self.record();
        let speaker = record.speaker.as_ref().and_then(|s| s.name.as_deref());
        format!("<dixit.Statement {}, {}: {:?}>", record.kind, speaker.unwrap_or("?"), record.text)
    }
}
