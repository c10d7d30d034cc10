//! The model: its files, the way from text to windows of word pieces, the encoder, the heads and their tags.

mod bio;
mod bundle;
mod calibration;
mod embedded;
mod encoder;
mod heads;
mod lanes;
mod pieces;
mod scorer;
mod shape;
mod tagger;
mod windows;

pub use bundle::{ModelBytes, ModelSource};
pub use embedded::{EmbeddedEncoder, Kernel};
pub use encoder::{Encoder, Window};

pub(crate) use bio::TagSpan;
pub(crate) use bundle::Bundle;
pub(crate) use calibration::Calibration;
pub(crate) use scorer::{Scorer, probabilities};
pub(crate) use tagger::{Tagger, Tags};
