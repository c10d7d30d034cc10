//! Arrow in, Arrow out: a column of texts to the tables of results.

mod strings;
mod table;

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::ffi_stream::ArrowArrayStreamReader;
use arrow_pyarrow::FromPyArrow;
use arrow_schema::ArrowError;
use dixit::{Cancel, Error, Input, InputFormat, OffsetUnit};
use dixit_arrow::{ErrorRow, Given, Rows, Table};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use rayon::prelude::*;

use self::strings::Strings;
pub(crate) use self::table::ArrowTable;
use crate::errors::config;
use crate::pool::Pool;
use crate::waiting::Pending;

/// Rows that are read before their tables are made, and texts' bytes: as in `examples/corpus`.
const ROWS: usize = 512;
const BYTES: usize = 16 << 20;

/// What is read of the caller's table, and how.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) text: String,
    pub(crate) key: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) offsets: OffsetUnit,
    pub(crate) format: Option<InputFormat>,
}

/// The tables of results: what `Extractor.extract_arrow` gives.
///
/// The rows of documents and errors together are those that were given. All are joined by the column
/// "document".
#[pyclass(frozen, module = "dixit")]
#[derive(Debug)]
pub(crate) struct ArrowTables {
    /// A row for each document that was read.
    #[pyo3(get)]
    documents: Py<ArrowTable>,
    /// A row for each statement.
    #[pyo3(get)]
    statements: Py<ArrowTable>,
    /// A row for each mention.
    #[pyo3(get)]
    mentions: Py<ArrowTable>,
    /// A row for each document that could not be read, with the reason.
    #[pyo3(get)]
    errors: Py<ArrowTable>,
}

#[pymethods]
impl ArrowTables {
    fn __repr__(&self) -> String {
        let rows = |table: &Py<ArrowTable>| table.get().rows();
        format!(
            "<dixit.ArrowTables: {} documents, {} statements, {} mentions, {} errors>",
            rows(&self.documents),
            rows(&self.statements),
            rows(&self.mentions),
            rows(&self.errors)
        )
    }
}

impl ArrowTables {
    /// Reads all of `data`.
    pub(crate) fn read(
        data: &Bound<'_, PyAny>,
        extractor: &Arc<dixit::Extractor>,
        pool: &Pool,
        columns: &Arc<Columns>,
    ) -> PyResult<Self> {
        let py = data.py();
        let mut parts = Parts::default();
        each_batch(data, &mut |batch| {
            let texts = Texts::new(py, &batch, columns, parts.rows)?;
            parts.rows += batch.num_rows();
            let texts = Arc::new(texts);
            for rows in texts.parts() {
                let (extractor, columns) = (extractor.clone(), columns.clone());
                let (texts, cancel) = (texts.clone(), Cancel::new());
                let cancelled = cancel.clone();
                let work = move || texts.read(rows, &extractor, &columns, &cancelled);
                parts.push(Pending::begin(pool, work).wait(py, &cancel)?);
            }
            Ok(())
        })?;
        let table = |table: Table, batches| Py::new(py, ArrowTable::new(table.schema(), batches));
        Ok(Self {
            documents: table(Table::Documents, parts.documents)?,
            statements: table(Table::Statements, parts.statements)?,
            mentions: table(Table::Mentions, parts.mentions)?,
            errors: table(Table::Errors, parts.errors)?,
        })
    }
}

/// Hands over the batches of `data`, or of each that it is an iterable of, one by one.
fn each_batch(
    data: &Bound<'_, PyAny>,
    hand_over: &mut dyn FnMut(RecordBatch) -> PyResult<()>,
) -> PyResult<()> {
    if own_batches(data, hand_over)? {
        return Ok(());
    }
    for part in data.try_iter()? {
        let part = part?;
        if !own_batches(&part, hand_over)? {
            return Err(PyTypeError::new_err(format!(
                "Arrow's data has __arrow_c_stream__ or __arrow_c_array__, and a {} has neither",
                part.get_type().name()?
            )));
        }
    }
    Ok(())
}

/// Hands over its batches, if `data` has some.
fn own_batches(
    data: &Bound<'_, PyAny>,
    hand_over: &mut dyn FnMut(RecordBatch) -> PyResult<()>,
) -> PyResult<bool> {
    if data.hasattr("__arrow_c_stream__")? {
        let mut stream = ArrowArrayStreamReader::from_pyarrow_bound(data)?;
        // Whoever made it may compute its batches only now.
        while let Some(batch) = data.py().detach(|| stream.next()) {
            hand_over(batch.map_err(|e| broken(&e))?)?;
        }
        return Ok(true);
    }
    if data.hasattr("__arrow_c_array__")? {
        hand_over(RecordBatch::from_pyarrow_bound(data)?)?;
        return Ok(true);
    }
    Ok(false)
}

/// The stream of the caller's failed.
fn broken(error: &ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

#[derive(Debug, Default)]
struct Parts {
    /// Rows that were given.
    rows: usize,
    documents: Vec<RecordBatch>,
    statements: Vec<RecordBatch>,
    mentions: Vec<RecordBatch>,
    errors: Vec<RecordBatch>,
}

impl Parts {
    fn push(&mut self, part: [RecordBatch; 4]) {
        let tables =
            [&mut self.documents, &mut self.statements, &mut self.mentions, &mut self.errors];
        for (table, batch) in tables.into_iter().zip(part) {
            if batch.num_rows() > 0 {
                table.push(batch);
            }
        }
    }
}

/// The columns of one batch that are read.
#[derive(Debug)]
struct Texts {
    text: Strings,
    key: Option<Strings>,
    date: Option<Strings>,
    outlet: Option<Strings>,
    /// The row of the caller's table that the first one is.
    first: usize,
    rows: usize,
}

impl Texts {
    fn new(py: Python<'_>, batch: &RecordBatch, columns: &Columns, first: usize) -> PyResult<Self> {
        let column = |name: &str| {
            let array = batch
                .column_by_name(name)
                .ok_or_else(|| config(py, format!("the table has no column {name:?}")))?;
            Strings::new(array.clone()).map_err(|kind| {
                config(py, format!("the column {name:?} is of {kind}; cast it to strings"))
            })
        };
        Ok(Self {
            text: column(&columns.text)?,
            key: columns.key.as_deref().map(column).transpose()?,
            date: columns.date.as_deref().map(column).transpose()?,
            outlet: columns.outlet.as_deref().map(column).transpose()?,
            first,
            rows: batch.num_rows(),
        })
    }

    /// Its rows, in ranges that are read together.
    fn parts(&self) -> Vec<std::ops::Range<usize>> {
        let (mut out, mut from, mut bytes) = (Vec::new(), 0, 0);
        for row in 0..self.rows {
            bytes += self.text.get(row).map_or(0, |text| text.len());
            if row + 1 - from >= ROWS || bytes >= BYTES {
                out.push(from..row + 1);
                (from, bytes) = (row + 1, 0);
            }
        }
        if from < self.rows {
            out.push(from..self.rows);
        }
        out
    }

    /// Reads these rows, each to rows of results or of errors.
    fn read(
        &self,
        rows: std::ops::Range<usize>,
        extractor: &dixit::Extractor,
        columns: &Columns,
        cancel: &Cancel,
    ) -> Result<[RecordBatch; 4], Error> {
        let results: Vec<Result<Rows, ErrorRow>> = rows
            .into_par_iter()
            .map(|row| self.read_row(row, extractor, columns, cancel))
            .collect();
        let (mut read, mut errors) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(rows) => read.push(rows),
                Err(row) => errors.push(row),
            }
        }
        let tables = || {
            Ok([
                dixit_arrow::documents(read.iter().map(|r| &r.document))?,
                dixit_arrow::statements(read.iter().flat_map(|r| &r.statements))?,
                dixit_arrow::mentions(read.iter().flat_map(|r| &r.mentions))?,
                dixit_arrow::errors(&errors)?,
            ])
        };
        tables().map_err(|e: ArrowError| Error::inference(e.to_string()))
    }

    fn read_row(
        &self,
        row: usize,
        extractor: &dixit::Extractor,
        columns: &Columns,
        cancel: &Cancel,
    ) -> Result<Rows, ErrorRow> {
        let number = || (self.first + row).to_string();
        let value = |column: &Option<Strings>| Some(column.as_ref()?.get(row)?.into_owned());
        let key = value(&self.key).unwrap_or_else(number);
        let read = || {
            let text = self
                .text
                .get(row)
                .ok_or_else(|| format!("its column `{}` is null", columns.text))?;
            let mut input = Input::new(&text).cancel(cancel);
            if let Some(format) = columns.format {
                input = input.format(format);
            }
            let document = extractor.extract(input).map_err(|e| e.to_string())?;
            let (date, outlet) = (value(&self.date), value(&self.outlet));
            let given = Given { document: key.clone(), date, outlet };
            Ok(Rows::new(given, &document, columns.offsets))
        };
        read().map_err(|reason: String| ErrorRow { document: key.clone(), reason })
    }
}
