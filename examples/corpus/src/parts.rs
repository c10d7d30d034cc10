//! The results on disk: parts of a run, each there as a whole or not at all.
//!
//! A part is so many documents in a row of the input. Its tables are written beside their places
//! and moved there, its record in `parts/` last: a part without a record never happened, and is
//! written again by the run that goes on. So no document is lost or there twice, whenever the
//! process is killed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use dixit_arrow::{ErrorRow, Rows};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    Parquet,
    Jsonl,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Jsonl => "jsonl",
        }
    }
}

/// What tells a run from another: it goes on only where all of it is the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) version: String,
    /// Which columns the tables have; 0 where a run does not say.
    #[serde(default)]
    pub(crate) tables: u32,
    pub(crate) model: String,
    pub(crate) form: Form,
    pub(crate) part_documents: usize,
    pub(crate) options: String,
    pub(crate) inputs: Vec<(String, u64)>,
}

/// The record of a part that is done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) documents: usize,
    pub(crate) failed: usize,
    pub(crate) first: String,
    pub(crate) last: String,
}

#[derive(Debug)]
pub(crate) struct Output {
    directory: PathBuf,
    form: Form,
}

const RUN: &str = "run.json";
const PARTS: &str = "parts";
const TABLES: [&str; 3] = ["documents", "statements", "mentions"];
const ERRORS: &str = "errors";

impl Output {
    /// Makes room for a run in `directory`, or finds the parts of one that is to go on.
    pub(crate) fn open(
        directory: &Path,
        run: &Run,
        resume: bool,
    ) -> anyhow::Result<(Self, Vec<Part>)> {
        let known = directory.join(RUN);
        let output = Self { directory: directory.to_owned(), form: run.form };
        let folders = TABLES.iter().chain([&ERRORS, &PARTS]).map(|folder| directory.join(folder));
        folders.clone().chain([known.clone()]).try_for_each(|path| ensure_no_link(&path))?;
        if known.exists() {
            ensure!(
                resume,
                "{} holds a run already: --resume goes on with it, another --out begins anew",
                directory.display()
            );
            let before: Run = serde_json::from_slice(&fs::read(&known)?)
                .with_context(|| known.display().to_string())?;
            ensure!(
                before == *run,
                "{} holds another run: its inputs, options, model or program differ",
                directory.display()
            );
            let parts = output.parts()?;
            return Ok((output, parts));
        }
        for folder in folders {
            fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
            ensure!(
                fs::read_dir(&folder)?.next().is_none(),
                "{} is not empty, and no run of this program",
                folder.display()
            );
        }
        write_whole(&known, &serde_json::to_vec_pretty(run)?)?;
        Ok((output, Vec::new()))
    }

    /// The records of the parts that are done, in order, without a gap.
    fn parts(&self) -> anyhow::Result<Vec<Part>> {
        let mut out = Vec::new();
        loop {
            let path = self.record(out.len());
            match fs::read(&path) {
                Ok(bytes) => out.push(
                    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())?,
                ),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(out),
                Err(error) => bail!("{}: {error}", path.display()),
            }
        }
    }

    fn record(&self, part: usize) -> PathBuf {
        self.directory.join(PARTS).join(format!("{part:08}.json"))
    }

    pub(crate) fn write(
        &self,
        number: usize,
        part: &Part,
        rows: &[Rows],
        errors: &[ErrorRow],
    ) -> anyhow::Result<()> {
        let documents: Vec<_> = rows.iter().map(|r| &r.document).collect();
        let statements: Vec<_> = rows.iter().flat_map(|r| &r.statements).collect();
        let mentions: Vec<_> = rows.iter().flat_map(|r| &r.mentions).collect();
        self.table(number, TABLES[0], &documents, |rows| dixit_arrow::documents(rows))?;
        self.table(number, TABLES[1], &statements, |rows| dixit_arrow::statements(rows))?;
        self.table(number, TABLES[2], &mentions, |rows| dixit_arrow::mentions(rows))?;
        let path = self.directory.join(ERRORS).join(format!("part-{number:08}.jsonl"));
        if errors.is_empty() {
            // One may be left of a run that was killed while it wrote this part.
            let _ = fs::remove_file(path);
        } else {
            write_whole(&path, &lines(errors)?)?;
        }
        write_whole(&self.record(number), &serde_json::to_vec(part)?)
    }

    fn table<T: Serialize>(
        &self,
        number: usize,
        table: &str,
        rows: &[&T],
        batch: impl Fn(Vec<&T>) -> Result<RecordBatch, ArrowError>,
    ) -> anyhow::Result<()> {
        let path =
            self.directory.join(table).join(format!("part-{number:08}.{}", self.form.extension()));
        let bytes = match self.form {
            Form::Jsonl => lines(rows)?,
            Form::Parquet => parquet(&batch(rows.to_vec())?)?,
        };
        write_whole(&path, &bytes)
    }
}

fn lines<T: Serialize>(rows: &[T]) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut out, row)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn parquet(batch: &RecordBatch) -> anyhow::Result<Vec<u8>> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(batch)?;
    Ok(writer.into_inner()?)
}

/// Writes beside `path` and moves there, so that what stands at `path` is whole, even after a power
/// cut.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".unfinished");
    let beside = path.with_file_name(name);
    let write = || -> std::io::Result<()> {
        // A run that was killed may have left one. If it is a link, it goes, and not what it leads to.
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = BufWriter::new(File::create_new(&beside)?);
        file.write_all(bytes)?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, path)
    };
    write().with_context(|| path.display().to_string())
}

/// That `path` is what it seems: results written through a link would land in somebody else's
/// folder.
fn ensure_no_link(path: &Path) -> anyhow::Result<()> {
    ensure!(
        !path.is_symlink(),
        "{} is a link, and is not written through: remove it, or name another --out",
        path.display()
    );
    Ok(())
}
