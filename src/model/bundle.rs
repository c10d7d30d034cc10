//! A model directory: its files, checked against the manifest before anything is read out of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokenizers::Tokenizer;

use super::bio::BioLabels;
use super::calibration::Calibration;
use super::heads::Head;
use super::scorer::Scorer;
use super::shape::Shape;
use crate::Error;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const CONFIG: &str = "config.json";
pub(super) const TOKENIZER: &str = "tokenizer.json";
pub(super) const WEIGHTS: &str = "model.safetensors";
pub(super) const ATTRIBUTION: &str = "attribution.safetensors";

const FORMAT: &str = "dixit-model/2";

/// The environment variable that names a model directory, taken by [`ModelSource::Default`] before the bundled model.
const MODEL_DIR: &str = "DIXIT_MODEL_DIR";

/// Where the model comes from. The working directory is never searched; only a relative path that the caller gives is taken from it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum ModelSource {
    /// The directory that the environment variable `DIXIT_MODEL_DIR` names; without it the model that is compiled in (feature
    /// `bundled-model`); without that an error of the kind [`ModelMissing`](crate::ErrorKind::ModelMissing).
    #[default]
    Default,
    /// A directory with `manifest.json` and the files that it names.
    Directory(PathBuf),
    /// The files' contents.
    Bytes(ModelBytes),
}

/// The files of a model, in memory.
#[derive(Clone)]
pub struct ModelBytes {
    /// `manifest.json`: format, names, labels, window size, channels that need more than 8 bits, features of the scorers, curves
    /// that calibrate scores, and the sha256 of the other files.
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
        f.debug_struct("ModelBytes").field("weights_len", &self.weights.len()).finish_non_exhaustive()
    }
}

#[cfg(bundled_model)]
fn bundled() -> Result<ModelBytes, Error> {
    Ok(ModelBytes {
        manifest: Cow::Borrowed(include_bytes!("../../models/news-en/manifest.json")),
        config: Cow::Borrowed(include_bytes!("../../models/news-en/config.json")),
        tokenizer: Cow::Borrowed(include_bytes!("../../models/news-en/tokenizer.json")),
        weights: Cow::Borrowed(include_bytes!("../../models/news-en/model.safetensors")),
        attribution: Cow::Borrowed(include_bytes!("../../models/news-en/attribution.safetensors")),
    })
}

#[cfg(not(bundled_model))]
fn bundled() -> Result<ModelBytes, Error> {
    Err(Error::model_missing())
}

impl ModelSource {
    fn read(self) -> Result<ModelBytes, Error> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Directory(path) => read_directory(&path),
            Self::Default => match std::env::var_os(MODEL_DIR).filter(|path| !path.is_empty()) {
                Some(path) => read_directory(Path::new(&path)),
                None => bundled(),
            },
        }
    }
}

fn read_directory(directory: &Path) -> Result<ModelBytes, Error> {
    let read = |name: &str| {
        let path = directory.join(name);
        std::fs::read(&path).map(Cow::Owned).map_err(|e| Error::io(&path, e))
    };
    Ok(ModelBytes {
        manifest: read(MANIFEST)?,
        config: read(CONFIG)?,
        tokenizer: read(TOKENIZER)?,
        weights: read(WEIGHTS)?,
        attribution: read(ATTRIBUTION)?,
    })
}

#[derive(Debug, Deserialize)]
struct Manifest {
    format: String,
    name: String,
    version: String,
    /// The most pieces of a window, special tokens counted: what the model was trained on.
    window: usize,
    entity_labels: Vec<String>,
    role_labels: Vec<String>,
    #[serde(default)]
    wide_channels: BTreeMap<usize, usize>,
    /// What the scorer of antecedents was trained on, in the order of its inputs.
    antecedent_features: Vec<String>,
    #[serde(default)]
    calibration: Calibration,
    files: BTreeMap<String, FileRecord>,
}

/// A channel of the hidden states whose numbers are far larger than the others': an encoder that quantizes spreads them over
/// several bytes, so that they don't coarsen the rest. In the manifest, a map from channels to bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct WideChannel {
    pub(super) channel: usize,
    pub(super) bytes: usize,
}

/// More bytes than this for wide channels would slow a pass more than they help it.
const MOST_WIDE_BYTES: usize = 64;

#[derive(Debug, Deserialize)]
struct FileRecord {
    sha256: String,
    bytes: usize,
}

/// The encoder's sizes (the part of Hugging Face's `BertConfig` that the forward pass needs).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Config {
    pub(super) model_type: String,
    pub(super) hidden_act: String,
    pub(super) hidden_size: usize,
    pub(super) intermediate_size: usize,
    pub(super) num_attention_heads: usize,
    pub(super) num_hidden_layers: usize,
    pub(super) max_position_embeddings: usize,
    pub(super) type_vocab_size: usize,
    pub(super) vocab_size: usize,
    pub(super) layer_norm_eps: f32,
}

impl Config {
    fn check(&self) -> Result<(), Error> {
        let problem = if self.model_type != "bert" {
            format!("model_type is {:?}; this encoder runs \"bert\"", self.model_type)
        } else if self.hidden_act != "gelu" {
            format!("hidden_act is {:?}; this encoder computes \"gelu\"", self.hidden_act)
        } else if self.type_vocab_size != Shape::COUNT {
            format!("type_vocab_size is {}; a model with case types has {}", self.type_vocab_size, Shape::COUNT)
        } else if self.num_attention_heads == 0 || self.hidden_size == 0 || !self.hidden_size.is_multiple_of(self.num_attention_heads) {
            format!("hidden_size {} is no multiple of num_attention_heads {}", self.hidden_size, self.num_attention_heads)
        } else if self.num_hidden_layers == 0 {
            "num_hidden_layers is 0".to_owned()
        } else if !(self.layer_norm_eps > 0.0 && self.layer_norm_eps < 1.0) {
            format!("layer_norm_eps {} is not between 0 and 1", self.layer_norm_eps)
        } else {
            return Ok(());
        };
        Err(Error::model(CONFIG, problem))
    }
}

/// A model that passed every check.
#[derive(Debug)]
pub(crate) struct Bundle {
    name: String,
    window: usize,
    config: Config,
    tokenizer: Tokenizer,
    special: (u32, u32),
    entity: Head,
    role: Head,
    antecedent: Scorer,
    calibration: Calibration,
    wide_channels: Vec<WideChannel>,
    weights: Cow<'static, [u8]>,
}

impl Bundle {
    pub(crate) fn load(source: ModelSource) -> Result<Self, Error> {
        let bytes = source.read()?;
        let manifest: Manifest = json(MANIFEST, &bytes.manifest)?;
        if manifest.format != FORMAT {
            return Err(Error::model(MANIFEST, format!("format is {:?}; this version of the crate reads {FORMAT:?}", manifest.format)));
        }
        let files = [(CONFIG, &bytes.config), (TOKENIZER, &bytes.tokenizer), (WEIGHTS, &bytes.weights), (ATTRIBUTION, &bytes.attribution)];
        for (name, content) in files {
            check_file(&manifest, name, content)?;
        }
        manifest.calibration.check()?;
        let config: Config = json(CONFIG, &bytes.config)?;
        config.check()?;
        if !(3..=config.max_position_embeddings).contains(&manifest.window) {
            return Err(Error::model(
                MANIFEST,
                format!("window {} is not between 3 and the encoder's {} positions", manifest.window, config.max_position_embeddings),
            ));
        }
        let wide_channels = wide_channels(&manifest.wide_channels, config.hidden_size)?;
        let tokenizer = read_tokenizer(&bytes.tokenizer)?;
        if tokenizer.get_vocab_size(true) > config.vocab_size {
            return Err(Error::model(
                TOKENIZER,
                format!("{} entries, but config.json says vocab_size {}", tokenizer.get_vocab_size(true), config.vocab_size),
            ));
        }
        let special = |token| tokenizer.token_to_id(token).ok_or_else(|| Error::model(TOKENIZER, format!("no {token} in the vocabulary")));
        let special = (special("[CLS]")?, special("[SEP]")?);
        let antecedent = scorer(&Tensors::new(ATTRIBUTION, &bytes.attribution)?, "antecedent", manifest.antecedent_features)?;
        let tensors = Tensors::new(WEIGHTS, &bytes.weights)?;
        let entity = head(&tensors, "entity", &manifest.entity_labels, config.hidden_size)?;
        let role = head(&tensors, "role", &manifest.role_labels, config.hidden_size)?;
        let expect = |head: &Head, kinds: &[&str], what: &str| {
            if head.labels().kinds().iter().map(String::as_str).eq(kinds.iter().copied()) {
                Ok(())
            } else {
                Err(Error::model(MANIFEST, format!("{what} must hold O and B-, I- for {kinds:?}, in this order")))
            }
        };
        expect(&entity, &["PER", "LOC", "ORG", "MISC"], "entity_labels")?;
        expect(&role, &["source", "cue", "content"], "role_labels")?;
        Ok(Self {
            name: format!("{}/{}", manifest.name, manifest.version),
            window: manifest.window,
            config,
            tokenizer,
            special,
            entity,
            role,
            antecedent,
            calibration: manifest.calibration,
            wide_channels,
            weights: bytes.weights,
        })
    }

    /// Name and version, as a result names its model.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn window(&self) -> usize {
        self.window
    }

    pub(crate) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// The ids that stand before and after every window.
    pub(crate) fn special(&self) -> (u32, u32) {
        self.special
    }

    pub(crate) fn entity_head(&self) -> &Head {
        &self.entity
    }

    pub(crate) fn role_head(&self) -> &Head {
        &self.role
    }

    /// Which of several entities a pronoun or a nominal stands for.
    pub(crate) fn antecedent(&self) -> &Scorer {
        &self.antecedent
    }

    pub(crate) fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn wide_channels(&self) -> &[WideChannel] {
        &self.wide_channels
    }

    pub(super) fn tensors(&self) -> Result<Tensors<'_>, Error> {
        Tensors::new(WEIGHTS, &self.weights)
    }
}

fn json<'a, T: Deserialize<'a>>(file: &str, bytes: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|e| Error::model(file, e.to_string()))
}

fn check_file(manifest: &Manifest, name: &str, content: &[u8]) -> Result<(), Error> {
    let record = manifest.files.get(name).ok_or_else(|| Error::model(MANIFEST, format!("names no file {name}")))?;
    if record.bytes != content.len() {
        return Err(Error::model(name, format!("{} bytes, but the manifest says {}; is the copy complete?", content.len(), record.bytes)));
    }
    let digest: String = Sha256::digest(content).iter().map(|b| format!("{b:02x}")).collect();
    if digest != record.sha256 {
        return Err(Error::model(name, format!("sha256 is {digest}, but the manifest says {}; is the copy damaged?", record.sha256)));
    }
    Ok(())
}

fn wide_channels(map: &BTreeMap<usize, usize>, hidden_size: usize) -> Result<Vec<WideChannel>, Error> {
    let fine = map.iter().all(|(&channel, bytes)| channel < hidden_size && (2..=MOST_WIDE_BYTES).contains(bytes));
    if fine && map.len() <= MOST_WIDE_BYTES && map.values().sum::<usize>() <= MOST_WIDE_BYTES {
        return Ok(map.iter().map(|(&channel, &bytes)| WideChannel { channel, bytes }).collect());
    }
    Err(Error::model(
        MANIFEST,
        format!("wide_channels must be below {hidden_size} and have 2 bytes or more each, {MOST_WIDE_BYTES} at most together"),
    ))
}

fn read_tokenizer(bytes: &[u8]) -> Result<Tokenizer, Error> {
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|e| Error::model(TOKENIZER, e.to_string()))?;
    // Windows are cut here, not there: a tokenizer that truncates would lose text.
    tokenizer.with_truncation(None).map_err(|e| Error::model(TOKENIZER, e.to_string()))?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}

fn head(tensors: &Tensors<'_>, name: &str, labels: &[String], hidden: usize) -> Result<Head, Error> {
    let labels = BioLabels::new(labels, MANIFEST)?;
    let weight = tensors.floats(&format!("{name}.weight"), &[labels.len(), hidden])?;
    let bias = tensors.floats(&format!("{name}.bias"), &[labels.len()])?;
    Ok(Head::new(labels, weight, bias))
}

fn scorer(tensors: &Tensors<'_>, name: &str, features: Vec<String>) -> Result<Scorer, Error> {
    let units = tensors.rows(&format!("{name}.hidden.bias"))?;
    let hidden = tensors.floats(&format!("{name}.hidden.weight"), &[units, features.len()])?;
    let bias = tensors.floats(&format!("{name}.hidden.bias"), &[units])?;
    let output = tensors.floats(&format!("{name}.output.weight"), &[1, units])?;
    Ok(Scorer::new(features, hidden, bias, output))
}

/// The tensors of a file, each asked for with the shape that it must have.
#[derive(Debug)]
pub(super) struct Tensors<'a> {
    file: &'static str,
    tensors: SafeTensors<'a>,
}

/// A matrix as the file holds it.
#[derive(Debug)]
pub(super) enum Matrix<'a> {
    /// int8 with a scale for every row (output channel): the number at (r, c) is `values[r * cols + c] * scales[r]`.
    Int8 { values: &'a [u8], scales: Vec<f32>, cols: usize },
    /// Row-major.
    Float(Vec<f32>),
}

impl<'a> Tensors<'a> {
    fn new(file: &'static str, bytes: &'a [u8]) -> Result<Self, Error> {
        SafeTensors::deserialize(bytes).map(|tensors| Self { file, tensors }).map_err(|e| Error::model(file, e.to_string()))
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'a>, Error> {
        self.tensors.tensor(name).map_err(|_| Error::model(self.file, format!("no tensor {name}")))
    }

    /// The first size of a tensor.
    fn rows(&self, name: &str) -> Result<usize, Error> {
        Ok(self.tensor(name)?.shape().first().copied().unwrap_or(0))
    }

    fn get(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&'a [u8], Error> {
        let view = self.tensor(name)?;
        if view.dtype() != dtype || view.shape() != shape {
            return Err(Error::model(
                self.file,
                format!("tensor {name} is {:?} {:?}, not {dtype:?} {shape:?}", view.dtype(), view.shape()),
            ));
        }
        Ok(view.data())
    }

    /// A tensor of f32; every number must be finite.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let (chunks, _) = self.get(name, Dtype::F32, shape)?.as_chunks::<4>();
        let out: Vec<f32> = chunks.iter().map(|b| f32::from_le_bytes(*b)).collect();
        if out.iter().all(|v| v.is_finite()) {
            Ok(out)
        } else {
            Err(Error::model(self.file, format!("tensor {name} holds a number that is not finite")))
        }
    }

    /// A matrix named `name`: f32, or int8 with its scales in `name.scale`.
    pub(super) fn matrix(&self, name: &str, rows: usize, cols: usize) -> Result<Matrix<'a>, Error> {
        if self.tensors.tensor(name).is_ok_and(|t| t.dtype() == Dtype::F32) {
            return self.floats(name, &[rows, cols]).map(Matrix::Float);
        }
        let values = self.get(name, Dtype::I8, &[rows, cols])?;
        let scales = self.floats(&format!("{name}.scale"), &[rows])?;
        Ok(Matrix::Int8 { values, scales, cols })
    }
}

impl Matrix<'_> {
    /// The whole matrix as f32, row-major.
    pub(super) fn into_floats(self) -> Vec<f32> {
        match self {
            Self::Float(values) => values,
            Self::Int8 { values, scales, cols } => values
                .chunks_exact(cols.max(1))
                .zip(scales)
                .flat_map(|(row, scale)| row.iter().map(move |&v| f32::from(v.cast_signed()) * scale))
                .collect(),
        }
    }
}
