//! Text: the input, the plain text read out of it, and its blocks, sentences and words.

mod blocks;
mod html;
mod markdown;
mod offsets;
mod passages;
mod reading;
mod sentences;
mod source;
mod span;
mod words;

pub use blocks::InputFormat;
pub use offsets::{OffsetTable, OffsetUnit};
pub use span::Span;

pub(crate) use passages::{Passage, marked_words, passages, tag, tags};
pub(crate) use reading::Reading;
pub(crate) use sentences::sentences;
pub(crate) use source::{Block, BlockKind, Piece, Source};
pub(crate) use words::{Word, words};
