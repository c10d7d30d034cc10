//! What is asked for.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use dixit::{Act, ExtractorBuilder, InputFormat, OffsetUnit};

use crate::form::Format;
use crate::verify;

/// Options that do without articles.
const ALONE: &str = "alone";

/// What is printed about the program itself.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paper {
    Completions(clap_complete::Shell),
    Man,
}

/// Says who said what: statements with their speakers, and the people, places and organizations of
/// a text.
#[derive(Debug, Parser)]
#[command(
    name = env!("CARGO_BIN_NAME"),
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// `text` and `html` are for people, `json` for programs, the others for tools that read them.
    /// Without it: text on standard output, JSON in files.
    #[arg(long)]
    format: Option<Format>,
    /// How to read the files: auto, text, markdown, html, page or subtitles. Of a page (html that
    /// is whole is one) only the article is read.
    #[arg(long, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input: InputFormat,
    /// What the files are in, where they do not say: windows-1252, utf-16le, shift_jis ... A
    /// byte-order mark goes before it, and it goes before what the head of a page declares. Without
    /// any of them it is UTF-8.
    #[arg(long, value_name = "ENCODING")]
    pub(crate) encoding: Option<String>,
    /// What offsets count: byte, char or utf16. Bytes in JSON if not said, UTF-16 units in web
    /// annotations.
    #[arg(long, value_name = "UNIT")]
    pub(crate) offsets: Option<OffsetUnit>,
    /// List up to this many candidates for a speaker in JSON.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) candidates: usize,
    /// Leave out mentions with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    pub(crate) min_mention_score: f32,
    /// Leave out statements with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    pub(crate) min_statement_score: f32,
    /// Leave out indirect statements with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = ExtractorBuilder::MIN_INDIRECT_SCORE)]
    pub(crate) min_indirect_score: f32,
    /// Leave out speakers with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    pub(crate) min_speaker_score: f32,
    /// Show thoughts (beliefs, hopes, plans) in text, and in the HTML report from the start. The
    /// other forms have them, labelled.
    #[arg(long)]
    thoughts: bool,
    /// Leave out statements of all other acts than these, in every form: speech, thought, silence.
    #[arg(long, value_name = "ACTS", value_delimiter = ',')]
    pub(crate) acts: Option<Vec<Act>>,
    /// People and organizations that you know: a list as JSON or CSV (by the file's name), with the
    /// columns id, name, and, if you like, aliases, kind and title. JSON results get the ids.
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Option<PathBuf>,
    /// A model directory in place of the bundled model: of this crate's own form, or Hugging Face's
    /// for token classification.
    #[arg(long, value_name = "DIR")]
    pub(crate) model: Option<PathBuf>,
    /// Run rust-bert's model on libtorch in place of the embedded encoder: on best, cpu or cuda:N.
    #[cfg(feature = "rust-bert")]
    #[arg(long, value_name = "DEVICE")]
    pub(crate) libtorch: Option<dixit::LibtorchDevice>,
    /// Write a file for each input into this folder, named like the input, in folders like those
    /// that the input stands in below the one that is named; needed for more than one file in all
    /// formats but text. Beside brat's `.ann` goes the `.txt` that it is about.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write over results that are in the folder already. Articles that are read, and links, are
    /// kept all the same.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Read the folders below a folder, too: not what a link leads to, what is hidden behind a dot,
    /// or the folder of --out.
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// Print the version of the program and of the model.
    #[arg(short = 'V', long, group = ALONE)]
    pub(crate) version: bool,
    /// Print what a shell needs to complete the program's options.
    #[cfg(feature = "cli")]
    #[arg(long, value_name = "SHELL", group = ALONE)]
    completions: Option<clap_complete::Shell>,
    /// Print the manual page.
    #[cfg(feature = "cli")]
    #[arg(long, group = ALONE)]
    man: bool,
    /// Articles; - is standard input. Of a folder its .txt, .md, .markdown, .html, .htm, .srt and
    /// .vtt files are read, in order of their names, but no links.
    #[arg(required_unless_present = ALONE, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// What else it can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Verify(verify::Arguments),
}

impl Arguments {
    pub(crate) fn format(&self) -> Format {
        let usual = if self.out.is_some() { Format::Json } else { Format::Text };
        self.format.unwrap_or(usual)
    }

    /// What is asked for in place of results.
    #[cfg(feature = "cli")]
    pub(crate) fn paper(&self) -> Option<Paper> {
        let man = self.man.then_some(Paper::Man);
        self.completions.map(Paper::Completions).or(man)
    }

    /// Whether people are shown thoughts.
    pub(crate) fn shows_thoughts(&self) -> bool {
        self.thoughts || self.acts.as_ref().is_some_and(|acts| acts.contains(&Act::Thought))
    }
}
