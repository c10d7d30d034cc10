//! Errors as JavaScript throws them.

use dixit::ErrorKind;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// An `Error` whose `kind` says what went wrong, by the name that `types.d.ts` has for it.
pub(crate) fn thrown(kind: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("DixitError");
    // An object that was made here takes a property.
    let _ = Reflect::set(&error, &"kind".into(), &kind.into());
    error.into()
}

/// The same of an error of the library.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(crate) fn raised(error: dixit::Error) -> JsValue {
    let kind = match error.kind() {
        ErrorKind::Encoding => "encoding",
        ErrorKind::Io => "io",
        ErrorKind::ModelMissing => "model-missing",
        ErrorKind::ModelFormat => "model-format",
        ErrorKind::Config => "config",
        ErrorKind::Limit => "limit",
        ErrorKind::Cancelled => "cancelled",
        // `Inference`, and whatever comes.
        _ => "inference",
    };
    thrown(kind, &error.to_string())
}
