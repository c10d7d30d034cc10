//! A draft and the sources of its quotations as a request brings them, and how they are checked.

use axum::body::Body;
use axum::extract::Query;
use axum::http::HeaderMap;
use dixit::verify::{Source, Sources, Verification};
use dixit::{Input, InputFormat, OffsetUnit, render};
use serde::Deserialize;

use crate::article::{Asked, Options};
use crate::body::{ContentType, arrived};
use crate::desk::{Limits, Place, Reader};
use crate::problem::Problem;

/// Each takes memory, however short it is.
const MOST_SOURCES: usize = 1000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: Option<String>,
    text: String,
    format: Option<InputFormat>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    draft: Text,
    sources: Vec<Text>,
    offsets: Option<OffsetUnit>,
}

#[derive(Debug)]
pub(crate) struct Texts {
    draft: Text,
    sources: Vec<Text>,
    options: Options,
}

impl Texts {
    /// Those of a request.
    ///
    /// # Errors
    ///
    /// Where they do not come, are too long together, or are not what is asked for.
    pub(crate) async fn arrive(
        asked: Asked,
        headers: &HeaderMap,
        body: Body,
        limits: Limits,
        place: &mut Place,
    ) -> Result<Self, Problem> {
        let Query(mut options) = asked.map_err(|error| Problem::BadRequest(error.body_text()))?;
        let content = ContentType::of(headers);
        if !content.is_json() {
            return Err(Problem::UnknownType { kind: content.kind, taken: "application/json" });
        }
        let bytes = arrived(body, true, limits, place).await?;
        let Wrapped { draft, sources, offsets } =
            serde_json::from_slice(&bytes).map_err(Problem::not_the_json)?;
        if sources.len() > MOST_SOURCES {
            return Err(Problem::TooMany { most: MOST_SOURCES });
        }
        options.offsets = offsets.unwrap_or(options.offsets);
        let texts = Self { draft, sources, options };
        if texts.bytes() > limits.longest_input { Err(limits.too_long()) } else { Ok(texts) }
    }

    /// How many bytes all of them have.
    pub(crate) fn bytes(&self) -> usize {
        let of = |text: &Text| text.text.len() + text.name.as_ref().map_or(0, String::len);
        self.sources.iter().map(of).sum::<usize>() + of(&self.draft)
    }

    /// Has `reader` check the draft's quotations; the result is what `write` makes of them.
    ///
    /// # Errors
    ///
    /// Where all of them together are over a limit.
    pub(crate) fn check<R>(
        &self,
        reader: &Reader<'_>,
        write: impl FnOnce(&Self, &Verification<'_, '_>) -> R,
    ) -> Result<R, dixit::Error> {
        let sources = self.sources.iter().enumerate().map(|(at, text)| {
            let name = text.name.clone().unwrap_or_else(|| format!("Source {}", at + 1));
            Source::new(name, self.input(text, reader, reader.most))
        });
        let sources = Sources::new(sources)?;
        let left = reader.most.saturating_sub(sources.text_bytes());
        let draft = self.input(&self.draft, reader, left);
        Ok(write(self, &sources.verify(reader.extractor, draft)?))
    }

    /// A text of which so many bytes may be read.
    fn input<'a>(&self, text: &'a Text, reader: &Reader<'a>, most: usize) -> Input<'a> {
        Input::new(&text.text)
            .format(text.format.or(self.options.format).unwrap_or_default())
            .limits(reader.limits(most))
            .cancel(reader.cancel)
    }

    /// The result in JSON.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn json(&self, verification: &Verification<'_, '_>) -> Result<String, Problem> {
        serde_json::to_string(&verification.to_record(self.options.offsets))
            .map_err(|e| Problem::Failed(e.to_string()))
    }

    /// The result as a fragment of HTML.
    pub(crate) fn fragment(&self, verification: &Verification<'_, '_>) -> String {
        let title = self.draft.name.as_deref().unwrap_or("Draft");
        render::verification_fragment(verification, title)
    }
}
