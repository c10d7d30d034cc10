use std::fmt;

use crate::Error;

/// One window of a text, as word pieces with the special tokens at both ends.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// Vocabulary ids, one a piece.
    pub ids: &'a [u32],
    /// Token type ids, one a piece: the case types of the words (see the model card).
    pub types: &'a [u8],
}

/// A transformer that turns windows into hidden states.
///
/// The crate's own is the default; anything that computes the same network over the same weights can take its place through
/// [`ExtractorBuilder::encoder`](crate::ExtractorBuilder::encoder). Windows, heads and everything after them stay the same.
pub trait Encoder: Send + Sync + fmt::Debug {
    /// The width of a hidden state.
    fn hidden_size(&self) -> usize;

    /// The most pieces that a window may hold, special tokens counted.
    fn max_window(&self) -> usize;

    /// Fills `hidden` with the last layer's states: for every window in turn, [`hidden_size`](Self::hidden_size) numbers for
    /// each of its pieces. What `hidden` held before is replaced.
    ///
    /// # Errors
    ///
    /// An id out of the vocabulary, a type id the network does not know, a window that is too long, or a failure of the
    /// encoder's own ([`Error::inference`]).
    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error>;
}
