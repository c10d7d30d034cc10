//! The same articles through both encoders, the embedded one and rust-bert's on libtorch: do they
//! agree, and how fast are they?
//!
//! ```text
//! eval "$(.ci/libtorch)"
//! cargo run --release --features rust-bert --example rust_bert -- examples/bridge.md
//! cargo run --release --features rust-bert --example rust_bert -- --device cuda:0 --half articles/*.txt
//! ```

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use dixit::{Document, Extractor, Libtorch, LibtorchDevice, Model};

/// Compares the encoders on articles.
#[derive(Debug, Parser)]
#[command(name = "rust_bert")]
struct Arguments {
    /// Where libtorch computes: best, cpu or cuda:N.
    #[arg(long, default_value = "best")]
    device: LibtorchDevice,
    /// Threads of each encoder; one a core if not said.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// 16-bit floats on a CUDA device.
    #[arg(long)]
    half: bool,
    /// A model directory in place of the bundled one, of this crate's own form or Hugging Face's.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Name each thing that one encoder's tags hold and the other's do not.
    #[arg(long)]
    differences: bool,
    /// Articles.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

type AnyError = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            eprintln!("rust_bert: {error}{cause}");
            ExitCode::FAILURE
        }
    }
}

/// One encoder's extractor, and what it cost.
struct Side {
    name: String,
    extractor: Extractor,
    start: Duration,
    encoder: Duration,
    pieces: usize,
}

fn run(arguments: &Arguments) -> Result<(), AnyError> {
    let articles: Vec<(&PathBuf, String)> = arguments
        .files
        .iter()
        .map(|file| {
            Ok((
                file,
                std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?,
            ))
        })
        .collect::<Result<_, AnyError>>()?;
    let mut sides = [embedded(arguments)?, libtorch(arguments)?];
    // Once for nothing: both take memory on their first pass.
    for side in &sides {
        side.extractor.extract(&articles[0].1)?;
    }
    let (mut found, mut differing) = ([0, 0], 0);
    for (file, article) in &articles {
        let [left, right] = sides.each_mut().map(|side| {
            let document = side.extractor.extract(article)?;
            let timings = document.timings();
            side.encoder += timings.encoder;
            side.pieces += timings.word_pieces;
            Ok::<_, dixit::Error>(findings(&document))
        });
        let (left, right) = (left?, right?);
        found[0] += left.len();
        found[1] += right.len();
        let missing = |from: &[String], of: &[String], side: usize| {
            let mut rest: HashMap<&str, usize> = HashMap::new();
            from.iter().for_each(|f| *rest.entry(f).or_default() += 1);
            let mut missing = Vec::new();
            for finding in of {
                match rest.get_mut(finding.as_str()) {
                    Some(left) if *left > 0 => *left -= 1,
                    _ => missing.push(finding),
                }
            }
            if arguments.differences {
                missing
                    .iter()
                    .for_each(|f| println!("{}: only {}: {f}", file.display(), sides[side].name));
            }
            missing.len()
        };
        differing += usize::from(missing(&left, &right, 1) + missing(&right, &left, 0) > 0);
    }
    for (side, found) in sides.iter().zip(found) {
        println!(
            "{:<28} {found:>6} mentions and statements, {:>7.0} tokens/s, ready after {:.0} ms",
            side.name,
            side.pieces as f64 / side.encoder.as_secs_f64().max(1e-9),
            side.start.as_secs_f64() * 1000.0
        );
    }
    println!("{differing} of {} articles differ", articles.len());
    Ok(())
}

fn side(
    name: String,
    arguments: &Arguments,
    options: impl FnOnce(dixit::ExtractorBuilder) -> dixit::ExtractorBuilder,
) -> Result<Side, AnyError> {
    let mut builder = options(Extractor::builder());
    if let Some(threads) = arguments.threads {
        builder = builder.threads(threads);
    }
    if let Some(directory) = &arguments.model {
        builder = builder.model(Model::Directory(directory.clone()));
    }
    let clock = Instant::now();
    let extractor = builder.build()?;
    Ok(Side { name, extractor, start: clock.elapsed(), encoder: Duration::ZERO, pieces: 0 })
}

fn embedded(arguments: &Arguments) -> Result<Side, AnyError> {
    side("embedded".to_owned(), arguments, |builder| builder)
}

fn libtorch(arguments: &Arguments) -> Result<Side, AnyError> {
    let options = Libtorch::new().device(arguments.device).half_precision(arguments.half);
    let precision = if arguments.half { "f16" } else { "f32" };
    side(format!("libtorch, {}, {precision}", arguments.device), arguments, |builder| {
        builder.libtorch(options)
    })
}

/// Each mention and each statement of a document, in words that can be compared.
fn findings(document: &Document<'_>) -> Vec<String> {
    let mentions =
        document.mentions().map(|m| format!("{:?} {:?} {}", m.span(), m.kind(), m.as_str()));
    let statements = document.statements().map(|s| {
        let speaker = s.speaker().and_then(|speaker| Some(speaker.name()?.to_owned()));
        format!(
            "{:?} {:?} {} by {}",
            s.spans(),
            s.kind(),
            s.text(),
            speaker.unwrap_or_else(|| "nobody".to_owned())
        )
    });
    mentions.chain(statements).collect()
}
