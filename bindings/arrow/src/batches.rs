//! Rows to columns.
//!
//! The words of one batch must fit into 2 GiB a column, which is what Arrow's `Utf8` holds.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, Float32Array, ListArray, RecordBatch, StringArray, StructArray, UInt32Array,
    UInt64Array,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;

use crate::rows::{DocumentRow, ErrorRow, MentionRow, StatementRow};
use crate::schema::{Table, span_fields, span_item};

/// One column of `rows`: the kind of its array, and what of a row stands in it.
macro_rules! column {
    ($rows:ident, $array:ty, $value:expr) => {
        Arc::new($rows.iter().map($value).collect::<$array>()) as ArrayRef
    };
}

/// The table of documents, a row for each of `rows`.
///
/// # Errors
///
/// None that a caller can bring about: they would mean that the columns are not those of the schema.
pub fn documents<'r>(
    rows: impl IntoIterator<Item = &'r DocumentRow>,
) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = rows.into_iter().collect();
    let columns = vec![
        column!(rows, StringArray, |r| Some(&r.document)),
        column!(rows, StringArray, |r| r.date.as_ref()),
        column!(rows, UInt64Array, |r| Some(r.bytes)),
        column!(rows, UInt64Array, |r| Some(r.words)),
        column!(rows, UInt64Array, |r| Some(r.statements)),
        column!(rows, UInt64Array, |r| Some(r.mentions)),
        column!(rows, StringArray, |r| Some(&r.model)),
        column!(rows, StringArray, |r| r.outlet.as_ref()),
    ];
    RecordBatch::try_new(Table::Documents.schema(), columns)
}

/// The table of statements, a row for each of `rows`.
///
/// # Errors
///
/// As for [`documents`].
pub fn statements<'r>(
    rows: impl IntoIterator<Item = &'r StatementRow>,
) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = rows.into_iter().collect();
    let columns = vec![
        column!(rows, StringArray, |r| Some(&r.document)),
        column!(rows, UInt32Array, |r| Some(r.statement)),
        column!(rows, StringArray, |r| Some(r.kind.as_str())),
        column!(rows, StringArray, |r| Some(r.act.as_str())),
        column!(rows, StringArray, |r| Some(&r.text)),
        column!(rows, UInt64Array, |r| Some(r.start)),
        column!(rows, UInt64Array, |r| Some(r.end)),
        Arc::new(spans(&rows)?),
        column!(rows, Float32Array, |r| Some(r.score)),
        column!(rows, UInt32Array, |r| r.parent),
        column!(rows, StringArray, |r| r.cue.as_ref()),
        column!(rows, UInt64Array, |r| r.cue_start),
        column!(rows, UInt64Array, |r| r.cue_end),
        column!(rows, StringArray, |r| r.speaker.as_ref()),
        column!(rows, StringArray, |r| r.speaker_kind.map(|kind| kind.as_str())),
        column!(rows, StringArray, |r| r.speaker_form.map(|form| form.as_str())),
        column!(rows, Float32Array, |r| r.speaker_score),
        column!(rows, UInt32Array, |r| r.speaker_entity),
        column!(rows, StringArray, |r| r.speaker_words.as_ref()),
        column!(rows, UInt64Array, |r| r.speaker_start),
        column!(rows, UInt64Array, |r| r.speaker_end),
        column!(rows, StringArray, |r| r.speaker_title.as_ref()),
        column!(rows, StringArray, |r| r.speaker_affiliation.as_ref()),
        column!(rows, StringArray, |r| r.speaker_known.as_ref()),
        column!(rows, StringArray, |r| r.speaker_pronoun),
        column!(rows, UInt64Array, |r| Some(r.words_quoted)),
        column!(rows, StringArray, |r| Some(r.place.as_str())),
    ];
    RecordBatch::try_new(Table::Statements.schema(), columns)
}

/// The table of mentions, a row for each of `rows`.
///
/// # Errors
///
/// As for [`documents`].
pub fn mentions<'r>(
    rows: impl IntoIterator<Item = &'r MentionRow>,
) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = rows.into_iter().collect();
    let columns = vec![
        column!(rows, StringArray, |r| Some(&r.document)),
        column!(rows, UInt32Array, |r| Some(r.mention)),
        column!(rows, StringArray, |r| Some(r.kind.as_str())),
        column!(rows, StringArray, |r| Some(&r.text)),
        column!(rows, UInt64Array, |r| Some(r.start)),
        column!(rows, UInt64Array, |r| Some(r.end)),
        column!(rows, Float32Array, |r| Some(r.score)),
        column!(rows, UInt32Array, |r| Some(r.entity)),
        column!(rows, StringArray, |r| Some(&r.name)),
        column!(rows, StringArray, |r| r.known.as_ref()),
    ];
    RecordBatch::try_new(Table::Mentions.schema(), columns)
}

/// The table of what could not be read, a row for each of `rows`.
///
/// # Errors
///
/// As for [`documents`].
pub fn errors<'r>(rows: impl IntoIterator<Item = &'r ErrorRow>) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = rows.into_iter().collect();
    let columns = vec![
        column!(rows, StringArray, |r| Some(&r.document)),
        column!(rows, StringArray, |r| Some(&r.reason)),
    ];
    RecordBatch::try_new(Table::Errors.schema(), columns)
}

fn spans(rows: &[&StatementRow]) -> Result<ListArray, ArrowError> {
    let all = || rows.iter().flat_map(|r| &r.spans);
    let ends: [UInt64Array; 2] =
        [all().map(|s| s.start as u64).collect(), all().map(|s| s.end as u64).collect()];
    let columns = ends.map(|end| Arc::new(end) as ArrayRef).into();
    let pieces = StructArray::try_new(span_fields(), columns, None)?;
    let lengths = OffsetBuffer::from_lengths(rows.iter().map(|r| r.spans.len()));
    ListArray::try_new(Arc::new(span_item()), lengths, Arc::new(pieces), None)
}
