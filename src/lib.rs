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
//! # What else there is
//!
//! - [`Document::to_record`] gives an owned form, [`DocumentRecord`], that serializes with serde. Its
//!   schema is named [`SCHEMA`].
//! - [`render`] turns a document into an HTML page for reading ([`render::Report`]), or into what the
//!   field's tools read: CoNLL columns, brat's standoff, Web Annotations. It does so with what
//!   [`Document`] shows to everybody, so any other form can be written outside of this crate.
//! - [`verify`] looks for the quotations of a draft in the texts that they come from, and says what
//!   was changed, what was made up, and whether somebody else said it.
//! - [`ExtractorBuilder::known`] takes a list of people and organizations with ids, as Rust values,
//!   JSON or CSV ([`KnownEntities`]): what a text calls them is found, and [`Entity::known`] says who
//!   it is.
//! - [`Model`] takes other models than the one that is compiled in, and [`Encoder`] another
//!   implementation of the network.
//!
//! # The guide
//!
//! [`guide`] has a page for each topic: [what happens to a text](guide::pipeline),
//! [offsets](guide::spans), [statements](guide::statements), [speakers](guide::speakers),
//! [models](guide::models), [errors and limits](guide::errors), [performance and
//! threads](guide::performance), [checking quotations](guide::verify).
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
pub mod guide;
mod harmless;
mod input;
mod kinds;
mod known;
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
pub use known::{KnownEntities, KnownEntity};
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
