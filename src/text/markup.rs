//! An input, whatever its markup, to plain text.

use super::blocks::{join_torn, plain_blocks};
use super::format::InputFormat;
use super::plain::PlainText;
use super::{html, markdown};

impl<'t> PlainText<'t> {
    pub(crate) fn new(input: &'t str, format: InputFormat) -> Self {
        let read = match format.resolve(input) {
            InputFormat::Markdown if !markdown::is_too_deep(input) => markdown::read(input),
            InputFormat::Html => html::read(input),
            InputFormat::Markdown | InputFormat::Text | InputFormat::Auto => {
                Self::verbatim_of(input, plain_blocks(input))
            }
        };
        read.with_blocks(join_torn)
    }
}
