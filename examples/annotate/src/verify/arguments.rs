//! What is asked for.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use dixit::{InputFormat, OffsetUnit};

/// Checks the quotations of a draft against the texts that they come from: whether the words are
/// theirs, and the speaker.
///
/// The exit code is 1 where a quotation is altered, stitched from pieces or absent, where another
/// one said it, or where the source has it as words of the reporter's; 2 where something could not
/// be read; else 0.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// `text` and `html` are for people, `json` is for programs.
    #[arg(long, default_value = "text")]
    pub(crate) format: Form,
    /// How to read the files: auto, text, markdown, html, page or subtitles.
    #[arg(long, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input: InputFormat,
    /// What offsets in JSON count: byte, char or utf16.
    #[arg(long, default_value = "byte", value_name = "UNIT")]
    pub(crate) offsets: OffsetUnit,
    /// A model directory in place of the bundled model.
    #[arg(long, value_name = "DIR")]
    pub(crate) model: Option<PathBuf>,
    /// Read the folders below a folder, too.
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// The draft; - is standard input.
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: PathBuf,
    /// The texts that its quotations may come from. Of a folder its .txt, .md, .markdown, .html,
    /// .htm, .srt and .vtt files are read.
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Form {
    Text,
    Json,
    Html,
}
