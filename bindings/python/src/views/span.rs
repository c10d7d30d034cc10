use pyo3::prelude::*;
use pyo3::types::{PySlice, PyTuple};

/// A stretch of a text, half open: its offsets count what the document's `offset_unit` says.
///
/// `start, end = span` takes it apart, `text[span.slice]` is what stands there.
#[pyclass(frozen, eq, ord, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// Offset of its start.
    #[pyo3(get)]
    start: usize,
    /// Offset one past its end.
    #[pyo3(get)]
    end: usize,
}

impl From<dixit::Span> for Span {
    fn from(span: dixit::Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl Span {
    pub(super) fn of(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

#[pymethods]
impl Span {
    #[new]
    fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// `slice(start, end)`.
    #[getter]
    fn slice<'py>(&self, py: Python<'py>) -> Bound<'py, PySlice> {
        PySlice::new(py, self.start as isize, self.end as isize, 1)
    }

    fn __len__(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyIterator>> {
        PyTuple::new(py, [self.start, self.end])?.try_iter()
    }

    fn __repr__(&self) -> String {
        format!("Span({}, {})", self.start, self.end)
    }

    fn __getnewargs__(&self) -> (usize, usize) {
        (self.start, self.end)
    }
}

/// A stretch of a text and its words as they are read: without markup, spaces folded.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextSpan {
    /// Offset of its start.
    #[pyo3(get)]
    start: usize,
    /// Offset one past its end.
    #[pyo3(get)]
    end: usize,
    /// Its words.
    #[pyo3(get)]
    pub(crate) text: String,
}

impl From<&dixit::TextSpanRecord> for TextSpan {
    fn from(record: &dixit::TextSpanRecord) -> Self {
        Self { start: record.start, end: record.end, text: record.text.clone() }
    }
}

#[pymethods]
impl TextSpan {
    #[new]
    fn new(start: usize, end: usize, text: String) -> Self {
        Self { start, end, text }
    }

    /// Where it stands.
    #[getter]
    fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("TextSpan({}, {}, {:?})", self.start, self.end, self.text)
    }

    fn __getnewargs__(&self) -> (usize, usize, String) {
        (self.start, self.end, self.text.clone())
    }
}
