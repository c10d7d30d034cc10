//! How much is taken on.

use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// How much an extractor takes on of one text before it gives up with a `LimitError`.
///
/// Nothing is ever cut: a text is read to its end or not at all. What is left out is the default:
/// 256 MiB of text, 1,048,576 statements, any time.
///
/// Args:
///     input_bytes: The longest text, in bytes of UTF-8, markup counted.
///     text_bytes: The longest text that is read out of one, in bytes of UTF-8: without markup, and
///         of a web page the article alone.
///     statements: The most statements of one text.
///     seconds: How long one text may take.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Limits {
    /// The longest text, in bytes of UTF-8; None is the default.
    #[pyo3(get)]
    input_bytes: Option<usize>,
    /// The longest text without its markup, in bytes of UTF-8; None is the default.
    #[pyo3(get)]
    text_bytes: Option<usize>,
    /// The most statements of one text; None is the default.
    #[pyo3(get)]
    statements: Option<usize>,
    time: Option<Duration>,
}

#[pymethods]
impl Limits {
    #[new]
    #[pyo3(signature = (*, input_bytes=None, text_bytes=None, statements=None, seconds=None))]
    fn new(
        input_bytes: Option<usize>,
        text_bytes: Option<usize>,
        statements: Option<usize>,
        seconds: Option<f64>,
    ) -> PyResult<Self> {
        let time = seconds
            .map(|s| {
                Duration::try_from_secs_f64(s).map_err(|e| PyValueError::new_err(e.to_string()))
            })
            .transpose()?;
        Ok(Self { input_bytes, text_bytes, statements, time })
    }

    /// How long one text may take; None is any time.
    #[getter]
    fn seconds(&self) -> Option<f64> {
        self.time.map(|t| t.as_secs_f64())
    }

    fn __repr__(&self) -> String {
        let number = |n: Option<usize>| n.map_or("None".to_owned(), |n| n.to_string());
        format!(
            "Limits(input_bytes={}, text_bytes={}, statements={}, seconds={})",
            number(self.input_bytes),
            number(self.text_bytes),
            number(self.statements),
            self.seconds().map_or("None".to_owned(), |s| s.to_string())
        )
    }

    /// What `__new__` is given where it is unpickled.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let named = PyDict::new(py);
        named.set_item("input_bytes", self.input_bytes)?;
        named.set_item("text_bytes", self.text_bytes)?;
        named.set_item("statements", self.statements)?;
        named.set_item("seconds", self.seconds())?;
        Ok((PyTuple::empty(py), named))
    }
}

impl Limits {
    /// The crate's own.
    pub(crate) fn to_crate(&self) -> dixit::Limits {
        let mut out = dixit::Limits::default();
        if let Some(most) = self.input_bytes {
            out = out.input_bytes(most);
        }
        if let Some(most) = self.text_bytes {
            out = out.text_bytes(most);
        }
        if let Some(most) = self.statements {
            out = out.statements(most);
        }
        match self.time {
            Some(most) => out.time(most),
            None => out,
        }
    }
}
