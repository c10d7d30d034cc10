//! The model: its files, the way from text to windows of word pieces, the encoder, the heads and
//! their tags.

mod agreement;
mod batches;
mod bio;
mod bundle;
mod calibration;
mod config;
mod encoder;
mod files;
#[cfg(all(test, feature = "bundled-model"))]
mod fixtures;
mod heads;
mod huggingface;
mod labels;
mod load;
mod manifest;
mod scores;
mod shape;
mod side_by_side;
mod tagger;
mod tags;
mod tokenizer;
mod weights;
mod windows;
mod word_pieces;

pub use encoder::{EmbeddedEncoder, Encoder, Kernel, Window};
#[cfg(feature = "rust-bert")]
pub use encoder::{Libtorch, LibtorchDevice, LibtorchEncoder};
pub use files::{Model, ModelBytes};

pub(crate) use bio::TagSpan;
pub(crate) use bundle::Bundle;
pub(crate) use calibration::Calibration;
pub(crate) use labels::LabelMap;
pub(crate) use load::load;
#[cfg(test)]
pub(crate) use manifest::scorers_of_news;
pub(crate) use tagger::Tagger;
pub(crate) use tags::{RoleTags, Tags};
