//! Says who said what in articles.
//!
//! ```text
//! cargo run --release --example annotate -- examples/bridge.md
//! cargo run --release --example annotate -- --format json --offsets char article.html
//! cargo run --release --example annotate -- --out results --recursive articles
//! cargo run --release --example annotate -- --format html article.html > report.html
//! cargo run --release --example annotate -- verify draft.md notes.txt articles
//! ```

mod arguments;
mod articles;
mod folders;
mod form;
mod messages;
mod patterns;
mod place;
mod progress;
mod reader;
#[cfg(feature = "cli")]
mod shell;
mod targets;
mod terminal;
mod verify;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use dixit::harmless;
use rayon::prelude::*;

use self::arguments::{Arguments, Command};
use self::articles::{Article, Articles};
use self::folders::Folders;
use self::form::{Format, rendered};
use self::messages::{tell, tell_about, with_causes};
use self::progress::Progress;
use self::reader::Reader;
use self::targets::{Guard, Target, targets};

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    #[cfg(feature = "cli")]
    if let Some(paper) = arguments.paper() {
        return match shell::print(paper) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    if let Some(Command::Verify(arguments)) = &arguments.command {
        return match verify::run(arguments) {
            Ok(false) => ExitCode::SUCCESS,
            Ok(true) => ExitCode::FAILURE,
            Err(error) => {
                tell(&with_causes(&*error));
                // Not what a quotation that is wrong gives.
                ExitCode::from(2)
            }
        };
    }
    let done = if arguments.version { version(&arguments).map(|()| 0) } else { run(&arguments) };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            tell(&with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Prints the program's version, and behind it the model's, where there is a model.
fn version(arguments: &Arguments) -> Result<(), AnyError> {
    let program = concat!(env!("CARGO_BIN_NAME"), " ", env!("CARGO_PKG_VERSION"));
    let model = Reader::new(arguments).and_then(|reader| reader.model());
    let line = match &model {
        Ok(model) => format!("{program}, model {model}\n"),
        Err(_) => format!("{program}\n"),
    };
    std::io::stdout().write_all(line.as_bytes())?;
    model.map(drop)
}

/// Annotates every article and returns how many failed.
fn run(arguments: &Arguments) -> Result<usize, AnyError> {
    let folders = Folders { recursive: arguments.recursive, results: arguments.out.as_deref() };
    let articles = Articles::find(&arguments.files, folders);
    let format = arguments.format();
    if arguments.out.is_none() && articles.files.len() > 1 && format != Format::Text {
        return Err(format!("{} of more than one file needs --out DIR", format.extension()).into());
    }
    let reader = Reader::new(arguments)?;
    for (folder, problem) in &articles.problems {
        tell_about(folder, problem);
    }
    let failed = articles.problems.len()
        + match &arguments.out {
            Some(directory) => into_folder(arguments, &reader, &articles.files, directory)?,
            None => onto_standard_output(arguments, &reader, &articles.files),
        };
    // Of one failure all is said.
    if failed > 1 {
        let all = articles.files.len() + articles.problems.len();
        tell(&format!("{failed} of {all} files failed"));
    }
    Ok(failed)
}

/// Returns how many failed.
fn into_folder(
    arguments: &Arguments,
    reader: &Reader,
    files: &[Article],
    directory: &Path,
) -> Result<usize, AnyError> {
    std::fs::create_dir_all(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    let format = arguments.format();
    let guard = Guard::new(files, arguments.force);
    let targets = targets(files, directory, format, &guard);
    let write = |file: &Path, target: Result<Target<'_>, String>| {
        let target = target?;
        let bytes = articles::read(file)?;
        let document = reader.read(&bytes)?;
        let result = rendered(&document, file, arguments, false)?;
        // Offsets count the text, which is not what the bytes were where they were decoded.
        Ok(target.write(result.as_bytes(), document.input().as_bytes())?)
    };
    let jobs: Vec<_> = files.iter().zip(targets).collect();
    let progress = Progress::new(jobs.len() as u64);
    let done = |(file, target): (&Article, _)| {
        let file = &file.path;
        let written = write(file, target);
        progress.inc(1);
        progress.suspend(|| failed(file, written))
    };
    let failed = jobs.into_par_iter().filter_map(done).count();
    progress.finish_and_clear();
    Ok(failed)
}

/// Returns how many failed.
fn onto_standard_output(arguments: &Arguments, reader: &Reader, files: &[Article]) -> usize {
    let colour = terminal::has_colours();
    let write = |file: &Path| {
        let bytes = articles::read(file)?;
        let document = reader.read(&bytes)?;
        let mut text = rendered(&document, file, arguments, colour)?;
        // Lines of words as the article has them, which a terminal may be shown.
        if matches!(arguments.format(), Format::Brat | Format::Conll | Format::Audit) {
            text = harmless(&text).keep("\t\n").to_string();
        }
        let title = if files.len() > 1 {
            format!("== {} ==\n", messages::name(file))
        } else {
            String::new()
        };
        Ok(std::io::stdout().write_all(format!("{title}{text}").as_bytes())?)
    };
    files.iter().filter_map(|file| failed(&file.path, write(&file.path))).count()
}

/// Something where it failed, after it said why.
fn failed(file: &Path, done: Result<(), AnyError>) -> Option<()> {
    done.inspect_err(|error| tell_about(file, &with_causes(&**error))).err().map(drop)
}
