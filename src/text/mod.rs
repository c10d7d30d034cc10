//! Text: the input, the plain text read out of it, and its blocks, sentences and words.

mod blocks;
mod format;
mod html;
mod markdown;
mod markup;
mod offsets;
mod passages;
mod reading;
mod sentences;
mod source;
mod span;
mod words;

pub use format::InputFormat;
pub use offsets::{OffsetTable, OffsetUnit};
pub use source::Stretch;
pub use span::Span;

pub(crate) use passages::{Passage, marked_words, passages, tag, tags};
pub(crate) use reading::Reading;
pub(crate) use sentences::sentences;
pub(crate) use source::{Block, Source};
pub(crate) use words::{Word, is_possessive_ending, words};
