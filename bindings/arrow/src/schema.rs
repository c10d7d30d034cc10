//! The tables' schemas.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// Which columns the tables have: a number that goes up with each change of them. Columns come at the
/// end; none goes, or changes its place or its meaning.
pub const VERSION: u32 = 2;

/// One of the tables of results. They are joined by the column `document`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row for each document that was read.
    Documents,
    /// A row for each statement.
    Statements,
    /// A row for each mention.
    Mentions,
    /// A row for each document that could not be read.
    Errors,
}

impl Table {
    /// Its columns. `examples/corpus/README.md` says what they hold.
    #[must_use]
    pub fn schema(self) -> SchemaRef {
        let schema = match self {
            Self::Documents => &DOCUMENTS,
            Self::Statements => &STATEMENTS,
            Self::Mentions => &MENTIONS,
            Self::Errors => &ERRORS,
        };
        Arc::clone(schema)
    }
}

/// The fields of one span of a statement.
pub(crate) fn span_fields() -> Fields {
    Fields::from(vec![
        Field::new("start", DataType::UInt64, false),
        Field::new("end", DataType::UInt64, false),
    ])
}

/// The items of a statement's spans.
pub(crate) fn span_item() -> Field {
    Field::new("item", DataType::Struct(span_fields()), false)
}

fn schema(fields: &[(&str, DataType, bool)]) -> SchemaRef {
    Arc::new(Schema::new(
        fields
            .iter()
            .map(|(name, kind, nullable)| Field::new(*name, kind.clone(), *nullable))
            .collect::<Vec<_>>(),
    ))
}

static DOCUMENTS: LazyLock<SchemaRef> = LazyLock::new(|| {
    use DataType::{UInt64, Utf8};
    schema(&[
        ("document", Utf8, false),
        ("date", Utf8, true),
        ("bytes", UInt64, false),
        ("words", UInt64, false),
        ("statements", UInt64, false),
        ("mentions", UInt64, false),
        ("model", Utf8, false),
        ("outlet", Utf8, true),
    ])
});

static STATEMENTS: LazyLock<SchemaRef> = LazyLock::new(|| {
    use DataType::{Float32, List, UInt32, UInt64, Utf8};
    schema(&[
        ("document", Utf8, false),
        ("statement", UInt32, false),
        ("kind", Utf8, false),
        ("act", Utf8, false),
        ("text", Utf8, false),
        ("start", UInt64, false),
        ("end", UInt64, false),
        ("spans", List(Arc::new(span_item())), false),
        ("score", Float32, false),
        ("parent", UInt32, true),
        ("cue", Utf8, true),
        ("cue_start", UInt64, true),
        ("cue_end", UInt64, true),
        ("speaker", Utf8, true),
        ("speaker_kind", Utf8, true),
        ("speaker_form", Utf8, true),
        ("speaker_score", Float32, true),
        ("speaker_entity", UInt32, true),
        ("speaker_words", Utf8, true),
        ("speaker_start", UInt64, true),
        ("speaker_end", UInt64, true),
        ("speaker_title", Utf8, true),
        ("speaker_affiliation", Utf8, true),
        ("speaker_known", Utf8, true),
        ("speaker_pronoun", Utf8, true),
        ("words_quoted", UInt64, false),
        ("place", Utf8, false),
    ])
});

static MENTIONS: LazyLock<SchemaRef> = LazyLock::new(|| {
    use DataType::{Float32, UInt32, UInt64, Utf8};
    schema(&[
        ("document", Utf8, false),
        ("mention", UInt32, false),
        ("kind", Utf8, false),
        ("text", Utf8, false),
        ("start", UInt64, false),
        ("end", UInt64, false),
        ("score", Float32, false),
        ("entity", UInt32, false),
        ("name", Utf8, false),
        ("known", Utf8, true),
    ])
});

static ERRORS: LazyLock<SchemaRef> = LazyLock::new(|| {
    schema(&[("document", DataType::Utf8, false), ("reason", DataType::Utf8, false)])
});
