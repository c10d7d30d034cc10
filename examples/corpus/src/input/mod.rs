//! Where articles come from.

mod columns;
mod folder;
mod http;
mod jsonl;
mod warc;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::article::Item;

/// The names of the fields of a JSON line, or of the columns of a Parquet file.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Fields {
    /// The field that names a document; where there is none, its file and line name it.
    #[arg(long, default_value = "id", value_name = "FIELD")]
    pub(crate) key_field: String,
    /// The field that holds the article. A line without it may have a web page in `html`.
    #[arg(long, default_value = "text", value_name = "FIELD")]
    pub(crate) text_field: String,
    /// The field that holds the date, if any; it is kept as it is.
    #[arg(long, default_value = "date", value_name = "FIELD")]
    pub(crate) date_field: String,
    /// The field that holds the paper or the station, if any; it is kept as it is.
    #[arg(long, default_value = "outlet", value_name = "FIELD")]
    pub(crate) outlet_field: String,
}

type Items = Box<dyn Iterator<Item = anyhow::Result<Item>> + Send>;

/// Inputs in the order given.
#[derive(Debug)]
pub(crate) struct Inputs {
    sources: Vec<Source>,
}

#[derive(Debug)]
enum Source {
    Lines(PathBuf),
    Columns(PathBuf),
    Archive(PathBuf),
    File { path: PathBuf, key: String },
}

impl Inputs {
    /// Finds out what `paths` are, and all files of the folders among them.
    pub(crate) fn new(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let mut sources = Vec::new();
        for path in paths {
            let found = std::fs::metadata(path).with_context(|| path.display().to_string())?;
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            match path.extension().and_then(|e| e.to_str()) {
                _ if found.is_dir() => sources.extend(
                    folder::files(path)?.into_iter().map(|(path, key)| Source::File { path, key }),
                ),
                Some("jsonl" | "ndjson") => sources.push(Source::Lines(path.clone())),
                _ if name.ends_with(".warc") || name.ends_with(".warc.gz") => {
                    sources.push(Source::Archive(path.clone()));
                }
                Some("parquet") => sources.push(Source::Columns(path.clone())),
                Some(extension) if folder::ARTICLES.contains(&extension) => {
                    sources
                        .push(Source::File { path: path.clone(), key: path.display().to_string() });
                }
                _ => bail!(
                    "{}: an input is a folder, a file of JSON lines (.jsonl, .ndjson), a .parquet file, a web archive (.warc, .warc.gz), or an article (.{})",
                    path.display(),
                    folder::ARTICLES.join(", .")
                ),
            }
        }
        Ok(Self { sources })
    }

    /// How many bytes there are to read.
    pub(crate) fn weight(&self) -> u64 {
        self.sources.iter().map(|s| std::fs::metadata(s.path()).map_or(0, |m| m.len())).sum()
    }

    /// What tells these inputs from others: path and size of each.
    pub(crate) fn fingerprint(&self) -> Vec<(String, u64)> {
        self.sources
            .iter()
            .map(|s| {
                (s.path().display().to_string(), std::fs::metadata(s.path()).map_or(0, |m| m.len()))
            })
            .collect()
    }

    /// All documents, in an order that is the same every time.
    pub(crate) fn items(self, fields: &Fields) -> Items {
        let fields = fields.clone();
        Box::new(self.sources.into_iter().flat_map(move |source| {
            let items = match source {
                Source::Lines(path) => jsonl::items(&path, &fields),
                Source::Columns(path) => columns::items(&path, &fields),
                Source::Archive(path) => warc::items(&path),
                Source::File { path, key } => {
                    Ok(Box::new(std::iter::once(Ok(folder::item(&path, key)))) as Items)
                }
            };
            items.unwrap_or_else(|error| Box::new(std::iter::once(Err(error))))
        }))
    }
}

impl Source {
    fn path(&self) -> &Path {
        match self {
            Self::Lines(path)
            | Self::Columns(path)
            | Self::Archive(path)
            | Self::File { path, .. } => path,
        }
    }
}
