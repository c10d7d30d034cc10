//! Models: where they come from, and how to take your own.
//!
//! The default model, `news-en`, is compiled in by the feature `bundled-model`, which is on by
//! default. One pass of a small BERT with int8 weights serves all heads: entity tags, role tags
//! (source, cue, content) of statements and of those that stand inside of others, and what a cue
//! reports. Its card, `models/news-en/MODEL_CARD.md` in the repository, says what it was made from,
//! what it is good for, and under which terms.
//!
//! | you want | take |
//! |---|---|
//! | a smaller program, the model beside it | `default-features = false`, and a folder with the model's files: [`Model::Directory`](crate::Model::Directory), or the environment variable `DIXIT_MODEL_DIR` |
//! | to keep the files elsewhere (a database, an archive) | [`Model::Bytes`](crate::Model::Bytes) |
//! | your own tagger from Hugging Face | [`Model::Directory`](crate::Model::Directory), and [`ExtractorBuilder::labels`](crate::ExtractorBuilder::labels) where its labels are not known |
//! | a model of this form that you edited | [`ExtractorBuilder::unverified_model`](crate::ExtractorBuilder::unverified_model) |
//! | other hardware | an [`Encoder`](crate::Encoder) of your own; the feature `rust-bert` has one on libtorch |
//!
//! Every result says which model read it ([`Document::model`](crate::Document::model)): another
//! version gives other results.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Extractor, Model};
//!
//! let beside = Extractor::builder().model(Model::Directory("models/news-en".into())).build()?;
//! let inside = Extractor::new()?;
//! let text = "“Never,” said Ana Kovic.";
//! assert_eq!(beside.extract(text)?.model(), inside.extract(text)?.model());
//! # Ok(())
//! # }
//! ```
//!
//! # Taggers
//!
//! A model for token classification knows names, and nothing of statements. These come from rules
//! over quotation marks, reporting verbs and names then, which find less, and scores are not
//! calibrated. [`Document::attribution`](crate::Document::attribution) tells, and so does the JSON.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Attribution, Extractor, Model};
//!
//! // A tagger of the tests, which has learned nothing.
//! let tagger = Model::Directory("tests/data/huggingface/bert".into());
//! let extractor = Extractor::builder().model(tagger).build()?;
//! let document = extractor.extract("“Never,” said Ana Kovic.")?;
//! assert_eq!(document.attribution(), Attribution::Rules);
//! assert_eq!(document.statements().next().map(|s| s.text()), Some("Never,"));
//! # Ok(())
//! # }
//! ```
//!
//! MODELS.md in the repository lists networks, files and label schemes, and says how to build with
//! libtorch.
