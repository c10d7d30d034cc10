//! A Parquet file with an article a row.

use std::fs::File;
use std::path::Path;

use anyhow::Context;
use arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{Fields, Items};
use crate::article::{Article, Item};

/// Rows read at once.
const ROWS: usize = 256;

pub(super) fn items(path: &Path, fields: &Fields) -> anyhow::Result<Items> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| name.clone())?;
    let size = file.metadata().with_context(|| name.clone())?.len();
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).with_context(|| name.clone())?;
    anyhow::ensure!(
        builder.schema().field_with_name(&fields.text_field).is_ok(),
        "{name}: it has no column `{}`",
        fields.text_field
    );
    let rows = builder.metadata().file_metadata().num_rows().max(1) as u64;
    let wanted = [&fields.key_field, &fields.text_field, &fields.date_field, &fields.outlet_field];
    let mask =
        ProjectionMask::columns(builder.parquet_schema(), wanted.into_iter().map(String::as_str));
    let reader = builder
        .with_projection(mask)
        .with_batch_size(ROWS)
        .build()
        .with_context(|| name.clone())?;
    let (fields, mut row) = (fields.clone(), 0usize);
    Ok(Box::new(reader.flat_map(move |batch| {
        let items = batch.map_err(anyhow::Error::new).and_then(|batch| {
            let items = of_batch(&batch, &fields, |i| format!("{name}:{}", row + i), size / rows);
            row += batch.num_rows();
            items
        });
        match items {
            Ok(items) => items.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error.context(name.clone()))],
        }
    })))
}

fn of_batch(
    batch: &RecordBatch,
    fields: &Fields,
    place: impl Fn(usize) -> String,
    weight: u64,
) -> anyhow::Result<Vec<Item>> {
    let column = |field: &str| batch.column_by_name(field).map(strings).transpose();
    let (keys, texts) = (column(&fields.key_field)?, column(&fields.text_field)?);
    let (dates, outlets) = (column(&fields.date_field)?, column(&fields.outlet_field)?);
    let value = |column: &Option<StringArray>, i: usize| {
        column.as_ref().filter(|c| c.is_valid(i)).map(|c| c.value(i).to_owned())
    };
    Ok((0..batch.num_rows())
        .map(|i| Item {
            key: value(&keys, i).unwrap_or_else(|| place(i)),
            article: match value(&texts, i) {
                Some(text) => {
                    let (date, outlet) = (value(&dates, i), value(&outlets, i));
                    Ok(Article { text, date, outlet, is_page: false })
                }
                None => Err(format!("its column `{}` is null", fields.text_field)),
            },
            weight,
        })
        .collect())
}

/// Any column that can be read as strings: numbers and dates as well.
fn strings(column: &ArrayRef) -> anyhow::Result<StringArray> {
    let cast = cast(column, &DataType::Utf8)?;
    cast.as_any().downcast_ref::<StringArray>().cloned().context("a column of strings")
}
