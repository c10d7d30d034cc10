//! Options, as JavaScript writes them.

use std::time::Duration;

use dixit::{Act, ExtractorBuilder, Input, InputFormat, Limits};
use js_sys::JSON;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::error::{raised, thrown};

/// Of an extractor. `types.d.ts` says what each is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ExtractorOptions {
    kernel: Option<String>,
    format: Option<InputFormat>,
    min_mention_score: Option<f32>,
    min_statement_score: Option<f32>,
    min_indirect_score: Option<f32>,
    min_speaker_score: Option<f32>,
    acts: Option<Vec<Act>>,
    speaker_candidates: Option<usize>,
    limits: LimitOptions,
}

/// Of a text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct TextOptions {
    format: Option<InputFormat>,
    limits: Option<LimitOptions>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct LimitOptions {
    input_bytes: Option<usize>,
    text_bytes: Option<usize>,
    statements: Option<usize>,
    milliseconds: Option<u32>,
}

/// Of a report.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ReportOptions {
    pub(crate) title: Option<String>,
    pub(crate) thoughts: bool,
}

/// What `value` holds; the defaults where it is `undefined` or `null`.
///
/// # Errors
///
/// What is no such object, with the property that is wrong.
pub(crate) fn read<T: DeserializeOwned + Default>(value: &JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let wrong = |problem: &str| thrown("config", &format!("the options: {problem}"));
    let text = JSON::stringify(value).map_err(|_| wrong("they cannot be read as JSON"))?;
    let text = text.as_string().ok_or_else(|| wrong("no object"))?;
    serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))
}

impl LimitOptions {
    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Some(most) = self.input_bytes {
            limits = limits.input_bytes(most);
        }
        if let Some(most) = self.text_bytes {
            limits = limits.text_bytes(most);
        }
        if let Some(most) = self.statements {
            limits = limits.statements(most);
        }
        if let Some(most) = self.milliseconds {
            limits = limits.time(Duration::from_millis(most.into()));
        }
        limits
    }
}

impl ExtractorOptions {
    pub(crate) fn apply(self, mut builder: ExtractorBuilder) -> Result<ExtractorBuilder, JsValue> {
        builder = builder.limits(self.limits.limits());
        if let Some(name) = self.kernel {
            builder = builder.kernel(name.parse().map_err(raised)?);
        }
        if let Some(format) = self.format {
            builder = builder.input_format(format);
        }
        if let Some(score) = self.min_mention_score {
            builder = builder.min_mention_score(score);
        }
        if let Some(score) = self.min_statement_score {
            builder = builder.min_statement_score(score);
        }
        if let Some(score) = self.min_indirect_score {
            builder = builder.min_indirect_score(score);
        }
        if let Some(score) = self.min_speaker_score {
            builder = builder.min_speaker_score(score);
        }
        if let Some(acts) = self.acts {
            builder = builder.acts(acts);
        }
        if let Some(most) = self.speaker_candidates {
            builder = builder.speaker_candidates(most);
        }
        Ok(builder)
    }
}

impl TextOptions {
    pub(crate) fn apply<'t>(&self, mut input: Input<'t>) -> Input<'t> {
        if let Some(format) = self.format {
            input = input.format(format);
        }
        if let Some(limits) = &self.limits {
            input = input.limits(limits.limits());
        }
        input
    }
}
