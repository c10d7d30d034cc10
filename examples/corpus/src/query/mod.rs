//! Questions about a run's results, in words or in SQL.

mod people;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::common::ScalarValue;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use self::people::{Joined, Known};
use crate::parts::{Form, Run};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The folder of a run with Parquet results.
    #[arg(value_name = "DIR")]
    results: PathBuf,
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Who speaks most.
    Speakers {
        /// How many of them.
        #[arg(long, default_value_t = 20)]
        most: usize,
    },
    /// Everything that somebody said.
    SaidBy {
        /// A name, or part of one.
        name: String,
        /// Only where they speak of somebody or something with this name, or part of one.
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
    },
    /// Everything that somebody believed, hoped, feared or planned.
    ThoughtBy {
        /// A name, or part of one.
        name: String,
    },
    /// How many statements come from people, organizations, groups, documents and the unnamed, and
    /// how the text names them.
    Sources,
    /// How much somebody said in each month.
    OverTime {
        /// A name, or part of one.
        name: String,
    },
    /// Which names were taken for one speaker's, and why.
    Merges,
    /// Any question in SQL, over the tables documents, statements, mentions and people, and the views
    /// attributed, said and thought.
    Sql { sql: String },
}

/// What a statement is with its document's date, and the name that its speaker has in all
/// documents.
const ATTRIBUTED: &str = "CREATE VIEW attributed AS
    SELECT s.*, d.date, coalesce(p.name, s.speaker) AS name
    FROM statements s
    JOIN documents d ON d.document = s.document
    LEFT JOIN people p ON p.speaker = s.speaker AND p.kind = s.speaker_kind";

/// What is said or kept back, and what is thought.
const SAID: &str = "CREATE VIEW said AS SELECT * FROM attributed WHERE act <> 'thought'";
const THOUGHT: &str = "CREATE VIEW thought AS SELECT * FROM attributed WHERE act = 'thought'";

const SPEAKERS: &str = "SELECT name, speaker_kind, count(*) AS statements, count(DISTINCT document) AS documents
    FROM said WHERE name IS NOT NULL GROUP BY name, speaker_kind ORDER BY statements DESC, name LIMIT $1";

const SAID_BY: &str = "SELECT date, document, kind, act, name, text FROM said
    WHERE strpos(lower(name), lower($1)) > 0 ORDER BY date, document, statement";

const THOUGHT_BY: &str = "SELECT date, document, kind, name, cue, text FROM thought
    WHERE strpos(lower(name), lower($1)) > 0 ORDER BY date, document, statement";

/// The pieces, not all from the first to the last: between them the speaker is named.
const SAID_ABOUT: &str = "SELECT DISTINCT s.date, s.document, s.statement, s.kind, s.act, s.name, s.text
    FROM said s
    JOIN (
        SELECT document, statement, get_field(piece, 'start') AS first, get_field(piece, 'end') AS after
        FROM (SELECT document, statement, unnest(spans) AS piece FROM statements)
    ) p ON p.document = s.document AND p.statement = s.statement
    JOIN mentions m ON m.document = s.document AND m.start >= p.first AND m.\"end\" <= p.after
    WHERE strpos(lower(s.name), lower($1)) > 0 AND strpos(lower(m.name), lower($2)) > 0
    ORDER BY date, document, statement";

const SOURCES: &str = "SELECT speaker_kind, speaker_form, count(*) AS statements FROM said
    GROUP BY speaker_kind, speaker_form ORDER BY statements DESC, speaker_kind, speaker_form";

const OVER_TIME: &str = "SELECT substr(date, 1, 7) AS month, count(*) AS statements, count(DISTINCT document) AS documents FROM said
    WHERE strpos(lower(name), lower($1)) > 0 GROUP BY substr(date, 1, 7) ORDER BY month";

const MERGES: &str = "SELECT speaker, kind, statements, name, reason FROM people WHERE speaker <> name OR reason LIKE 'several%'
    ORDER BY statements DESC, speaker";

pub(crate) fn answer(options: &Options) -> anyhow::Result<()> {
    let text = |words: &str| ScalarValue::from(words);
    let (sql, parameters) = match &options.question {
        Question::Speakers { most } => {
            (SPEAKERS, vec![ScalarValue::from(i64::try_from(*most).unwrap_or(i64::MAX))])
        }
        Question::SaidBy { name, about: None } => (SAID_BY, vec![text(name)]),
        Question::SaidBy { name, about: Some(about) } => {
            (SAID_ABOUT, vec![text(name), text(about)])
        }
        Question::ThoughtBy { name } => (THOUGHT_BY, vec![text(name)]),
        Question::Sources => (SOURCES, Vec::new()),
        Question::OverTime { name } => (OVER_TIME, vec![text(name)]),
        Question::Merges => (MERGES, Vec::new()),
        Question::Sql { sql } => (sql.as_str(), Vec::new()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    let batches = runtime.block_on(async {
        let context = tables(&options.results).await?;
        let mut frame = context.sql(sql).await?;
        if !parameters.is_empty() {
            frame = frame.with_param_values(parameters)?;
        }
        let columns = frame.schema().as_arrow().clone();
        let mut batches = frame.collect().await?;
        if batches.is_empty() {
            // An answer without rows still says what its columns are.
            batches.push(RecordBatch::new_empty(Arc::new(columns)));
        }
        anyhow::Ok(batches)
    })?;
    Ok(writeln!(std::io::stdout(), "{}", pretty_format_batches(&batches)?)?)
}

async fn tables(results: &Path) -> anyhow::Result<SessionContext> {
    let file = results.join("run.json");
    let run: Run =
        serde_json::from_slice(&std::fs::read(&file).with_context(|| file.display().to_string())?)?;
    ensure!(
        run.form == Form::Parquet,
        "{} holds JSON lines; only Parquet can be asked",
        results.display()
    );
    let context = SessionContext::new();
    for table in ["documents", "statements", "mentions"] {
        let folder = results.join(table);
        let place = folder.to_str().context("a folder's name is UTF-8")?;
        context.register_parquet(table, format!("{place}/"), ParquetReadOptions::default()).await?;
    }
    let people = people(&context).await?;
    context.register_batch("people", people)?;
    for view in [ATTRIBUTED, SAID, THOUGHT] {
        context.sql(view).await?.collect().await?;
    }
    Ok(context)
}

/// Every speaker of every document, and who that is.
async fn people(context: &SessionContext) -> anyhow::Result<RecordBatch> {
    const KNOWN: &str = "SELECT arrow_cast(speaker, 'Utf8') AS speaker, arrow_cast(speaker_kind, 'Utf8') AS kind, count(*) AS statements
        FROM statements WHERE speaker IS NOT NULL AND speaker_kind IS NOT NULL GROUP BY speaker, speaker_kind";
    let mut known = Vec::new();
    for batch in context.sql(KNOWN).await?.collect().await? {
        let (speakers, kinds) =
            (batch.column(0).as_string::<i32>(), batch.column(1).as_string::<i32>());
        let statements = batch.column(2).as_primitive::<Int64Type>();
        known.extend((0..batch.num_rows()).map(|i| Known {
            speaker: speakers.value(i).to_owned(),
            kind: kinds.value(i).to_owned(),
            statements: statements.value(i),
        }));
    }
    let joined = people::join(known);
    let column = |value: fn(&Joined) -> &str| {
        Arc::new(joined.iter().map(|j| Some(value(j))).collect::<StringArray>()) as ArrayRef
    };
    let statements = Arc::new(
        joined
            .iter()
            .map(|j| Some(j.known.statements))
            .collect::<datafusion::arrow::array::Int64Array>(),
    ) as ArrayRef;
    let field = |name: &str, kind| Field::new(name, kind, true);
    let schema = Schema::new(vec![
        field("speaker", DataType::Utf8),
        field("kind", DataType::Utf8),
        field("statements", DataType::Int64),
        field("name", DataType::Utf8),
        field("reason", DataType::Utf8),
    ]);
    let columns = vec![
        column(|j| &j.known.speaker),
        column(|j| &j.known.kind),
        statements,
        column(|j| &j.name),
        column(|j| j.reason),
    ];
    Ok(RecordBatch::try_new(Arc::new(schema), columns)?)
}
