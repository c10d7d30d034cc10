//! The rows of the results and their Arrow schemas: what README.md documents.

use std::sync::{Arc, LazyLock};

use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use dixit::{Act, DocumentRecord, EntityKind, Span, SpeakerForm, SpeakerKind, StatementKind};
use serde::Serialize;

/// What came of one document.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) document: DocumentRow,
    pub(crate) statements: Vec<StatementRow>,
    pub(crate) mentions: Vec<MentionRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct DocumentRow {
    document: String,
    date: Option<String>,
    bytes: u64,
    pub(crate) words: u64,
    statements: u64,
    mentions: u64,
    model: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct StatementRow {
    document: String,
    statement: u32,
    kind: StatementKind,
    act: Act,
    text: String,
    start: u64,
    end: u64,
    spans: Vec<Span>,
    score: f32,
    parent: Option<u32>,
    cue: Option<String>,
    cue_start: Option<u64>,
    cue_end: Option<u64>,
    speaker: Option<String>,
    speaker_kind: Option<SpeakerKind>,
    speaker_form: Option<SpeakerForm>,
    speaker_score: Option<f32>,
    speaker_entity: Option<u32>,
    speaker_words: Option<String>,
    speaker_start: Option<u64>,
    speaker_end: Option<u64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MentionRow {
    document: String,
    mention: u32,
    kind: EntityKind,
    text: String,
    start: u64,
    end: u64,
    score: f32,
    entity: u32,
    name: String,
}

/// A document that could not be read.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorRow {
    pub(crate) document: String,
    pub(crate) reason: String,
}

impl Rows {
    pub(crate) fn new(
        document: String,
        date: Option<String>,
        text: &str,
        record: DocumentRecord,
    ) -> Self {
        let count = |n: usize| n as u32;
        let statements: Vec<StatementRow> = record
            .statements
            .into_iter()
            .enumerate()
            .map(|(i, s)| {
                let (cue, speaker) = (s.cue, s.speaker);
                let words = speaker.as_ref().and_then(|p| p.mention.as_ref());
                StatementRow {
                    document: document.clone(),
                    statement: count(i),
                    kind: s.kind,
                    act: s.act,
                    text: s.text,
                    start: s.spans.first().map_or(0, |s| s.start as u64),
                    end: s.spans.last().map_or(0, |s| s.end as u64),
                    spans: s.spans,
                    score: s.score,
                    parent: s.parent.map(count),
                    cue_start: cue.as_ref().map(|c| c.start as u64),
                    cue_end: cue.as_ref().map(|c| c.end as u64),
                    cue: cue.map(|c| c.text),
                    speaker_kind: speaker.as_ref().map(|p| p.kind),
                    speaker_form: speaker.as_ref().map(|p| p.form),
                    speaker_score: speaker.as_ref().map(|p| p.score),
                    speaker_entity: speaker.as_ref().and_then(|p| p.entity).map(count),
                    speaker_start: words.map(|w| w.start as u64),
                    speaker_end: words.map(|w| w.end as u64),
                    speaker_words: words.map(|w| w.text.clone()),
                    speaker: speaker.and_then(|p| p.name),
                }
            })
            .collect();
        let entities = record.entities;
        let mentions: Vec<MentionRow> = record
            .mentions
            .into_iter()
            .enumerate()
            .map(|(i, m)| MentionRow {
                document: document.clone(),
                mention: count(i),
                kind: m.kind,
                text: m.text,
                start: m.start as u64,
                end: m.end as u64,
                score: m.score,
                entity: count(m.entity),
                name: entities[m.entity].name.clone(),
            })
            .collect();
        let row = DocumentRow {
            document,
            date,
            bytes: text.len() as u64,
            words: text.split_whitespace().count() as u64,
            statements: statements.len() as u64,
            mentions: mentions.len() as u64,
            model: record.model,
        };
        Self { document: row, statements, mentions }
    }
}

fn schema(fields: &[(&str, DataType, bool)]) -> SchemaRef {
    Arc::new(Schema::new(
        fields
            .iter()
            .map(|(name, kind, nullable)| Field::new(*name, kind.clone(), *nullable))
            .collect::<Vec<_>>(),
    ))
}

pub(crate) static DOCUMENTS: LazyLock<SchemaRef> = LazyLock::new(|| {
    use DataType::{UInt64, Utf8};
    schema(&[
        ("document", Utf8, false),
        ("date", Utf8, true),
        ("bytes", UInt64, false),
        ("words", UInt64, false),
        ("statements", UInt64, false),
        ("mentions", UInt64, false),
        ("model", Utf8, false),
    ])
});

pub(crate) static STATEMENTS: LazyLock<SchemaRef> = LazyLock::new(|| {
    use DataType::{Float32, List, Struct, UInt32, UInt64, Utf8};
    let span = Struct(Fields::from(vec![
        Field::new("start", UInt64, false),
        Field::new("end", UInt64, false),
    ]));
    schema(&[
        ("document", Utf8, false),
        ("statement", UInt32, false),
        ("kind", Utf8, false),
        ("act", Utf8, false),
        ("text", Utf8, false),
        ("start", UInt64, false),
        ("end", UInt64, false),
        ("spans", List(Arc::new(Field::new("item", span, false))), false),
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
    ])
});

pub(crate) static MENTIONS: LazyLock<SchemaRef> = LazyLock::new(|| {
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
    ])
});
