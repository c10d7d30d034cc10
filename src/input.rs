//! What an extractor is given: a text, and what is said of this one alone.

use std::borrow::Cow;

use crate::error::Error;
use crate::limits::{Cancel, Limits};
use crate::text::{InputFormat, UTF_8, decode};

/// A text to read, and how: what is said here goes before what the
/// [`Extractor`](crate::Extractor) was built with, for this text alone.
///
/// Whatever is text already turns into one by itself (`&str`, `&String`, `&Arc<str>`), so that
/// `extractor.extract("…")` needs no word of it.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, Input, InputFormat, Limits};
///
/// let extractor = Extractor::new()?;
/// let article = "“<b>Never,</b>” said Ana Kovic.";
///
/// let page = extractor.extract(Input::new(article).format(InputFormat::Html))?;
/// assert_eq!(page.statements().next().map(|s| s.text()), Some("Never,"));
/// let text = extractor.extract(Input::new(article).format(InputFormat::Text))?;
/// assert_eq!(text.statements().next().map(|s| s.text()), Some("<b>Never,</b>"));
///
/// let short = Input::new(article).limits(Limits::default().input_bytes(10));
/// assert_eq!(short.text(), article, "nothing is cut");
/// assert!(extractor.extract(short).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Input<'t> {
    pub(crate) text: Cow<'t, str>,
    /// What the text was in before it was read, by its name in the Encoding Standard.
    pub(crate) encoding: &'static str,
    pub(crate) format: Option<InputFormat>,
    pub(crate) limits: Option<Limits>,
    pub(crate) cancel: Option<&'t Cancel>,
}

impl<'t> Input<'t> {
    /// This text, read as the extractor was told.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new(text: &'t (impl AsRef<str> + ?Sized)) -> Self {
        Self::of(Cow::Borrowed(text.as_ref()), UTF_8)
    }

    fn of(text: Cow<'t, str>, encoding: &'static str) -> Self {
        Self { text, encoding, format: None, limits: None, cancel: None }
    }

    /// The text that these bytes are in UTF-8.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{ErrorKind, Extractor, Input};
    ///
    /// let extractor = Extractor::new()?;
    /// let document = extractor.extract(Input::from_utf8("“Non,” said Zoë Blanc.".as_bytes())?)?;
    /// assert_eq!(document.statements().len(), 1);
    ///
    /// let error = Input::from_utf8(b"Zo\xeb Blanc").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Encoding);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Where they are not, with the first byte that is wrong.
    pub fn from_utf8(bytes: &'t [u8]) -> Result<Self, Error> {
        std::str::from_utf8(bytes).map(Self::new).map_err(Error::encoding)
    }

    /// The text that these bytes are in the encoding that they name, or that `encoding` names: a
    /// label of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels), such as
    /// "windows-1252".
    ///
    /// A byte-order mark goes before the label, and the label before what the head of a web page
    /// declares. Without any of them, and where a page that is UTF-8 declares something else, it is
    /// UTF-8. What is UTF-8 is borrowed as it is; of anything else the result is about the decoded
    /// text: [`Document::input`](crate::Document::input) has it, and
    /// [`Document::encoding`](crate::Document::encoding) says what it was.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{Extractor, Input};
    ///
    /// let extractor = Extractor::new()?;
    /// let page = b"<meta charset=windows-1252><p>\x93Non,\x94 said Zo\xeb Blanc.";
    /// let document = extractor.extract(Input::from_bytes(page, None)?)?;
    /// assert_eq!(document.encoding(), "windows-1252");
    /// let mention = document.mentions().next().expect("somebody is named");
    /// assert_eq!(&document.input()[mention.span()], "Zoë Blanc");
    ///
    /// let text = b"\x93Non,\x94 said Zo\xeb Blanc.";
    /// assert!(Input::from_bytes(text, None).is_err());
    /// assert!(Input::from_bytes(text, Some("windows-1252")).is_ok());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A label that no encoding has ([`Config`](crate::ErrorKind::Config)); bytes that are no text
    /// in the encoding, with the first one that is wrong ([`Encoding`](crate::ErrorKind::Encoding)).
    pub fn from_bytes(bytes: &'t [u8], encoding: Option<&str>) -> Result<Self, Error> {
        let (text, encoding) = decode(bytes, encoding)?;
        Ok(Self::of(text, encoding))
    }

    /// How to read it, in place of
    /// [`ExtractorBuilder::input_format`](crate::ExtractorBuilder::input_format).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn format(mut self, format: InputFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// How much to take on, in place of
    /// [`ExtractorBuilder::limits`](crate::ExtractorBuilder::limits).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// With what another thread can have it given up.
    ///
    /// [Example](Cancel#example)
    #[must_use]
    pub fn cancel(mut self, cancel: &'t Cancel) -> Self {
        self.cancel = Some(cancel);
        self
    }

    /// The text.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<'t, T: AsRef<str> + ?Sized> From<&'t T> for Input<'t> {
    fn from(text: &'t T) -> Self {
        Self::new(text)
    }
}
