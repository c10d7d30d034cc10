//! The crate's errors as exceptions. Their classes are Python's (`dixit/errors.py`), so that they
//! are pickled, documented and caught as any others.

use dixit::{Error, ErrorKind};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// The class of `dixit.errors` for a kind of error.
fn class(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Encoding => "EncodingError",
        ErrorKind::Io => "IoError",
        ErrorKind::ModelMissing => "ModelMissingError",
        ErrorKind::ModelFormat => "ModelFormatError",
        ErrorKind::Config => "ConfigError",
        ErrorKind::Inference => "InferenceError",
        ErrorKind::Limit => "LimitError",
        ErrorKind::Cancelled => "CancelledError",
        // A kind that this package does not know yet.
        _ => "DixitError",
    }
}

/// The exception for `error`: its message is the error's, with its cause behind it.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let message = match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {}", dixit::harmless(&cause.to_string())),
        None => error.to_string(),
    };
    raise(py, error.kind(), message)
}

/// An exception of this kind.
pub(crate) fn raise(py: Python<'_>, kind: ErrorKind, message: String) -> PyErr {
    let class = py
        .import("dixit.errors")
        .and_then(|module| Ok(module.getattr(class(kind))?.cast_into::<PyType>()?));
    match class {
        Ok(class) => PyErr::from_type(class, message),
        Err(_) => PyRuntimeError::new_err(message),
    }
}

/// An option that makes no sense.
pub(crate) fn config(py: Python<'_>, message: impl Into<String>) -> PyErr {
    raise(py, ErrorKind::Config, message.into())
}
