//! What a question is answered with, and the forms in which it is given.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::common::ScalarValue;
use datafusion::prelude::SessionContext;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    /// A table to read.
    Table,
    /// Words that a program for tables would take for a formula have a `'` before them.
    Csv,
    /// To a file alone: --out.
    Parquet,
}

impl Form {
    /// What was asked for, or what the file's name ends in.
    pub(super) fn of(said: Option<Self>, out: Option<&Path>) -> anyhow::Result<Self> {
        let ending = out.and_then(|out| out.extension()).and_then(|ending| ending.to_str());
        match (said, out, ending) {
            (Some(Self::Parquet), None, _) => bail!("Parquet goes to a file: --out FILE"),
            (Some(form), ..) => Ok(form),
            (None, None, _) => Ok(Self::Table),
            (None, Some(_), Some("csv")) => Ok(Self::Csv),
            (None, Some(_), Some("parquet")) => Ok(Self::Parquet),
            (None, Some(_), Some("txt")) => Ok(Self::Table),
            (None, Some(out), _) => bail!(
                "{}: its name ends in none of .csv, .parquet and .txt, so say --to what it is to be",
                out.display()
            ),
        }
    }
}

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) schema: SchemaRef,
    pub(super) batches: Vec<RecordBatch>,
}

impl Answer {
    /// What `sql` is answered with.
    pub(super) async fn of(
        context: &SessionContext,
        sql: &str,
        parameters: Vec<ScalarValue>,
    ) -> anyhow::Result<Self> {
        let mut frame = context.sql(sql).await?;
        if !parameters.is_empty() {
            frame = frame.with_param_values(parameters)?;
        }
        let schema = Arc::new(frame.schema().as_arrow().clone());
        Ok(Self { schema, batches: frame.collect().await? })
    }

    /// Prints it, or writes it to the file `out`.
    pub(super) fn give(self, form: Form, out: Option<&Path>) -> anyhow::Result<()> {
        let bytes = match form {
            Form::Table => self.table()?,
            Form::Csv => self.csv()?,
            Form::Parquet => self.parquet()?,
        };
        let Some(out) = out else { return Ok(std::io::stdout().write_all(&bytes)?) };
        let write = || File::create(out)?.write_all(&bytes);
        write().with_context(|| out.display().to_string())
    }

    fn table(mut self) -> anyhow::Result<Vec<u8>> {
        if self.batches.is_empty() {
            // An answer without rows still says what its columns are.
            self.batches.push(RecordBatch::new_empty(self.schema));
        }
        Ok(format!("{}\n", pretty_format_batches(&self.batches)?).into_bytes())
    }

    fn csv(mut self) -> anyhow::Result<Vec<u8>> {
        if self.batches.is_empty() {
            self.batches.push(RecordBatch::new_empty(self.schema));
        }
        let mut out = Vec::new();
        let mut writer = WriterBuilder::new().with_header(true).build(&mut out);
        for batch in &self.batches {
            writer.write(&harmless(batch)?)?;
        }
        drop(writer);
        Ok(out)
    }

    fn parquet(self) -> anyhow::Result<Vec<u8>> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let mut writer = ArrowWriter::try_new(Vec::new(), self.schema, Some(properties))?;
        for batch in &self.batches {
            writer.write(batch)?;
        }
        Ok(writer.into_inner()?)
    }
}

/// The same, but no words that a program for tables would take for a formula.
fn harmless(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let is_words =
        |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let (mut field, mut column) = (field.as_ref().clone(), Arc::clone(column));
        if is_words(column.data_type()) {
            let words = cast(&column, &DataType::Utf8)?;
            let words = words.as_string::<i32>().iter();
            let safe = |words: &str| {
                let sign = if words.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
                format!("{sign}{words}")
            };
            column = Arc::new(words.map(|w| w.map(safe)).collect::<StringArray>()) as ArrayRef;
            field = field.with_data_type(DataType::Utf8);
        }
        fields.push(field);
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}
