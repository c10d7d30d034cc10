//! Who said what in an archive of articles.
//!
//! ```text
//! corpus annotate articles.jsonl --out results
//! corpus query results speakers
//! ```

mod article;
mod input;
mod made_up;
mod messages;
mod parts;
mod progress;
#[cfg(feature = "query")]
mod query;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Annotates archives of articles, and answers questions about who said what in them.
#[derive(Debug, Parser)]
#[command(name = "corpus")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say who said what in every article of files of JSON lines, Parquet files and folders.
    Annotate(Box<run::Options>),
    /// Ask what was found.
    #[cfg(feature = "query")]
    Query(query::Options),
    /// Ask what was found: in a build with `--features query`, which this one is not.
    #[cfg(not(feature = "query"))]
    #[command(disable_help_flag = true)]
    Query {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
        question: Vec<String>,
    },
    /// Print articles about invented people as JSON lines, for trying things out.
    MadeUp {
        /// How many.
        #[arg(default_value_t = 1000)]
        documents: usize,
    },
}

/// Some documents could not be read; the rest is done.
const INCOMPLETE: u8 = 2;

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Annotate(options) => run::annotate(&options),
        #[cfg(feature = "query")]
        Command::Query(options) => query::answer(&options).map(|()| 0),
        #[cfg(not(feature = "query"))]
        Command::Query { question } => Err(without_query(&question)),
        Command::MadeUp { documents } => made_up::print(documents).map(|()| 0),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(INCOMPLETE),
        // `corpus made-up | head` has seen enough.
        Err(error)
            if error
                .downcast_ref::<std::io::Error>()
                .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            messages::tell(&format!("corpus: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// What to do with a question that this build cannot answer.
#[cfg(not(feature = "query"))]
fn without_query(question: &[String]) -> anyhow::Error {
    let words: Vec<_> = question
        .iter()
        .map(|word| if word.contains(' ') { format!("{word:?}") } else { word.clone() })
        .collect();
    anyhow::anyhow!(
        "this build answers no questions; build it with `--features query`, which takes some minutes: \
         cargo run --release --manifest-path examples/corpus/Cargo.toml --features query -- query {}",
        words.join(" ")
    )
}
