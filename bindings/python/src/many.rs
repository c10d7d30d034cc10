//! Many texts, one after another: a stream that is read a little ahead of.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use dixit::{Cancel, OffsetUnit};
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::document::Document;
use crate::pool::Pool;
use crate::text::{Reading, Text};
use crate::waiting::Pending;

/// The documents of many texts, in their order: what `Extractor.extract_many` gives.
///
/// Where a text fails, its exception is raised in its place, and the next call goes on behind it; or
/// it is what comes, if `errors="return"` was said.
#[pyclass(module = "dixit")]
#[derive(Debug)]
pub(crate) struct Documents {
    extractor: Arc<dixit::Extractor>,
    pool: Arc<Pool>,
    /// None when there are no more.
    texts: Option<Py<PyIterator>>,
    begun: VecDeque<Begun>,
    /// How many texts are begun before the first is done.
    ahead: usize,
    reading: Arc<Reading>,
    unit: OffsetUnit,
    returns_errors: bool,
    cancel: Cancel,
}

/// A text that is being read, or why it is not.
#[derive(Debug)]
enum Begun {
    // A receiver stays in one thread, and Python's objects go from thread to thread.
    Text(Mutex<Pending<dixit::Document<'static>>>),
    NoText(PyErr),
    /// The caller's own iterator failed.
    End(PyErr),
}

impl Documents {
    pub(crate) fn new(
        extractor: Arc<dixit::Extractor>,
        pool: Arc<Pool>,
        texts: Py<PyIterator>,
        ahead: usize,
        reading: Reading,
        unit: OffsetUnit,
        returns_errors: bool,
    ) -> Self {
        Self {
            extractor,
            pool,
            texts: Some(texts),
            begun: VecDeque::new(),
            ahead,
            reading: Arc::new(reading),
            unit,
            returns_errors,
            cancel: Cancel::new(),
        }
    }

    /// Begins texts until enough of them are begun.
    fn begin(&mut self, py: Python<'_>) {
        while self.begun.len() < self.ahead {
            let Some(texts) = &self.texts else { return };
            let next = match texts.bind(py).clone().next() {
                None => {
                    self.texts = None;
                    return;
                }
                Some(Err(error)) => {
                    self.texts = None;
                    Begun::End(error)
                }
                Some(Ok(text)) => match Text::new(&text) {
                    Err(error) => Begun::NoText(error),
                    Ok(text) => {
                        let (extractor, reading) = (self.extractor.clone(), self.reading.clone());
                        let cancel = self.cancel.clone();
                        let read = move || text.read(&extractor, &reading, &cancel);
                        Begun::Text(Mutex::new(Pending::begin(&self.pool, read)))
                    }
                },
            };
            self.begun.push_back(next);
        }
    }

    /// Gives up all that was begun.
    fn end(&mut self) {
        self.cancel.cancel();
        self.texts = None;
        self.begun.clear();
    }
}

#[pymethods]
impl Documents {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.begin(py);
        let done = match self.begun.pop_front() {
            None => return Ok(None),
            Some(Begun::End(error)) => return Err(error),
            Some(Begun::NoText(error)) => Err(error),
            Some(Begun::Text(text)) => {
                // Nobody else has ever locked it.
                let pending = text.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
                pending.wait(py, &self.cancel)
            }
        };
        if self.cancel.is_cancelled() {
            // A signal came: what was begun is of no use.
            self.end();
            return done.map(|_| None);
        }
        match done {
            Ok(document) => {
                Ok(Some(Bound::new(py, Document::new(document, self.unit))?.into_any()))
            }
            Err(error) if self.returns_errors => {
                Ok(Some(error.into_value(py).into_bound(py).into_any()))
            }
            Err(error) => Err(error),
        }
    }

    fn __repr__(&self) -> String {
        format!("<dixit.Documents: {} begun>", self.begun.len())
    }
}

impl Drop for Documents {
    fn drop(&mut self) {
        self.end();
    }
}
