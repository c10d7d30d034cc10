//! Text: the input, the plain text read out of it, and its blocks, sentences and words.

mod blocks;
mod byline;
mod dateline;
mod encoding;
mod format;
mod furniture;
mod html;
mod markdown;
mod marks;
mod markup;
mod offsets;
mod page;
mod passages;
mod plain;
mod quotation_dashes;
mod reading;
mod sentences;
mod span;
mod subtitles;
#[cfg(test)]
pub(crate) mod suite;
mod words;

pub use format::InputFormat;
pub use offsets::{OffsetTable, OffsetUnit};
pub use plain::Stretch;
pub use span::Span;

pub(crate) use byline::is_byline;
pub(crate) use dateline::{after_dateline, is_place_of_dateline};
pub(crate) use encoding::{UTF_8, decode};
pub(crate) use marks::Passage;
pub(crate) use passages::Passages;
pub(crate) use plain::{Article, Block, Part, PlainText, folded};
pub(crate) use reading::Reading;
pub(crate) use sentences::{is_stop, sentences};
pub(crate) use words::{Word, is_possessive_ending, without_possessive, words};
