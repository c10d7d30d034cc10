//! Says who said what in articles.
//!
//! ```text
//! cargo run --release --example annotate -- examples/bridge.md
//! cargo run --release --example annotate -- --format json --offsets char article.html
//! cargo run --release --example annotate -- --out results articles/*.txt
//! cargo run --release --example annotate -- --format html article.html > report.html
//! ```

use std::collections::HashSet;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::{Parser, ValueEnum};
use dixit::render::{self, Report};
use dixit::{
    Document, Extractor, ExtractorBuilder, InputFormat, ModelSource, OffsetUnit, Speaker,
    SpeakerForm, Statement,
};
use rayon::prelude::*;

/// Says who said what: statements with their speakers, and the people, places and organizations of
/// a text.
#[derive(Debug, Parser)]
#[command(name = "annotate")]
struct Arguments {
    /// `text` and `html` are for people, `json` for programs, the others for tools that read them.
    /// Without it: text on standard output, JSON in files.
    #[arg(long)]
    format: Option<Format>,
    /// How to read the files: auto, text, markdown or html.
    #[arg(long, default_value = "auto", value_name = "FORMAT")]
    input: InputFormat,
    /// What offsets count: byte, char or utf16. Bytes in JSON if not said, UTF-16 units in web
    /// annotations.
    #[arg(long, value_name = "UNIT")]
    offsets: Option<OffsetUnit>,
    /// List up to this many candidates for a speaker in JSON.
    #[arg(long, value_name = "N", default_value_t = 0)]
    candidates: usize,
    /// Leave out mentions with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_mention_score: f32,
    /// Leave out statements with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_statement_score: f32,
    /// Leave out speakers with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_speaker_score: f32,
    /// A model directory in place of the bundled model: of this crate's own form, or Hugging Face's
    /// for token classification.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Run rust-bert's model on libtorch in place of the embedded encoder: on best, cpu or cuda:N.
    #[cfg(feature = "rust-bert")]
    #[arg(long, value_name = "DEVICE")]
    libtorch: Option<dixit::LibtorchDevice>,
    /// Write a file for each input into this folder, named like the input; needed for more than one
    /// file in all formats but text. Beside brat's `.ann` goes the `.txt` that it is about.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Articles; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    /// A page with the article and who said what in it.
    Html,
    /// A word a line, tags in columns.
    Conll,
    /// brat's standoff file.
    Brat,
    /// The W3C's Web Annotation model as JSON-LD.
    Webannotation,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Html => "html",
            Self::Conll => "conll",
            Self::Brat => "ann",
            Self::Webannotation => "jsonld",
        }
    }
}

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failed) => {
            eprintln!("annotate: {failed} of {} files failed", arguments.files.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("annotate: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Annotates every file and returns how many failed.
fn run(arguments: &Arguments) -> Result<usize, AnyError> {
    let format = arguments.format.unwrap_or(if arguments.out.is_some() {
        Format::Json
    } else {
        Format::Text
    });
    if arguments.out.is_none() && arguments.files.len() > 1 && format != Format::Text {
        return Err(format!("{} of more than one file needs --out DIR", format.extension()).into());
    }
    let extractor = builder(arguments)
        .input_format(arguments.input)
        .speaker_candidates(arguments.candidates)
        .min_mention_score(arguments.min_mention_score)
        .min_statement_score(arguments.min_statement_score)
        .min_speaker_score(arguments.min_speaker_score)
        .build()?;
    let failed = match &arguments.out {
        Some(directory) => {
            std::fs::create_dir_all(directory)
                .map_err(|e| format!("{}: {e}", directory.display()))?;
            let jobs = targets(&arguments.files, directory, format);
            jobs.into_par_iter()
                .filter(|(file, target)| {
                    let done = target.as_ref().map_err(|e| e.clone().into()).and_then(|target| {
                        let bytes = read(file)?;
                        write(
                            target,
                            rendered(&extractor, file, &bytes, format, arguments.offsets, false)?
                                .as_bytes(),
                        )?;
                        if format == Format::Brat {
                            write(&target.with_extension("txt"), &bytes)
                        } else {
                            Ok(())
                        }
                    });
                    failed(file, done)
                })
                .count()
        }
        None => arguments
            .files
            .iter()
            .filter(|file| {
                let colour = std::io::stdout().is_terminal();
                let text = read(file).and_then(|bytes| {
                    rendered(&extractor, file, &bytes, format, arguments.offsets, colour)
                });
                let done = text.and_then(|text| {
                    let title = if arguments.files.len() > 1 {
                        format!("== {} ==\n", file.display())
                    } else {
                        String::new()
                    };
                    Ok(std::io::stdout().write_all(format!("{title}{text}").as_bytes())?)
                });
                failed(file, done)
            })
            .count(),
    };
    Ok(failed)
}

/// The model, and what runs it.
fn builder(arguments: &Arguments) -> ExtractorBuilder {
    let mut builder = Extractor::builder();
    if let Some(directory) = &arguments.model {
        builder = builder.model(ModelSource::Directory(directory.clone()));
    }
    #[cfg(feature = "rust-bert")]
    if let Some(device) = arguments.libtorch {
        builder = builder.libtorch(dixit::Libtorch::new().device(device));
    }
    builder
}

fn failed(file: &Path, done: Result<(), AnyError>) -> bool {
    if let Err(error) = &done {
        eprintln!("annotate: {}: {}", file.display(), with_causes(&**error));
    }
    done.is_err()
}

fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut out = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        out = format!("{out}: {cause}");
        next = cause.source();
    }
    out
}

/// Where each file's result goes; a second file of the same name would overwrite the first's.
fn targets(
    files: &[PathBuf],
    directory: &Path,
    format: Format,
) -> Vec<(PathBuf, Result<PathBuf, String>)> {
    let mut taken = HashSet::new();
    files
        .iter()
        .map(|file| {
            let name = if file == Path::new("-") {
                "stdin".into()
            } else {
                file.file_stem().unwrap_or_default().to_owned()
            };
            let mut target = name.clone();
            target.push(".");
            target.push(format.extension());
            let target = directory.join(target);
            let free = taken.insert(name);
            let result = if free {
                Ok(target)
            } else {
                Err(format!("{} is already another file's result", target.display()))
            };
            (file.clone(), result)
        })
        .collect()
}

fn read(file: &Path) -> Result<Vec<u8>, AnyError> {
    if file != Path::new("-") {
        return Ok(std::fs::read(file)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write(target: &Path, bytes: &[u8]) -> Result<(), AnyError> {
    std::fs::write(target, bytes).map_err(|e| format!("{}: {e}", target.display()).into())
}

fn rendered(
    extractor: &Extractor,
    file: &Path,
    bytes: &[u8],
    format: Format,
    offsets: Option<OffsetUnit>,
    colour: bool,
) -> Result<String, AnyError> {
    let document = extractor.extract_bytes(bytes)?;
    Ok(match format {
        Format::Text => for_people(&document, colour),
        Format::Json => {
            serde_json::to_string_pretty(&document.to_record(offsets.unwrap_or_default()))? + "\n"
        }
        Format::Html => Report::new().page(&document),
        Format::Conll => render::conll(&document),
        Format::Brat => render::brat(&document),
        Format::Webannotation => {
            render::web_annotation(&document, &file_iri(file), offsets.unwrap_or(OffsetUnit::Utf16))
                + "\n"
        }
    })
}

/// The name of `file` as a relative reference: whoever reads the annotations beside it finds it.
fn file_iri(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    name.bytes()
        .map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
const NOBODY: Style = AnsiColor::BrightBlack.on_default().italic();
const FAINT: Style = AnsiColor::BrightBlack.on_default();

fn for_people(document: &Document<'_>, colour: bool) -> String {
    let paint = |style: Style, text: &str| {
        if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    };
    let mut out = String::new();
    for (number, statement) in document.statements().enumerate() {
        let speaker = match statement.speaker() {
            Some(speaker) => paint(SPEAKER, &speaker_line(document, speaker)),
            None => paint(NOBODY, "nobody named"),
        };
        let details =
            format!("{} {:.2}{}", statement.kind(), statement.score(), cue(document, statement));
        out += &format!(
            "{:>3}  {speaker}  {}\n     {}\n\n",
            number + 1,
            paint(FAINT, &details),
            flat(&statement.text())
        );
    }
    for phrase in document.marked_phrases() {
        out += &format!(
            "  ·  {}  {}\n",
            paint(FAINT, &phrase.reason().as_str().replace('_', " ")),
            flat(phrase.as_str())
        );
    }
    if document.marked_phrases().len() > 0 {
        out.push('\n');
    }
    for entity in document.entities() {
        let mentions = entity.mentions().len();
        let times = if mentions == 1 { String::new() } else { format!(" × {mentions}") };
        out += &format!("{:<13} {}{}\n", entity.kind(), flat(entity.name()), paint(FAINT, &times));
    }
    out
}

/// "Ana Kovic ← the mayor (0.87)": the name, the words that stand for it, the score.
fn speaker_line(document: &Document<'_>, speaker: Speaker<'_>) -> String {
    let words = speaker.mention().map(|span| flat(&document.input()[span]));
    let name = speaker.name().map(flat).or_else(|| words.clone()).unwrap_or_default();
    let behind = match words {
        Some(words) if speaker.form() != SpeakerForm::Name && words != name => {
            format!(" ← {words}")
        }
        _ => String::new(),
    };
    format!("{name}{behind} ({:.2})", speaker.score())
}

fn cue(document: &Document<'_>, statement: Statement<'_>) -> String {
    statement.cue().map(|span| format!(" · {}", flat(&document.input()[span]))).unwrap_or_default()
}

/// One line, without characters that a terminal would obey.
fn flat(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(char::is_control, "\u{fffd}")
}
