//! An article as a request brings it, and how it is to be read.

use axum::body::Body;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::HeaderMap;
use dixit::{Input, InputFormat, OffsetUnit};
use serde::Deserialize;

use crate::body::{ContentType, arrived};
use crate::desk::{Limits, Place, Reader};
use crate::problem::Problem;

/// How an article is to be read, and its result written.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    pub(crate) format: Option<InputFormat>,
    pub(crate) offsets: OffsetUnit,
}

/// What stands in the address of a request.
pub(crate) type Asked = Result<Query<Options>, QueryRejection>;

/// A body in JSON: the article, and the options that may stand in the address as well.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    text: String,
    format: Option<InputFormat>,
    offsets: Option<OffsetUnit>,
}

#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) bytes: Vec<u8>,
    /// What the sender says that it is in.
    charset: Option<String>,
    pub(crate) options: Options,
}

impl Article {
    /// The article of a request.
    ///
    /// # Errors
    ///
    /// Where it does not come, is too long, or is not what is asked for.
    pub(crate) async fn arrive(
        asked: Asked,
        headers: &HeaderMap,
        body: Body,
        limits: Limits,
        place: &mut Place,
    ) -> Result<Self, Problem> {
        let Query(mut options) = asked.map_err(|error| Problem::BadRequest(error.body_text()))?;
        let content = ContentType::of(headers);
        let known = match content.kind.as_str() {
            // What curl sends if it is not told: anything.
            "text/plain"
            | "application/x-www-form-urlencoded"
            | "application/octet-stream"
            | "application/json" => None,
            "text/markdown" => Some(InputFormat::Markdown),
            "text/html" => Some(InputFormat::Html),
            _ => {
                let taken = "application/json, text/plain, text/markdown or text/html";
                return Err(Problem::UnknownType { kind: content.kind, taken });
            }
        };
        options.format = options.format.or(known);
        let bytes = arrived(body, content.is_json(), limits, place).await?;
        let charset = content.charset.map(str::to_owned);
        if !content.is_json() {
            return Ok(Self { bytes, charset, options });
        }
        let wrapped: Wrapped = serde_json::from_slice(&bytes).map_err(Problem::not_the_json)?;
        if wrapped.text.len() > limits.longest_input {
            return Err(limits.too_long());
        }
        options.format = wrapped.format.or(options.format);
        options.offsets = wrapped.offsets.unwrap_or(options.offsets);
        Ok(Self { bytes: wrapped.text.into_bytes(), charset: Some("utf-8".to_owned()), options })
    }

    /// What `reader` reads.
    ///
    /// # Errors
    ///
    /// Where the bytes are no text.
    pub(crate) fn input<'a>(&'a self, reader: &Reader<'a>) -> Result<Input<'a>, dixit::Error> {
        Ok(Input::from_bytes(&self.bytes, self.charset.as_deref())?
            .format(self.options.format.unwrap_or_default())
            .limits(reader.limits(reader.most))
            .cancel(reader.cancel))
    }
}
