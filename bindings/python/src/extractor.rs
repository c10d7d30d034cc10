//! The extractor.

use std::path::PathBuf;
use std::sync::Arc;

use dixit::{Act, Cancel};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arrow::{ArrowTables, Columns};
use crate::document::Document;
use crate::errors::config;
use crate::known::Known;
use crate::limits::Limits;
use crate::many::Documents;
use crate::options::{Options, named};
use crate::pool::Pools;
use crate::text::{Reading, Text};
use crate::waiting::Pending;

/// Reads texts and says who said what in them.
///
/// Loading a model takes a fraction of a second and some 40 MB: make one extractor and share it
/// between threads, which run at the same time. Nothing is fetched from a network, ever.
///
/// It is pickled as its arguments, so another process loads the model again. A child of a fork may
/// go on using it.
///
/// Args:
///     model: A model directory in place of the bundled model.
///     limits: How much is taken on of one text.
///     format: How texts are read: "auto" (by their looks), "text", "markdown", "html", "page" (of a
///         whole web page the article alone) or "subtitles".
///     offsets: What the offsets of results count: "char" (code points, as in Python's str), "byte"
///         (of UTF-8) or "utf16".
///     threads: Threads that work at the same time; as many as there are cores if not said. Results
///         are the same for any number.
///     known: People and organizations that you know: a file in JSON or CSV, or an iterable of
///         dictionaries with "id", "name", and, if you like, "aliases" (a list), "kind" ("person" if
///         not said) and "title". `Entity.known` is the id of one that a text speaks of.
///     acts: Which acts are returned, of "speech", "thought" and "silence"; all if not said.
///     min_mention_score: Leaves out mentions with a lower score, in 0..=1.
///     min_statement_score: Leaves out statements with a lower score, in 0..=1.
///     min_indirect_score: Leaves out indirect statements with a lower score, in 0..=1; 0.4 if not
///         said.
///     min_speaker_score: Leaves speakers with a lower score unnamed, in 0..=1.
///     speaker_candidates: How many candidates a speaker comes with, at most.
///
/// Raises:
///     ConfigError: An argument that makes no sense; an entry of `known` that is none, with its line
///         or its place.
///     ModelFormatError, IoError: A model that is damaged; a model or a list that is not there.
#[pyclass(frozen, module = "dixit")]
#[derive(Debug)]
pub(crate) struct Extractor {
    extractor: Arc<dixit::Extractor>,
    options: Options,
    pools: Pools,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (
        model=None, *, limits=None, format="auto", offsets="char", threads=None, known=None,
        acts=None, min_mention_score=None, min_statement_score=None, min_indirect_score=None,
        min_speaker_score=None, speaker_candidates=0
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords")]
    fn new(
        py: Python<'_>,
        model: Option<PathBuf>,
        limits: Option<Py<Limits>>,
        format: &str,
        offsets: &str,
        threads: Option<usize>,
        known: Option<&Bound<'_, PyAny>>,
        acts: Option<Vec<String>>,
        min_mention_score: Option<f32>,
        min_statement_score: Option<f32>,
        min_indirect_score: Option<f32>,
        min_speaker_score: Option<f32>,
        speaker_candidates: usize,
    ) -> PyResult<Self> {
        if threads == Some(0) {
            return Err(config(py, "an extractor needs at least one thread"));
        }
        let acts = acts.map(|acts| acts.iter().map(|act| named::<Act>(py, act)).collect());
        let options = Options {
            model,
            limits,
            format: named(py, format)?,
            offsets: named(py, offsets)?,
            threads,
            known: known.map(Known::new).transpose()?,
            acts: acts.transpose()?,
            min_mention_score,
            min_statement_score,
            min_indirect_score,
            min_speaker_score,
            speaker_candidates,
        };
        let extractor = Arc::new(options.build(py)?);
        Ok(Self { extractor, options, pools: Pools::new(threads) })
    }

    /// Reads a text.
    ///
    /// Other threads of Python run meanwhile. Ctrl-C gives the text up.
    ///
    /// Args:
    ///     text: A str; or bytes, in the encoding that they name or that `encoding` names.
    ///     format: How to read it, in place of the extractor's `format`.
    ///     encoding: A label of the Encoding Standard, such as "windows-1252"; for bytes alone.
    ///
    /// Raises:
    ///     EncodingError: Bytes that are no text in their encoding; a str with half a surrogate pair.
    ///     LimitError: A text over one of the limits.
    ///     TypeError: What is neither str nor bytes.
    #[pyo3(signature = (text, *, format=None, encoding=None))]
    fn extract(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        format: Option<&str>,
        encoding: Option<String>,
    ) -> PyResult<Document> {
        let (text, reading) = (Text::new(text)?, reading(py, format, encoding)?);
        let (extractor, cancel) = (self.extractor.clone(), Cancel::new());
        let cancelled = cancel.clone();
        let pool = self.pools.get(py, None)?;
        let pending = Pending::begin(&pool, move || text.read(&extractor, &reading, &cancelled));
        Ok(Document::new(pending.wait(py, &cancel)?, self.options.offsets))
    }

    /// Reads many texts, several at a time, and gives their documents in their order.
    ///
    /// Texts are taken from the iterable as they are needed, so an endless one will do. Other threads
    /// of Python run meanwhile. Ctrl-C, or leaving the loop, gives up what was begun.
    ///
    /// Args:
    ///     texts: An iterable of str or bytes.
    ///     threads: Threads that work at the same time; the extractor's if not said.
    ///     ahead: How many texts are taken before the first document is there; eight for each thread
    ///         if not said. Of a live stream 1 gives each document as soon as its text is there.
    ///     errors: "raise" raises an exception where a text fails; "return" gives the exception in
    ///         place of the document, so that there is one result for each text.
    ///     format: How to read them, in place of the extractor's `format`.
    ///     encoding: A label of the Encoding Standard, such as "windows-1252"; for bytes alone.
    #[pyo3(signature = (texts, *, threads=None, ahead=None, errors="raise", format=None, encoding=None))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords")]
    fn extract_many(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        threads: Option<usize>,
        ahead: Option<usize>,
        errors: &str,
        format: Option<&str>,
        encoding: Option<String>,
    ) -> PyResult<Documents> {
        let returns_errors = match errors {
            "raise" => false,
            "return" => true,
            _ => {
                return Err(config(
                    py,
                    format!("no way with errors {errors:?}; there are raise, return"),
                ));
            }
        };
        let reading = reading(py, format, encoding)?;
        let pool = self.pools.get(py, threads)?;
        let ahead = ahead.unwrap_or(pool.threads() * 8).max(1);
        let texts = texts.try_iter()?.unbind();
        let (extractor, unit) = (self.extractor.clone(), self.options.offsets);
        Ok(Documents::new(extractor, pool, texts, ahead, reading, unit, returns_errors))
    }

    /// Reads a column of texts, and gives tables: documents, statements, mentions, errors.
    ///
    /// Arrow comes and goes by its C interface, without a copy of it: data is whatever has
    /// `__arrow_c_stream__` or `__arrow_c_array__` (a table or batch of pyarrow, a frame of Polars or
    /// of pandas, a relation of DuckDB), or an iterable of such. Every row is a row of documents or
    /// of errors. The tables have the schema of `examples/corpus`, whichever way they came.
    ///
    /// Args:
    ///     data: Texts in a column of strings.
    ///     text: The column's name.
    ///     key: The column that names a document, of strings or integers; None counts rows from 0.
    ///     date: The column with the date, of strings, which is kept as it is; None is none.
    ///     outlet: The column with the paper or the station, likewise.
    ///     offsets: What offsets count: "byte" as in all tables, "char" or "utf16".
    ///     threads: Threads that work at the same time; the extractor's if not said.
    ///     format: How to read the texts, in place of the extractor's `format`.
    ///
    /// Raises:
    ///     ConfigError: A column that is not there, or not of strings.
    #[pyo3(signature = (
        data, *, text="text", key=Some("id"), date=None, outlet=None, offsets="byte", threads=None,
        format=None
    ), text_signature = "($self, data, *, text='text', key='id', date=None, outlet=None, offsets='byte', threads=None, format=None)")]
    #[expect(clippy::too_many_arguments, reason = "they are keywords")]
    fn extract_arrow(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        text: &str,
        key: Option<&str>,
        date: Option<&str>,
        outlet: Option<&str>,
        offsets: &str,
        threads: Option<usize>,
        format: Option<&str>,
    ) -> PyResult<ArrowTables> {
        let columns = Columns {
            text: text.to_owned(),
            key: key.map(str::to_owned),
            date: date.map(str::to_owned),
            outlet: outlet.map(str::to_owned),
            offsets: named(py, offsets)?,
            format: format.map(|name| named(py, name)).transpose()?,
        };
        let pool = self.pools.get(py, threads)?;
        ArrowTables::read(data, &self.extractor, &pool, &columns.into())
    }

    /// Name and version of the model: "news-en/8".
    #[getter]
    fn model(&self, py: Python<'_>) -> PyResult<String> {
        let nothing = pyo3::types::PyString::new(py, "");
        Ok(self.extract(py, nothing.as_any(), None, None)?.model_name())
    }

    /// What the offsets of its results count: "char", "byte" or "utf16".
    #[getter]
    fn offsets(&self) -> &'static str {
        self.options.offsets.as_str()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<dixit.Extractor: {}>", self.model(py)?))
    }

    /// What `__new__` is given where it is unpickled.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.options.arguments(py)?))
    }
}

fn reading(py: Python<'_>, format: Option<&str>, encoding: Option<String>) -> PyResult<Reading> {
    Ok(Reading { format: format.map(|name| named(py, name)).transpose()?, encoding })
}
