//! A run over an archive: one thread reads, all cores annotate, one thread writes. Parts come and
//! go one by one, so memory holds a few of them.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use clap::Args;
use dixit::{
    Act, Extractor, ExtractorBuilder, Input, InputFormat, KnownEntities, Limits, Model, OffsetUnit,
};
use dixit_arrow::{ErrorRow, Given, Rows};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::article::Item;
use crate::input::{Fields, Inputs};
use crate::messages::tell;
use crate::parts::{Form, Output, Part, Run};
use crate::progress::Progress;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Files of JSON lines, Parquet files, web archives, folders of articles.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where the results go: a folder that is new, or holds a run that is to go on.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Go on with a run that was stopped, or killed.
    #[arg(long)]
    resume: bool,
    #[arg(long, value_enum, default_value = "parquet")]
    to: Form,
    #[command(flatten)]
    fields: Fields,
    /// How to read the articles: auto, text, markdown, html, page or subtitles.
    #[arg(long, default_value = "auto", value_name = "FORMAT")]
    input: InputFormat,
    /// Threads that annotate; all cores if not said.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Documents in one part of the results.
    #[arg(long, value_name = "N", default_value_t = 512)]
    part_documents: usize,
    /// A model directory in place of the bundled model.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// People and organizations that you know, each with an id of yours: a list in JSON, or in CSV
    /// where its name ends in .csv.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Give up a document that takes longer: it goes to the errors.
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,
    /// Leave out statements with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_statement_score: f32,
    /// Leave out indirect statements with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = ExtractorBuilder::MIN_INDIRECT_SCORE)]
    min_indirect_score: f32,
    /// Leave out statements of all other acts than these: speech, thought, silence.
    #[arg(long, value_name = "ACTS", value_delimiter = ',')]
    acts: Option<Vec<Act>>,
    /// Leave out speakers with a lower score, in 0..=1.
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_speaker_score: f32,
}

/// A part ends at this many bytes of text, however few its documents are.
const PART_BYTES: usize = 16 << 20;

/// Annotates everything and returns how many documents could not be read.
pub(crate) fn annotate(options: &Options) -> anyhow::Result<usize> {
    ensure!(options.part_documents > 0, "a part needs at least one document");
    if let Some(threads) = options.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let extractor = extractor(options)?;
    let inputs = Inputs::new(&options.inputs)?;
    let run = Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tables: dixit_arrow::VERSION,
        model: extractor.extract("")?.model().to_owned(),
        form: options.to,
        part_documents: options.part_documents,
        options: format!(
            "{:?} {:?} {} {} {} {:?} {:?}",
            options.fields,
            options.input,
            options.min_statement_score,
            options.min_indirect_score,
            options.min_speaker_score,
            options.acts,
            options.known.as_deref().map(digest).transpose()?
        ),
        inputs: inputs.fingerprint(),
    };
    let (output, done) = Output::open(&options.out, &run, options.resume)?;
    let progress = Progress::new(inputs.weight());
    let failed = work(&extractor, inputs, options, &output, done, &progress);
    let summary = progress.end();
    let failed = failed?;
    eprintln!("{summary}");
    if failed > 0 {
        tell(&format!(
            "corpus: {failed} documents could not be read; {} says why",
            options.out.join("errors").display()
        ));
    }
    Ok(failed)
}

fn extractor(options: &Options) -> anyhow::Result<Extractor> {
    let mut builder = Extractor::builder()
        .input_format(options.input)
        .limits(options.time_limit.map_or_else(Limits::default, |seconds| {
            Limits::default().time(Duration::from_secs(seconds))
        }))
        .min_statement_score(options.min_statement_score)
        .min_indirect_score(options.min_indirect_score)
        .min_speaker_score(options.min_speaker_score);
    if let Some(acts) = &options.acts {
        builder = builder.acts(acts.iter().copied());
    }
    if let Some(directory) = &options.model {
        builder = builder.model(Model::Directory(directory.clone()));
    }
    if let Some(file) = &options.known {
        builder = builder.known(KnownEntities::from_file(file)?);
    }
    Ok(builder.build()?)
}

/// What tells the contents of a file from others.
fn digest(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Returns how many documents could not be read, those of parts that were done before among them.
fn work(
    extractor: &Extractor,
    inputs: Inputs,
    options: &Options,
    output: &Output,
    done: Vec<Part>,
    progress: &Progress,
) -> anyhow::Result<usize> {
    let (first, failed_before) = (done.len(), done.iter().map(|p| p.failed).sum::<usize>());
    let (to_annotate, read) = sync_channel(1);
    let (to_write, annotated) = sync_channel(1);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            read_parts(inputs, options, &done, progress, |items| to_annotate.send(items).is_ok())
        });
        let writer = scope.spawn(move || write_parts(output, first, &annotated));
        for items in read {
            // Where the writer has stopped, its error is the one to report.
            if to_write.send(annotate_part(extractor, items, progress)).is_err() {
                break;
            }
        }
        drop(to_write);
        let failed =
            writer.join().map_err(|_| anyhow::anyhow!("the thread that writes has panicked"))??;
        reader.join().map_err(|_| anyhow::anyhow!("the thread that reads has panicked"))??;
        Ok(failed_before + failed)
    })
}

/// Hands over the items of each part that is not done yet, until `hand_over` wants no more.
fn read_parts(
    inputs: Inputs,
    options: &Options,
    done: &[Part],
    progress: &Progress,
    hand_over: impl Fn(Vec<Item>) -> bool,
) -> anyhow::Result<()> {
    let mut items = inputs.items(&options.fields).peekable();
    for part in 0.. {
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while chunk.len() < options.part_documents && bytes < PART_BYTES {
            let Some(item) = items.next().transpose()? else { break };
            bytes += item.text_bytes();
            chunk.push(item);
        }
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { return Ok(()) };
        match done.get(part) {
            None => {
                if !hand_over(chunk) {
                    return Ok(());
                }
            }
            Some(known) => {
                if (chunk.len(), &first.key, &last.key)
                    != (known.documents, &known.first, &known.last)
                {
                    bail!(
                        "the inputs are not the ones that the run began with: part {part} had other documents"
                    );
                }
                progress.skip(chunk.iter().map(|i| i.weight).sum());
            }
        }
    }
    Ok(())
}

#[derive(Debug)]
struct Annotated {
    part: Part,
    rows: Vec<Rows>,
    errors: Vec<ErrorRow>,
}

fn annotate_part(extractor: &Extractor, items: Vec<Item>, progress: &Progress) -> Annotated {
    let key = |item: Option<&Item>| item.map(|i| i.key.clone()).unwrap_or_default();
    let mut part = Part {
        documents: items.len(),
        first: key(items.first()),
        last: key(items.last()),
        ..Part::default()
    };
    let results: Vec<Result<Rows, ErrorRow>> =
        items.into_par_iter().map(|item| annotate_item(extractor, item, progress)).collect();
    let (mut rows, mut errors) = (Vec::with_capacity(results.len()), Vec::new());
    for result in results {
        match result {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    part.failed = errors.len();
    Annotated { part, rows, errors }
}

fn annotate_item(extractor: &Extractor, item: Item, progress: &Progress) -> Result<Rows, ErrorRow> {
    let Item { key, article, weight } = item;
    let rows = article.and_then(|article| {
        let mut input = Input::new(&article.text);
        if article.is_page {
            input = input.format(InputFormat::Page);
        }
        let document = extractor.extract(input).map_err(|e| e.to_string())?;
        let given = Given { document: key.clone(), date: article.date, outlet: article.outlet };
        Ok(Rows::new(given, &document, OffsetUnit::Byte))
    });
    progress.document(rows.as_ref().map_or(0, |r| r.document.words), weight);
    rows.map_err(|reason| ErrorRow { document: key, reason })
}

fn write_parts(
    output: &Output,
    first: usize,
    parts: &Receiver<Annotated>,
) -> anyhow::Result<usize> {
    let mut failed = 0;
    for (number, Annotated { part, rows, errors }) in (first..).zip(parts) {
        output.write(number, &part, &rows, &errors).with_context(|| format!("part {number}"))?;
        failed += part.failed;
    }
    Ok(failed)
}
