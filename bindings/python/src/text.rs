//! A text that comes from Python.

use dixit::{Cancel, Document, Error, ErrorKind, Extractor, Input, InputFormat};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::errors::raise;

/// A string, or bytes in an encoding that they name or that was named.
#[derive(Debug)]
pub(crate) enum Text {
    Words(String),
    Bytes(Vec<u8>),
}

impl Text {
    /// # Errors
    ///
    /// What is neither; a string with half a surrogate pair, which is no text in any encoding.
    pub(crate) fn new(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(words) = text.cast::<PyString>() {
            return match words.to_cow() {
                Ok(words) => Ok(Self::Words(words.into_owned())),
                Err(error) => Err(raise(text.py(), ErrorKind::Encoding, error.to_string())),
            };
        }
        match text.cast::<PyBytes>() {
            Ok(bytes) => Ok(Self::Bytes(bytes.as_bytes().to_vec())),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a text is a str, or bytes, and no {}",
                text.get_type().name()?
            ))),
        }
    }

    /// Reads it with `extractor`.
    pub(crate) fn read(
        &self,
        extractor: &Extractor,
        how: &Reading,
        cancel: &Cancel,
    ) -> Result<Document<'static>, Error> {
        let mut input = match self {
            Self::Words(text) => Input::new(text),
            Self::Bytes(bytes) => Input::from_bytes(bytes, how.encoding.as_deref())?,
        };
        if let Some(format) = how.format {
            input = input.format(format);
        }
        Ok(extractor.extract(input.cancel(cancel))?.into_owned())
    }
}

/// How texts are read, where it is not as the extractor was told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) format: Option<InputFormat>,
    pub(crate) encoding: Option<String>,
}
