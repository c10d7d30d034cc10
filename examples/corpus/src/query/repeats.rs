//! Quotations that stand in several documents: what one has from another, or all from one source.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, StringArray, UInt64Array,
};
use datafusion::arrow::compute::{cast, concat_batches, take};
use datafusion::arrow::datatypes::{DataType, Field, Schema, UInt64Type};
use datafusion::prelude::SessionContext;
use dixit::verify::{Repeat, repeats};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::answer::Answer;

/// What is quoted, in the order in which it was published: by time where that is known, then as the
/// run was given its documents. What stands inside of a quotation counts with it.
const QUOTED: &str =
    "SELECT q.document, q.date, q.outlet, q.statement, q.name AS speaker, q.source, q.text
    FROM attributed q
    JOIN given g ON g.document = q.document
    LEFT JOIN statements around ON around.document = q.document AND around.statement = q.parent
    WHERE q.kind <> 'indirect' AND coalesce(around.kind, 'indirect') = 'indirect'
    ORDER BY try_cast(q.date AS TIMESTAMP) NULLS LAST, g.place, q.statement";

/// The columns of the answer that are those of [`QUOTED`], by their places there.
const SHOWN: [(&str, usize); 5] =
    [("document", 0), ("date", 1), ("outlet", 2), ("statement", 3), ("speaker", 4)];
const SOURCE: usize = 5;
const TEXT: usize = 6;

/// A row for each place of each quotation that stands in several documents.
pub(super) async fn find(context: &SessionContext, results: &Path) -> anyhow::Result<Answer> {
    context.register_batch("given", given(&results.join("documents"))?)?;
    let quoted = Answer::of(context, QUOTED, Vec::new()).await?;
    let quoted = concat_batches(&quoted.schema, &quoted.batches)?;
    let [documents, texts] = [0, TEXT].map(|column| cast(quoted.column(column), &DataType::Utf8));
    let (documents, texts) = (documents?, texts?);
    let (documents, texts) = (documents.as_string::<i32>(), texts.as_string::<i32>());
    let mut found = repeats(texts.iter().map(Option::unwrap_or_default));
    found.retain(|repeat| {
        let others = repeat.others.iter().map(|(place, _)| *place);
        let places = others.chain([repeat.first]).map(|place| documents.value(place));
        places.collect::<HashSet<_>>().len() > 1
    });
    table(&quoted, &found)
}

/// The answer: `found` counts rows of `quoted`.
fn table(quoted: &RecordBatch, found: &[Repeat]) -> anyhow::Result<Answer> {
    let sources = quoted.column(SOURCE).as_primitive::<UInt64Type>();
    let source = |place: usize| sources.is_valid(place).then(|| sources.value(place));
    let (mut places, mut numbers, mut likeness, mut differs) = (vec![], vec![], vec![], vec![]);
    for (number, repeat) in (1u64..).zip(found) {
        let others = repeat.others.iter();
        let others = others.map(|(place, exact)| (*place, if *exact { "exact" } else { "near" }));
        let all = std::iter::once((repeat.first, "first")).chain(others);
        let told = all.clone().find_map(|(place, _)| source(place));
        for (place, like) in all {
            places.push(place as u64);
            numbers.push(number);
            likeness.push(like);
            differs.push(told.zip(source(place)).map(|(one, other)| one != other));
        }
    }
    let places = UInt64Array::from(places);
    let mut fields = vec![
        Field::new("quotation", DataType::UInt64, false),
        Field::new("likeness", DataType::Utf8, false),
    ];
    let mut columns: Vec<ArrayRef> =
        vec![Arc::new(UInt64Array::from(numbers)), Arc::new(StringArray::from(likeness))];
    let mut show = |name: &str, column: ArrayRef| {
        fields.push(Field::new(name, column.data_type().clone(), true));
        columns.push(column);
    };
    for (name, column) in SHOWN {
        show(name, take(quoted.column(column), &places, None)?);
    }
    show("speaker_differs", Arc::new(BooleanArray::from(differs)));
    show("text", take(quoted.column(TEXT), &places, None)?);
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    Ok(Answer { schema, batches: vec![batch] })
}

/// Which document was given when: a table of its own, since SQL gives rows in any order.
fn given(folder: &Path) -> anyhow::Result<RecordBatch> {
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "parquet") {
            parts.push(path);
        }
    }
    parts.sort();
    let mut place: HashMap<String, u64> = HashMap::new();
    for path in parts {
        let name = || path.display().to_string();
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(File::open(&path)?).with_context(name)?;
        let mask = ProjectionMask::columns(builder.parquet_schema(), ["document"]);
        for batch in builder.with_projection(mask).build().with_context(name)? {
            let batch = batch.with_context(name)?;
            let Some(keys) = batch.column_by_name("document") else {
                bail!("{}: it has no column `document`", name());
            };
            for key in cast(keys, &DataType::Utf8)?.as_string::<i32>().iter().flatten() {
                let next = place.len() as u64;
                place.entry(key.to_owned()).or_insert(next);
            }
        }
    }
    let (keys, places): (Vec<String>, Vec<u64>) = place.into_iter().unzip();
    Ok(RecordBatch::try_from_iter([
        ("document", Arc::new(StringArray::from(keys)) as ArrayRef),
        ("place", Arc::new(UInt64Array::from(places)) as ArrayRef),
    ])?)
}
