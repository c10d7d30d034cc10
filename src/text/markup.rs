//! An input, whatever its markup, to plain text.

use super::blocks::{join_torn, plain_blocks};
use super::format::InputFormat;
use super::furniture::{with_captions, without_furniture};
use super::plain::PlainText;
use super::{html, markdown, page, subtitles};
use crate::error::Error;
use crate::limits::Allowance;

impl<'t> PlainText<'t> {
    #[cfg(test)]
    pub(crate) fn new(input: &'t str, format: InputFormat) -> Self {
        Self::within(input, format, &Allowance::unlimited()).expect("there are no limits")
    }

    pub(crate) fn within(
        input: &'t str,
        format: InputFormat,
        allowance: &Allowance<'_>,
    ) -> Result<Self, Error> {
        let read = match format.resolve(input) {
            InputFormat::Markdown if !markdown::is_too_deep(input) => {
                markdown::read(input, allowance)?
            }
            InputFormat::Html => html::read(input, allowance)?,
            InputFormat::Page => page::read(input, allowance)?,
            InputFormat::Subtitles => subtitles::read(input, allowance)?,
            InputFormat::Markdown | InputFormat::Text | InputFormat::Auto => {
                Self::verbatim_of(input, plain_blocks(input))
            }
        };
        Ok(read.with_blocks(|blocks, text| {
            with_captions(join_torn(without_furniture(blocks, text), text), text)
        }))
    }
}
