//! The tables of a run, and the views on them.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, UInt64Array,
};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use dixit_arrow::Table;

use super::audit;
use super::people::{self, Joined, Known};
use crate::parts::{Form, Run};

/// The month of a document `d`, where its date begins with one.
pub(super) const MONTH: &str = "CASE WHEN substr(d.date, 5, 1) = '-'
    AND try_cast(substr(d.date, 1, 7) || '-01' AS DATE) IS NOT NULL THEN substr(d.date, 1, 7) END";

/// What a statement is with its document's date, month and outlet, and with the name and the number
/// that its speaker has in all documents.
fn attributed() -> String {
    format!(
        "CREATE VIEW attributed AS
        SELECT s.*, d.date, coalesce(p.name, s.speaker) AS name, p.source, d.outlet,
            {MONTH} AS month
        FROM statements s
        JOIN documents d ON d.document = s.document
        LEFT JOIN people p ON p.speaker = s.speaker AND p.kind = s.speaker_kind
            AND p.known IS NOT DISTINCT FROM s.speaker_known"
    )
}

/// What is said or kept back, and what is thought.
const SAID: &str = "CREATE VIEW said AS SELECT * FROM attributed WHERE act <> 'thought'";
const THOUGHT: &str = "CREATE VIEW thought AS SELECT * FROM attributed WHERE act = 'thought'";

/// Makes the tables of the run in `results` ready to be asked.
///
/// Of a run of an older program the columns are null that it did not have.
pub(super) async fn open(results: &Path) -> anyhow::Result<SessionContext> {
    let file = results.join("run.json");
    let run: Run =
        serde_json::from_slice(&std::fs::read(&file).with_context(|| file.display().to_string())?)?;
    ensure!(
        run.form == Form::Parquet,
        "{} holds JSON lines; only Parquet can be asked",
        results.display()
    );
    let context = SessionContext::new();
    let tables = [
        ("documents", Table::Documents),
        ("statements", Table::Statements),
        ("mentions", Table::Mentions),
    ];
    for (name, table) in tables {
        let folder = results.join(name);
        let place = folder.to_str().context("a folder's name is UTF-8")?;
        let fields = table.schema();
        let fields = fields.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
        let schema = Schema::new(fields.collect::<Vec<_>>());
        let options = ParquetReadOptions::default().schema(&schema);
        context.register_parquet(name, format!("{place}/"), options).await?;
    }
    let people = people(&context).await?;
    context.register_batch("people", people)?;
    let views = [attributed(), SAID.to_owned(), THOUGHT.to_owned()];
    for view in views.into_iter().chain(audit::views()) {
        context.sql(&view).await?.collect().await?;
    }
    Ok(context)
}

/// Every speaker of every document, and who that is.
async fn people(context: &SessionContext) -> anyhow::Result<RecordBatch> {
    const KNOWN: &str =
        "SELECT arrow_cast(speaker, 'Utf8') AS speaker, arrow_cast(speaker_kind, 'Utf8') AS kind,
            count(*) AS statements, arrow_cast(speaker_known, 'Utf8') AS known
        FROM statements WHERE speaker IS NOT NULL AND speaker_kind IS NOT NULL
        GROUP BY speaker, speaker_kind, speaker_known";
    let mut known = Vec::new();
    for batch in context.sql(KNOWN).await?.collect().await? {
        let (speakers, kinds) =
            (batch.column(0).as_string::<i32>(), batch.column(1).as_string::<i32>());
        let statements = batch.column(2).as_primitive::<Int64Type>();
        let ids = batch.column(3).as_string::<i32>();
        known.extend((0..batch.num_rows()).map(|i| Known {
            speaker: speakers.value(i).to_owned(),
            kind: kinds.value(i).to_owned(),
            statements: statements.value(i),
            id: ids.is_valid(i).then(|| ids.value(i).to_owned()),
        }));
    }
    let joined = people::join(known);
    let column = |value: fn(&Joined) -> Option<&str>| {
        Arc::new(joined.iter().map(value).collect::<StringArray>()) as ArrayRef
    };
    let statements: Int64Array = joined.iter().map(|j| Some(j.known.statements)).collect();
    let sources: UInt64Array = joined.iter().map(|j| Some(j.source as u64)).collect();
    let field = |name: &str, kind| Field::new(name, kind, true);
    let schema = Schema::new(vec![
        field("speaker", DataType::Utf8),
        field("kind", DataType::Utf8),
        field("statements", DataType::Int64),
        field("name", DataType::Utf8),
        field("reason", DataType::Utf8),
        field("known", DataType::Utf8),
        field("source", DataType::UInt64),
    ]);
    let columns = vec![
        column(|j| Some(&j.known.speaker)),
        column(|j| Some(&j.known.kind)),
        Arc::new(statements),
        column(|j| Some(&j.name)),
        column(|j| Some(j.reason)),
        column(|j| j.known.id.as_deref()),
        Arc::new(sources),
    ];
    Ok(RecordBatch::try_new(Arc::new(schema), columns)?)
}
