use dixit::{EmbeddedEncoder, Encoder, Input, Kernel, Model, ModelBytes, Window};
use js_sys::{Float32Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::document::Document;
use crate::error::{raised, thrown};
use crate::options::{self, ExtractorOptions};

#[wasm_bindgen]
extern "C" {
    /// The files of a model, each a `Uint8Array`.
    #[wasm_bindgen(typescript_type = "ModelFiles")]
    pub type ModelFiles;
    /// Options of an extractor.
    #[wasm_bindgen(typescript_type = "ExtractorOptions | null")]
    pub type Options;
    /// Options of a text.
    #[wasm_bindgen(typescript_type = "TextOptions | null")]
    pub type TextOptions;
}

/// Reads texts and says who said what in them. Loading a model takes a fraction of a second and 60
/// MB of memory: make one and keep it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Extractor(dixit::Extractor);

fn bytes(model: &JsValue, name: &str) -> Result<Vec<u8>, JsValue> {
    let file = Reflect::get(model, &name.into()).unwrap_or_default();
    let file = file.dyn_into::<Uint8Array>().map_err(|_| {
        thrown("config", &format!("the model's file `{name}` is missing: it is no Uint8Array"))
    })?;
    Ok(file.to_vec())
}

fn model(files: &JsValue) -> Result<Model, JsValue> {
    Ok(Model::Bytes(ModelBytes {
        manifest: bytes(files, "manifest")?.into(),
        config: bytes(files, "config")?.into(),
        tokenizer: bytes(files, "tokenizer")?.into(),
        weights: bytes(files, "weights")?.into(),
        attribution: bytes(files, "attribution")?.into(),
    }))
}

#[wasm_bindgen]
impl Extractor {
    /// An extractor of a model. The files are copied, and checked by size and hash.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError`: of the kind `model-format` where a file is damaged or of another model,
    /// `config` where one is missing or an option makes no sense.
    #[wasm_bindgen(constructor)]
    pub fn new(files: &ModelFiles, options: Option<Options>) -> Result<Self, JsValue> {
        let options: ExtractorOptions =
            options::read(&options.map(Into::into).unwrap_or_default())?;
        let builder = options.apply(dixit::Extractor::builder())?.model(model(files)?);
        builder.build().map(Self).map_err(raised)
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError`: of the kind `limit` where the text is over a limit, `config` where an
    /// option makes no sense.
    pub fn extract(&self, text: &str, options: Option<TextOptions>) -> Result<Document, JsValue> {
        self.read(Input::new(text), options)
    }

    /// Reads a text that comes as bytes, in the `encoding` that is named ("windows-1252"), or else in
    /// the one that a byte-order mark or the head of a page names, or else in UTF-8.
    ///
    /// # Errors
    ///
    /// Throws a `DixitError`: as `extract` does, and of the kind `encoding` where the bytes are no text
    /// in that encoding.
    #[wasm_bindgen(js_name = extractBytes)]
    pub fn extract_bytes(
        &self,
        bytes: &[u8],
        encoding: Option<String>,
        options: Option<TextOptions>,
    ) -> Result<Document, JsValue> {
        let input = Input::from_bytes(bytes, encoding.as_deref()).map_err(raised)?;
        self.read(input, options)
    }

    fn read(&self, input: Input<'_>, options: Option<TextOptions>) -> Result<Document, JsValue> {
        let options: options::TextOptions =
            options::read(&options.map(Into::into).unwrap_or_default())?;
        let document = self.0.extract(options.apply(input)).map_err(raised)?;
        Ok(Document(document.into_owned()))
    }
}

/// The names of the kernels that this module has, the fastest last.
#[wasm_bindgen]
#[must_use]
pub fn kernels() -> Vec<String> {
    Kernel::ALL.iter().filter(|kernel| kernel.is_available()).map(Kernel::to_string).collect()
}

/// The encoder's hidden states of made-up windows as long as `lengths` say: to compare kernels.
///
/// # Errors
///
/// As the constructor of `Extractor`.
#[wasm_bindgen(js_name = hiddenStates, skip_typescript)]
pub fn hidden_states(
    files: &ModelFiles,
    kernel: &str,
    lengths: &[u32],
) -> Result<Float32Array, JsValue> {
    let kernel = kernel.parse().map_err(raised)?;
    let encoder = EmbeddedEncoder::load(model(files)?, Some(kernel)).map_err(raised)?;
    let window = |length: u32| -> (Vec<u32>, Vec<u8>) {
        (0..length).map(|i| (1000 + i.wrapping_mul(2_654_435_761) % 20_000, (i % 8) as u8)).unzip()
    };
    let windows: Vec<_> = lengths.iter().map(|&length| window(length)).collect();
    let windows: Vec<_> = windows.iter().map(|(ids, types)| Window { ids, types }).collect();
    let mut hidden = Vec::new();
    encoder.encode(&windows, &mut hidden).map_err(raised)?;
    Ok(Float32Array::from(hidden.as_slice()))
}
