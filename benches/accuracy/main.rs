//! How right the results are, on gold files given by path:
//!
//! ```sh
//! cargo bench --bench accuracy --features training -- --quotes polnear.dev.jsonl --names conll2003.dev.iob2 --chains gum.dev.jsonl \
//!     --save now.json --compare before.json --errors 5
//! ```
//!
//! Without a file it reads this repository's own articles. [`Figures`] are shares in percent, but
//! for calibration errors, in 0..=1.

mod articles;
mod calibration;
mod chains;
mod errors;
mod figures;
mod names;
mod quotes;
mod text;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use dixit::{Extractor, Model};

use crate::errors::Errors;
use crate::figures::Figures;

/// The repository's folder. Paths are given from there, as they are to other commands, while
/// `cargo bench` starts a program in the folder of its package.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// How right the results are, on gold files.
#[derive(Debug, Parser)]
struct Options {
    /// Attributed statements: a document a line, `{"doc", "text", "attributions"}`, offsets in code
    /// points.
    #[arg(long)]
    quotes: Vec<PathBuf>,
    /// Named entities: `token<TAB>tag` lines, PER LOC ORG MISC in IOB2, a blank line after a
    /// sentence, "# document" before a document.
    #[arg(long)]
    names: Vec<PathBuf>,
    /// Chains of mentions: a document a line, `{"doc", "text", "mentions"}`, offsets in code
    /// points.
    #[arg(long)]
    chains: Vec<PathBuf>,
    /// A model directory in place of the default model.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Write the figures here.
    #[arg(long)]
    save: Option<PathBuf>,
    /// Print what changed against figures that were saved before.
    #[arg(long)]
    compare: Option<PathBuf>,
    /// Fail where a figure is worse than in the file to compare with by more than this.
    #[arg(long, requires = "compare")]
    tolerance: Option<f64>,
    /// Examples of each kind of error.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Scores in ten bins, with the share that is right in each.
    #[arg(long)]
    reliability: bool,
    /// Write every score here, with whether it is right.
    #[arg(long)]
    answers: Option<PathBuf>,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    if options.bench {
        std::env::set_current_dir(ROOT)?;
    }
    let source = options.model.clone().map_or(Model::Default, Model::Directory);
    let mut builder = Extractor::builder().model(source);
    if options.answers.is_some() {
        // Curves are fitted on raw scores, all of them.
        builder = builder.min_indirect_score(0.0);
    }
    let extractor = builder.build()?;
    let mut figures = Figures::default();
    let mut errors = Errors::default();
    for path in &options.quotes {
        quotes::score(&extractor, path, &mut figures, &mut errors)?;
    }
    for path in &options.names {
        names::score(&extractor, path, &mut figures, &mut errors)?;
    }
    for path in &options.chains {
        chains::score(&extractor, path, &mut figures)?;
    }
    if options.quotes.is_empty() && options.names.is_empty() && options.chains.is_empty() {
        articles::score(&extractor, &mut figures, &mut errors)?;
    }
    print!("{figures}");
    if options.reliability {
        print!("{}", figures.reliability());
    }
    print!("{}", errors.report(options.errors));
    if let Some(path) = &options.answers {
        figures.save_answers(path)?;
    }
    if let Some(path) = &options.save {
        figures.save(path)?;
    }
    if let Some(path) = &options.compare {
        let before = Figures::load(path)?;
        print!("{}", figures.changes(&before));
        if let Some(tolerance) = options.tolerance {
            figures.check(&before, tolerance)?;
        }
    }
    Ok(())
}
