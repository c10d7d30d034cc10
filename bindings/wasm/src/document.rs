use dixit::OffsetUnit;
use dixit::render::Report;
use js_sys::JSON;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{raised, thrown};
use crate::options::{self, ReportOptions};

#[wasm_bindgen]
extern "C" {
    /// What was found, as an object.
    #[wasm_bindgen(typescript_type = "DocumentRecord")]
    pub type Record;
    /// What an offset counts.
    #[wasm_bindgen(typescript_type = "OffsetUnit | null")]
    pub type Unit;
    /// Options of a report.
    #[wasm_bindgen(typescript_type = "ReportOptions | null")]
    pub type Options;
}

/// What was found in a text. It lies in the module's memory until it is no longer reachable, or until
/// `free()`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Document(pub(crate) dixit::Document<'static>);

#[wasm_bindgen]
impl Document {
    /// What was found, as an object. Offsets count UTF-16 code units, as JavaScript's strings do, or
    /// what `unit` says.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError` of the kind `config` where there is no such unit.
    pub fn record(&self, unit: Option<Unit>) -> Result<Record, JsValue> {
        Ok(JSON::parse(&self.json(unit)?)?.unchecked_into())
    }

    /// The same as JSON.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError` of the kind `config` where there is no such unit.
    pub fn json(&self, unit: Option<Unit>) -> Result<String, JsValue> {
        let unit = match unit.map(JsValue::from).filter(|unit| !unit.is_null()) {
            None => OffsetUnit::Utf16,
            Some(unit) => unit
                .as_string()
                .ok_or_else(|| thrown("config", "the unit of offsets is no string"))?
                .parse()
                .map_err(raised)?,
        };
        serde_json::to_string(&self.0.to_record(unit))
            .map_err(|error| thrown("inference", &error.to_string()))
    }

    /// The report: an HTML page that stands alone and loads nothing.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError` of the kind `config` where an option makes no sense.
    pub fn html(&self, options: Option<Options>) -> Result<String, JsValue> {
        Ok(report(options)?.page(&self.0))
    }

    /// The report's body for a page of your own: one element `<div class="dixit">`, for
    /// `reportStyle()` and `reportScript()`. Every byte of the text is escaped.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError` of the kind `config` where an option makes no sense.
    pub fn fragment(&self, options: Option<Options>) -> Result<String, JsValue> {
        Ok(report(options)?.fragment(&self.0))
    }

    /// The text that was read; of bytes what they were decoded to. Offsets count it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn text(&self) -> String {
        self.0.input().to_owned()
    }

    /// How many words it has.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn words(&self) -> usize {
        self.0.words().len()
    }
}

fn report(options: Option<Options>) -> Result<Report, JsValue> {
    let options: ReportOptions = options::read(&options.map(Into::into).unwrap_or_default())?;
    let report = Report::new().thoughts(options.thoughts);
    Ok(match options.title {
        Some(title) => report.title(title),
        None => report,
    })
}
