//! Who said what: quotation extraction and attribution for news text.
//!
//! *dixit* (Latin: "he or she said") reads an English news text, tags its people, places and
//! organizations with a transformer, and says for every statement in it who said it: direct, mixed
//! and indirect speech, over paragraphs, posts and block quotes, behind names, "the Turkish leader"
//! and "he". It is pure Rust, needs nothing installed, and never touches a network.
//!
//! # Example
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Extractor, SpeakerForm, StatementKind};
//!
//! let article = "Mayor Ana Kovic closed the bridge on Tuesday. “We are not going to wait for an accident,” she told reporters.";
//!
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(article)?;
//!
//! let statement = document.statements().last().expect("something is said");
//! assert_eq!(statement.kind(), StatementKind::Direct);
//! assert_eq!(statement.text(), "We are not going to wait for an accident,");
//!
//! let speaker = statement.speaker().expect("somebody says it");
//! assert_eq!(speaker.name(), Some("Ana Kovic"));
//! assert_eq!(speaker.form(), SpeakerForm::Pronoun);
//! assert_eq!(&article[speaker.mention().expect("a pronoun names her")], "she");
//! # Ok(())
//! # }
//! ```
//!
//! # What goes in
//!
//! Plain text, Markdown, HTML or a whole web page ([`InputFormat`]); by default the extractor looks at
//! the input and decides. Of a page the article is read and nothing else ([`Document::article`]).
//! Links count with their text and not with their target, character references are
//! decoded, scripts and images are left out. [`Extractor::extract`] takes a string, or an [`Input`]
//! that names the format or the [`Limits`] of this one text, or was made of bytes, in UTF-8 or in
//! another encoding ([`Input::from_bytes`]).
//!
//! # What comes out
//!
//! A [`Document`], which borrows the input:
//!
//! - [`Mention`]s of people, places, organizations and other named things, each with a score;
//! - [`Entity`]s, all mentions of one thing ("Recep Tayyip Erdogan", "Erdogan", "Mr. Erdogan");
//! - [`Statement`]s with kind, [`Act`] (said, thought or kept back), verbatim spans, cue ("said",
//!   "according to") and [`Speaker`]: the words that name the speaker, and the entity behind them;
//! - [`MarkedPhrase`]s: what stands between quotation marks and is no statement (scare quotes,
//!   titles, nicknames, terms);
//! - the text as it was read: its [`Block`]s, their [`Sentence`]s and [`Word`]s, and where each
//!   [`Stretch`] of it stands in the input.
//!
//! # Offsets
//!
//! Every [`Span`] counts UTF-8 bytes of the input as it was given, is half open, and lies on
//! character boundaries, so that `&input[span]` never panics. [`OffsetTable`] converts to
//! characters (Python) and UTF-16 units (JavaScript, Java) and back.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! # let extractor = dixit::Extractor::new()?;
//! let input = "<p>&ldquo;Ça suffit&rdquo;, said <b>Zoë Blanc</b>.</p>";
//! let document = extractor.extract(input)?;
//! for mention in document.mentions() {
//!     assert_eq!(&input[mention.span()], mention.as_str());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Spans are verbatim, markup and all. The `text` of a mention or a statement and every name are the
//! words as a reader sees them; [`Document::text_of`] gives those of any span.
//!
//! # JSON
//!
//! [`Document::to_record`] gives an owned form that serializes with serde; its schema is named
//! [`SCHEMA`].
//!
//! # Reports and other tools
//!
//! [`render`] turns a document into an HTML page for reading ([`render::Report`]), or into what the
//! field's tools read: CoNLL columns, brat's standoff, Web Annotations. It does so with what
//! [`Document`] shows to everybody, so any other form can be written outside of this crate.
//!
//! # Quotations that are checked
//!
//! [`verify`] looks for the quotations of a draft in the texts that they come from, and says what was
//! changed, what was made up, and whether somebody else said it.
//!
//! # The model
//!
//! The default model, `news-en`, is compiled in by the feature `bundled-model`, which is on by
//! default. [`Model`] takes a directory or bytes instead.
//! One pass of a small BERT with int8 weights serves all heads: entity tags, role tags (source, cue,
//! content) of statements and of those that stand inside of others, and what a cue reports.
//! [`Encoder`] is the place where another implementation of the network goes in; the feature
//! `rust-bert` has one on libtorch.
//!
//! [`Model::Directory`] also takes anybody's Hugging Face model for token classification;
//! statements and speakers come from rules then ([`Document::attribution`]).
//!
//! # Threads
//!
//! An [`Extractor`] is `Send + Sync`: make one and share it. Windows of a text are encoded on
//! several threads, and so are the texts of [`Extractor::extract_all`]: on a pool of the
//! extractor's own ([`ExtractorBuilder::threads`]) or else on the caller's rayon pool. The result
//! is the same for any number of threads.
//!
//! Reading a text keeps a core busy: in an asynchronous program it belongs on a thread for that,
//! as here, or as in the closure that the runtime's `spawn_blocking` takes. `examples/serve` does
//! so for a web server.
//!
//! ```
//! use std::sync::{Arc, mpsc};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let extractor = Arc::new(dixit::Extractor::new()?);
//! let article = String::from("“Never,” said Ana Kovic.");
//! let own = Arc::clone(&extractor);
//! let (answer, answered) = mpsc::channel();
//! std::thread::spawn(move || {
//!     // A document borrows its text, so what is needed of it leaves the thread: here the owned form.
//!     let record = own.extract(&article).map(|d| d.to_record(dixit::OffsetUnit::Byte));
//!     answer.send(record)
//! });
//! assert_eq!(answered.recv()??.statements.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Texts and models from strangers
//!
//! Whatever a text holds, it gives a document or an [`Error`]; [`Limits`] says how much is taken
//! on. A model's files are checked before they are used. SECURITY.md says what is trusted and what
//! is not.
//!
//! # Speed
//!
//! Most of the time goes into the encoder, and most of that into products of 8-bit integers.
//! [`EmbeddedEncoder`] computes them with the best instructions that the processor has
//! ([`Kernel`]).
//!
//! BENCHMARKS.md in the repository has the figures, on several processors and beside other engines,
//! and how near they come to what a processor can do.
//!
//! # Crate features
//!
//! - **`bundled-model`** (default): compile `models/news-en` into the program. Without it, or where
//!   the package came without the weights, name a model directory ([`Model::Directory`],
//!   `DIXIT_MODEL_DIR`).
//! - **`rust-bert`**: `LibtorchEncoder`, rust-bert's models on libtorch, for the processor and
//!   CUDA. Needs libtorch 2.4 to build and to run; MODELS.md says how to get it.
//! - **`rust-bert-doc-only`**: the same without libtorch, for `cargo check`, `clippy` and `doc`;
//!   what it builds does not link.
//! - **`training`**: `Extractor::extract_traced`, which tells what the scorers of links and of
//!   antecedents see, for training them.

// No input may end a caller's program.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::exit
    )
)]

mod clock;
mod document;
mod entities;
mod error;
mod extractor;
mod harmless;
mod input;
mod kinds;
mod lanes;
mod lexicon;
mod limits;
mod model;
mod options;
mod pipeline;
pub mod render;
mod roles;
mod scorers;
mod speakers;
mod statements;
mod text;
mod timings;
#[cfg(feature = "training")]
pub mod training;
pub mod verify;

pub use document::{
    Article, ArticleRecord, Block, Candidate, CandidateRecord, Document, DocumentRecord, Entity,
    EntityRecord, MarkedPhrase, MarkedPhraseRecord, Mention, MentionRecord, SCHEMA, Sentence,
    Speaker, SpeakerRecord, Statement, StatementRecord, TextSpanRecord, Word,
};
pub use error::{Error, ErrorKind};
pub use extractor::Extractor;
pub use harmless::{Harmless, harmless};
pub use input::Input;
pub use kinds::{
    Act, Attribution, BlockKind, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind,
};
pub use limits::{Cancel, Limits};
pub use model::{EmbeddedEncoder, Encoder, Kernel, Model, ModelBytes, Window};
#[cfg(feature = "rust-bert")]
pub use model::{Libtorch, LibtorchDevice, LibtorchEncoder};
pub use options::ExtractorBuilder;
pub use text::{InputFormat, OffsetTable, OffsetUnit, Span, Stretch};
pub use timings::Timings;

/// The examples of the papers are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../MODELS.md")]
struct Models;
