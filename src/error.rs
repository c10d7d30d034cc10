use std::fmt;
use std::path::{Path, PathBuf};

use crate::harmless::harmless;

/// What went wrong, in a form that a program can act on.
///
/// | kind | raised by | what to do |
/// |---|---|---|
/// | [`Encoding`](Self::Encoding) | reading bytes | say which encoding they are in, or convert them to UTF-8 |
/// | [`Io`](Self::Io) | building | look at the file that the message names; the cause is the error's source |
/// | [`ModelMissing`](Self::ModelMissing) | building | name a model, or build with the feature `bundled-model` |
/// | [`ModelFormat`](Self::ModelFormat) | building | copy the file again, or take a model that this version reads |
/// | [`Config`](Self::Config) | building, parsing a name | correct the option that the message names |
/// | [`Inference`](Self::Inference) | reading | look at the encoder, if it is your own; report it, if not |
/// | [`Limit`](Self::Limit) | reading | leave the text out, or raise the [limit](crate::Limits) that the message names |
/// | [`Cancelled`](Self::Cancelled) | reading | nothing: you asked for it |
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{ErrorKind, Input};
///
/// let bytes = b"Zo\xeb Blanc";
/// let input = match Input::from_bytes(bytes, None) {
///     Err(error) if error.kind() == ErrorKind::Encoding => Input::from_bytes(bytes, Some("latin1"))?,
///     other => other?,
/// };
/// assert_eq!(input.text(), "Zoë Blanc");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is no text in UTF-8, or in the encoding that was named.
    Encoding,
    /// A file could not be read.
    Io,
    /// No model was named, and none is compiled in.
    #[cfg_attr(
        feature = "bundled-model",
        allow(dead_code, reason = "only a build without a model can lack one")
    )]
    ModelMissing,
    /// A file of the model is damaged, is not what its manifest says, or describes what this crate
    /// cannot run or does not know.
    ModelFormat,
    /// An option of the builder makes no sense.
    Config,
    /// The tokenizer or the encoder failed on a text.
    Inference,
    /// The input is over one of the extractor's [`Limits`](crate::Limits).
    Limit,
    /// The caller no longer wanted it ([`Cancel`](crate::Cancel)).
    Cancelled,
}

/// The error of this crate. [`kind`](Self::kind) says what went wrong, the message says where and
/// what to do about it.
///
/// # Example
///
/// ```
/// use dixit::{ErrorKind, Extractor, Model};
///
/// let missing = Model::Directory("/no/such/model".into());
/// let error = Extractor::builder().model(missing).build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Io);
/// assert!(error.to_string().contains("manifest.json"));
/// ```
pub struct Error(Box<Repr>);

#[derive(Debug, thiserror::Error)]
enum Repr {
    #[error(
        "the input is not {encoding}: byte {at} begins no character; say which encoding it is in (`Input::from_bytes`, --encoding), or convert it to UTF-8 first"
    )]
    Encoding { at: usize, encoding: &'static str, source: Option<std::str::Utf8Error> },
    #[error("cannot read {}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error(
        "cannot read {} (name a directory that holds it, or a Hugging Face model for token classification, with id2label in its config.json; or name none, for the model that is compiled in)",
        path.display()
    )]
    NoModelThere { path: PathBuf, source: std::io::Error },
    #[error(
        "no model: this build has none compiled in (it needs the feature `bundled-model`); name a model directory with `Model::Directory` or in the environment variable DIXIT_MODEL_DIR"
    )]
    #[cfg_attr(
        feature = "bundled-model",
        allow(dead_code, reason = "only a build without a model can lack one")
    )]
    ModelMissing,
    #[error("model file {file}: {problem}")]
    ModelFormat { file: String, problem: String },
    #[error("{0}")]
    Config(String),
    #[error("{0}")]
    Inference(String),
    #[error("{0}")]
    Limit(String),
    #[error("the input was given up: it was cancelled")]
    Cancelled,
}

impl Error {
    /// What went wrong.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match *self.0 {
            Repr::Encoding { .. } => ErrorKind::Encoding,
            Repr::Io { .. } | Repr::NoModelThere { .. } => ErrorKind::Io,
            Repr::ModelMissing => ErrorKind::ModelMissing,
            Repr::ModelFormat { .. } => ErrorKind::ModelFormat,
            Repr::Config(_) => ErrorKind::Config,
            Repr::Inference(_) => ErrorKind::Inference,
            Repr::Limit(_) => ErrorKind::Limit,
            Repr::Cancelled => ErrorKind::Cancelled,
        }
    }

    pub(crate) fn encoding(source: std::str::Utf8Error) -> Self {
        let at = source.valid_up_to();
        Repr::Encoding { at, encoding: "UTF-8", source: Some(source) }.into()
    }

    /// The byte at `at` is none of a text in `encoding`.
    pub(crate) fn not_encoded(at: usize, encoding: &'static str) -> Self {
        Repr::Encoding { at, encoding, source: None }.into()
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Repr::Io { path: path.to_owned(), source }.into()
    }

    /// `path` is what a directory with a model would hold.
    pub(crate) fn no_model_there(path: &Path, source: std::io::Error) -> Self {
        Repr::NoModelThere { path: path.to_owned(), source }.into()
    }

    #[cfg(not(feature = "bundled-model"))]
    pub(crate) fn model_missing() -> Self {
        Repr::ModelMissing.into()
    }

    pub(crate) fn model(file: &str, problem: impl Into<String>) -> Self {
        Repr::ModelFormat { file: file.to_owned(), problem: problem.into() }.into()
    }

    pub(crate) fn config(problem: impl Into<String>) -> Self {
        Repr::Config(problem.into()).into()
    }

    pub(crate) fn limit(problem: impl Into<String>) -> Self {
        Repr::Limit(problem.into()).into()
    }

    pub(crate) fn cancelled() -> Self {
        Repr::Cancelled.into()
    }

    /// An error of an [`Encoder`](crate::Encoder): `problem` is the whole message.
    ///
    /// [Example](crate::Encoder#example)
    #[must_use]
    pub fn inference(problem: impl Into<String>) -> Self {
        Repr::Inference(problem.into()).into()
    }
}

impl From<Repr> for Error {
    fn from(repr: Repr) -> Self {
        Self(Box::new(repr))
    }
}

// A program whose `main` returns an error shows it so: it must say what to do.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind()).field("message", &format_args!("{self}"));
        match std::error::Error::source(&*self.0) {
            Some(source) => out.field("source", &source).finish(),
            None => out.finish(),
        }
    }
}

// Names of files and strings out of them come into messages as strangers wrote them.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        harmless(&self.0.to_string()).fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_what_a_terminal_obeys() {
        let hostile = "a\u{1b}[31m\u{7}\u{9b}\n\u{202e}\u{2066}é“";
        for error in [
            Error::model("config.json", hostile),
            Error::config(hostile),
            Error::inference(hostile),
            Error::io(Path::new(hostile), std::io::Error::other("gone")),
        ] {
            for shown in [error.to_string(), format!("{error:?}")] {
                assert_eq!(shown, harmless(&shown).to_string());
                assert!(shown.contains("\\u{1b}[31m\\u{7}") && shown.contains("é“"), "{shown}");
            }
        }
    }

    #[test]
    fn debug_says_what_to_do() {
        let bytes = "café".as_bytes();
        let error =
            Error::encoding(std::str::from_utf8(&bytes[..4]).expect_err("half a character"));
        let shown = format!("{error:?}");
        assert!(
            shown.starts_with("Error { kind: Encoding, message: the input is not UTF-8: byte 3"),
            "{shown}"
        );
        assert!(shown.contains("source: Utf8Error"), "{shown}");
    }
}
