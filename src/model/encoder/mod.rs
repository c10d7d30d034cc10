//! The encoder: windows of word pieces to hidden states. The embedded one is this crate's own, the
//! other runs on libtorch.

mod embedded;
#[cfg(feature = "rust-bert")]
mod libtorch;

pub use embedded::{EmbeddedEncoder, Kernel};
#[cfg(feature = "rust-bert")]
pub use libtorch::{Libtorch, LibtorchDevice, LibtorchEncoder};

use std::fmt;

use crate::error::Error;
use crate::model::config::Config;

/// One window of a text, as word pieces with the special tokens at both ends.
///
/// [Example](EmbeddedEncoder#example)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window<'a> {
    /// Vocabulary ids, one a piece.
    pub ids: &'a [u32],
    /// Token type ids, one a piece: the case types of the words where the model knows them (see the
    /// model card of `news-en`), else 0.
    pub types: &'a [u8],
}

/// A transformer that turns windows into hidden states.
///
/// The crate's own is the default; anything that computes the same network over the same weights
/// can take its place through [`ExtractorBuilder::encoder`](crate::ExtractorBuilder::encoder).
/// Windows, heads and everything after them stay the same.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{EmbeddedEncoder, Encoder, Error, Extractor, Model, Window};
///
/// /// Refuses windows that are too many at a time.
/// #[derive(Debug)]
/// struct Bounded(EmbeddedEncoder);
///
/// impl Encoder for Bounded {
///     fn hidden_size(&self) -> usize {
///         self.0.hidden_size()
///     }
///
///     fn max_window(&self) -> usize {
///         self.0.max_window()
///     }
///
///     fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
///         if windows.len() > 100 {
///             return Err(Error::inference("too many windows"));
///         }
///         self.0.encode(windows, hidden)
///     }
/// }
///
/// let own = Bounded(EmbeddedEncoder::load(Model::Default, None)?);
/// let extractor = Extractor::builder().encoder(Box::new(own)).build()?;
/// assert_eq!(extractor.extract("“Never,” said Ana Kovic.")?.statements().len(), 1);
/// # Ok(())
/// # }
/// ```
pub trait Encoder: Send + Sync + fmt::Debug {
    /// The width of a hidden state.
    fn hidden_size(&self) -> usize;

    /// The most pieces that a window may hold, special tokens counted.
    fn max_window(&self) -> usize;

    /// Fills `hidden` with the last layer's states: for every window in turn,
    /// [`hidden_size`](Self::hidden_size) numbers for each of its pieces. What `hidden` held before
    /// is replaced.
    ///
    /// # Errors
    ///
    /// An id out of the vocabulary, a type id the network does not know, a window that is too long,
    /// or a failure of the encoder's own ([`Error::inference`]).
    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error>;
}

/// What a window may hold.
#[derive(Clone, Debug)]
pub(super) struct Capacity {
    pub(super) hidden: usize,
    pub(super) vocabulary: usize,
    /// The most pieces.
    pub(super) pieces: usize,
    pub(super) types: usize,
}

impl Capacity {
    pub(super) fn of(config: &Config) -> Self {
        Self {
            hidden: config.hidden_size,
            vocabulary: config.vocab_size,
            pieces: config.most_pieces(),
            // A network without token types takes 0 for all of them.
            types: config.type_vocab_size.max(1),
        }
    }

    pub(super) fn check(&self, windows: &[Window<'_>]) -> Result<(), Error> {
        windows.iter().try_for_each(|window| self.check_one(window))
    }

    fn check_one(&self, window: &Window<'_>) -> Result<(), Error> {
        if window.ids.len() != window.types.len() {
            return Err(Error::inference(format!(
                "a window of {} ids has {} token types",
                window.ids.len(),
                window.types.len()
            )));
        }
        if window.ids.len() > self.pieces {
            return Err(Error::inference(format!(
                "a window of {} pieces is longer than the encoder's {}",
                window.ids.len(),
                self.pieces
            )));
        }
        if let Some(id) = window.ids.iter().find(|&&id| id as usize >= self.vocabulary) {
            return Err(Error::inference(format!(
                "piece id {id} is beyond the vocabulary of {}",
                self.vocabulary
            )));
        }
        if let Some(kind) = window.types.iter().find(|&&t| usize::from(t) >= self.types) {
            return Err(Error::inference(format!(
                "token type {kind} is beyond the encoder's {}",
                self.types
            )));
        }
        Ok(())
    }
}
