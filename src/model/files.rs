//! Where a model comes from: its files, as bytes.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;

pub(crate) const MANIFEST: &str = "manifest.json";
pub(super) const CONFIG: &str = "config.json";
pub(super) const TOKENIZER: &str = "tokenizer.json";
pub(super) const WEIGHTS: &str = "model.safetensors";
pub(super) const ATTRIBUTION: &str = "attribution.safetensors";
pub(super) const VOCABULARY: &str = "vocab.txt";
pub(super) const TOKENIZER_CONFIG: &str = "tokenizer_config.json";

/// The environment variable that names a model directory, taken by [`Model::Default`] before
/// the bundled model.
const MODEL_DIR: &str = "DIXIT_MODEL_DIR";

/// Where the model comes from. The working directory is never searched; only a relative path that
/// the caller gives is taken from it.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, Model};
///
/// // The folder of a clone; by a path like this it is taken from the working directory.
/// let model = Model::Directory("models/news-en".into());
/// let extractor = Extractor::builder().model(model).build()?;
/// assert!(extractor.extract("")?.model().starts_with("news-en/"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Model {
    /// The directory that the environment variable `DIXIT_MODEL_DIR` names; without it the model
    /// that is compiled in (feature `bundled-model`); without that an error of the kind
    /// [`ModelMissing`](crate::ErrorKind::ModelMissing).
    #[default]
    Default,
    /// A directory with `manifest.json` and the files that it names; or one of Hugging Face's for
    /// token classification.
    ///
    /// The latter has `config.json` (BERT, DistilBERT, RoBERTa, XLM-R or CamemBERT, with
    /// `id2label`), `tokenizer.json` or `vocab.txt`, and `model.safetensors`. What its labels mean
    /// is known by their names ([`ExtractorBuilder::labels`](crate::ExtractorBuilder::labels)). It
    /// finds people, places and organizations; statements and speakers come from rules over marks,
    /// verbs and names then, and the document [says so](crate::Document::attribution).
    Directory(PathBuf),
    /// The files' contents.
    Bytes(ModelBytes),
}

/// The files of a model, in memory.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dixit::{Extractor, Model, ModelBytes};
///
/// let read = |name: &str| std::fs::read(format!("models/news-en/{name}"));
/// let model = ModelBytes {
///     manifest: read("manifest.json")?.into(),
///     config: read("config.json")?.into(),
///     tokenizer: read("tokenizer.json")?.into(),
///     weights: read("model.safetensors")?.into(),
///     attribution: read("attribution.safetensors")?.into(),
/// };
/// let extractor = Extractor::builder().model(Model::Bytes(model)).build()?;
/// assert_eq!(extractor.extract("“Never,” said Ana Kovic.")?.statements().len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ModelBytes {
    /// `manifest.json`: format, names, labels, window size, channels that need more than a byte,
    /// features of the scorers, curves that calibrate scores, and the sha256 of the other files.
    pub manifest: Cow<'static, [u8]>,
    /// `config.json`: the encoder's sizes, as Hugging Face's `BertConfig` writes them.
    pub config: Cow<'static, [u8]>,
    /// `tokenizer.json`, as the `tokenizers` library writes it.
    pub tokenizer: Cow<'static, [u8]>,
    /// `model.safetensors`; with static bytes the weights are read in place.
    pub weights: Cow<'static, [u8]>,
    /// `attribution.safetensors`: the scorers that choose between answers once the tags are known.
    pub attribution: Cow<'static, [u8]>,
}

impl std::fmt::Debug for ModelBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelBytes")
            .field("weights_len", &self.weights.len())
            .finish_non_exhaustive()
    }
}

/// The files of a Hugging Face directory for token classification.
#[derive(Debug)]
pub(super) struct HuggingFaceFiles {
    /// The directory's own name.
    pub(super) name: String,
    pub(super) config: Vec<u8>,
    pub(super) tokenizer: TokenizerFiles,
    pub(super) weights: Vec<u8>,
}

#[derive(Debug)]
pub(super) enum TokenizerFiles {
    Whole(Vec<u8>),
    /// `vocab.txt`, and `tokenizer_config.json` where there is one.
    Vocabulary(Vec<u8>, Option<Vec<u8>>),
}

/// What was found.
#[derive(Debug)]
pub(super) enum Files {
    /// What is compiled in.
    Bundled(ModelBytes),
    Dixit(ModelBytes),
    HuggingFace(HuggingFaceFiles),
}

#[cfg(feature = "bundled-model")]
fn bundled() -> Result<ModelBytes, Error> {
    Ok(ModelBytes {
        manifest: Cow::Borrowed(include_bytes!("../../models/news-en/manifest.json")),
        config: Cow::Borrowed(include_bytes!("../../models/news-en/config.json")),
        tokenizer: Cow::Borrowed(include_bytes!("../../models/news-en/tokenizer.json")),
        weights: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/model.safetensors"))),
        attribution: Cow::Borrowed(include_bytes!("../../models/news-en/attribution.safetensors")),
    })
}

#[cfg(not(feature = "bundled-model"))]
fn bundled() -> Result<ModelBytes, Error> {
    Err(Error::model_missing())
}

impl Model {
    pub(super) fn read(self) -> Result<Files, Error> {
        match self {
            Self::Bytes(bytes) => Ok(Files::Dixit(bytes)),
            Self::Directory(path) => read_directory(&path),
            Self::Default => match std::env::var_os(MODEL_DIR).filter(|path| !path.is_empty()) {
                Some(path) => read_directory(Path::new(&path)),
                None => bundled().map(Files::Bundled),
            },
        }
    }
}

fn read_directory(directory: &Path) -> Result<Files, Error> {
    let read = |name: &str| {
        let path = directory.join(name);
        read_file(&path).map_err(|e| Error::io(&path, e))
    };
    let read_if_there = |name: &str| {
        let path = directory.join(name);
        match read_file(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io(&path, e)),
        }
    };
    if let Some(manifest) = read_if_there(MANIFEST)? {
        return Ok(Files::Dixit(ModelBytes {
            manifest: manifest.into(),
            config: read(CONFIG)?.into(),
            tokenizer: read(TOKENIZER)?.into(),
            weights: read(WEIGHTS)?.into(),
            attribution: read(ATTRIBUTION)?.into(),
        }));
    }
    let Some(config) = read_if_there(CONFIG)?.filter(|config| is_token_classification(config))
    else {
        let there = if directory.is_dir() { "no such file" } else { "no such directory" };
        return Err(Error::no_model_there(
            &directory.join(MANIFEST),
            io::Error::new(io::ErrorKind::NotFound, there),
        ));
    };
    let tokenizer = match read_if_there(TOKENIZER)? {
        Some(whole) => TokenizerFiles::Whole(whole),
        None => match read_if_there(VOCABULARY)? {
            Some(vocabulary) => {
                TokenizerFiles::Vocabulary(vocabulary, read_if_there(TOKENIZER_CONFIG)?)
            }
            None => {
                let problem = "there is none, and no vocab.txt; `AutoTokenizer.from_pretrained(…).save_pretrained(…)` writes it";
                return Err(Error::io(
                    &directory.join(TOKENIZER),
                    io::Error::new(io::ErrorKind::NotFound, problem),
                ));
            }
        },
    };
    let name = directory
        .file_name()
        .map_or_else(|| "model".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Files::HuggingFace(HuggingFaceFiles { name, config, tokenizer, weights: read(WEIGHTS)? }))
}

/// The contents of a file: not of a pipe or a device, which need not end.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for a writer, so it is looked at first.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    std::fs::read(path)
}

/// Whether a `config.json` names labels, as those for token classification do.
fn is_token_classification(config: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Labelled {
        #[serde(default)]
        id2label: Option<serde::de::IgnoredAny>,
    }
    // One that cannot be read is left to the reader, which says why.
    serde_json::from_slice::<Labelled>(config).map_or(true, |c| c.id2label.is_some())
}
