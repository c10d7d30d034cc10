//! Text: the input, the plain text read out of it, and its blocks, sentences and words.

mod blocks;
mod html;
mod layout;
mod markdown;
mod offsets;
mod passages;
mod sentences;
mod source;
mod span;
mod words;

pub use blocks::InputFormat;
pub use offsets::{OffsetTable, OffsetUnit};
pub use span::Span;

pub(crate) use layout::Layout;
pub(crate) use passages::{Passage, marked_words, passages, tag, tags};
pub(crate) use sentences::sentences;
pub(crate) use source::{Block, BlockKind, Piece, Source};
pub(crate) use words::{Word, words};
