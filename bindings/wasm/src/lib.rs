//! dixit for JavaScript: who said what in news text, in browsers and in Node.js.
//!
//! This is what `wasm-bindgen` makes classes of; `js/` has what fetches the model's files. The
//! folder's README.md shows how it is used, `src/types.d.ts` has the types.

mod document;
mod error;
mod extractor;
mod options;

use dixit::render::Report;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The style sheet of `Document.fragment()`. All of its rules are about `.dixit` and what stands in
/// it.
#[wasm_bindgen(js_name = reportStyle)]
#[must_use]
pub fn report_style() -> String {
    Report::style().to_owned()
}

/// The script that draws lines from pronouns to names, once for each fragment that is in the page
/// when it runs.
#[wasm_bindgen(js_name = reportScript)]
#[must_use]
pub fn report_script() -> String {
    Report::script().to_owned()
}
