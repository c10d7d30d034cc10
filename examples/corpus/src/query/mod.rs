//! Questions about a run's results, in words or in SQL.

mod answer;
mod audit;
mod people;
mod repeats;
mod tables;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use datafusion::common::ScalarValue;
use datafusion::prelude::SessionContext;

use self::answer::{Answer, Form};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The folder of a run with Parquet results.
    #[arg(value_name = "DIR")]
    results: PathBuf,
    #[command(subcommand)]
    question: Question,
    /// What the answer is: a table to read, CSV or Parquet; as the file's name ends, if not said.
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    to: Option<Form>,
    /// Write the answer to a file.
    #[arg(long, global = true, value_name = "FILE")]
    out: Option<PathBuf>,
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
    /// Who gets to speak, in which capacity, how much: a row for each speaker.
    Audit {
        /// For each article, outlet or month alone.
        #[arg(long, value_enum, value_name = "WHAT")]
        by: Option<audit::By>,
        /// A row for each kind of source in place of each speaker.
        #[arg(long)]
        kinds: bool,
    },
    /// Quotations that stand in several documents, with the same words or nearly.
    Repeats,
    /// Which names were taken for one speaker's, and why.
    Merges,
    /// Any question in SQL, over the tables documents, statements, mentions and people, the views
    /// attributed, said and thought, and those of the audit.
    Sql { sql: String },
}

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
    let form = Form::of(options.to, options.out.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    let answer = runtime.block_on(async {
        let context = tables::open(&options.results).await?;
        asked(&context, options).await
    })?;
    answer.give(form, options.out.as_deref())
}

async fn asked(context: &SessionContext, options: &Options) -> anyhow::Result<Answer> {
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
        Question::Audit { by, kinds } => {
            audit::check(context, *by).await?;
            return Answer::of(context, &audit::question(*by, *kinds), Vec::new()).await;
        }
        Question::Repeats => return repeats::find(context, &options.results).await,
        Question::Merges => (MERGES, Vec::new()),
        Question::Sql { sql } => (sql.as_str(), Vec::new()),
    };
    Answer::of(context, sql, parameters).await
}
