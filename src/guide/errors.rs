//! Errors and limits: what can fail, and what texts from strangers may cost.
//!
//! There is one [`Error`](crate::Error). Its [`kind`](crate::Error::kind) is for programs: the
//! table of [`ErrorKind`](crate::ErrorKind) says what raises which, and what to do. Its message is
//! for people: it names the file, the option or the byte, and holds nothing that a terminal obeys.
//!
//! Making an extractor fails where model or options are wrong: at the start of a program. Reading a
//! text fails where it is over a limit, or was cancelled. No text fails for what it holds: an empty
//! one gives an empty document, one in another language a poor one.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let extractor = dixit::Extractor::new()?;
//! for text in ["", "\0\u{202e}“““", "<p><b><p", "Она сказала: «Нет»."] {
//!     assert!(extractor.extract(text).is_ok());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Limits
//!
//! [`Limits`](crate::Limits) bounds bytes, statements and time, for an extractor or for one
//! [input](crate::Input::limits). A text is read to its end or not at all. Memory and time grow
//! with the text, and not with its square, so that bytes are what a service bounds first; time is
//! for what must answer. Markup takes little of both, so that a web page may be far longer than
//! [what is read in it](crate::Limits::text_bytes).
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use std::time::Duration;
//!
//! use dixit::{ErrorKind, Extractor, Limits};
//!
//! let limits = Limits::default().input_bytes(1 << 16).time(Duration::from_secs(10));
//! let extractor = Extractor::builder().limits(limits).build()?;
//! let answer = |text: &str| match extractor.extract(text) {
//!     Ok(document) => format!("{} statements", document.statements().len()),
//!     Err(error) if error.kind() == ErrorKind::Limit => "too long for us".to_owned(),
//!     Err(error) => format!("our fault: {error}"),
//! };
//! assert_eq!(answer("“Never,” said Ana Kovic."), "1 statements");
//! assert_eq!(answer(&"It rained. ".repeat(10_000)), "too long for us");
//! # Ok(())
//! # }
//! ```
//!
//! # Cancelling
//!
//! A [`Cancel`](crate::Cancel) goes with an [input](crate::Input::cancel). Whoever holds a clone of
//! it has the text given up: a server whose client has gone, a program that was asked to stop.
//!
//! # Texts and models from strangers
//!
//! Whatever a text holds, it gives a document or an error. A model's files are checked before they
//! are used. [`harmless`](crate::harmless()) shows a stranger's words in a terminal;
//! [`render::Report`](crate::render::Report) escapes them in a page. SECURITY.md in the repository
//! says what is trusted, what is not, and which test holds each promise.
