//! How it all goes together: a page for each topic, and no code but examples.
//!
//! | page | what it answers |
//! |---|---|
//! | [`pipeline`] | what happens to a text, and where it shows |
//! | [`spans`] | what offsets count, and how they become those of other languages |
//! | [`statements`] | kinds, acts, pieces, nesting, scores; what is no statement |
//! | [`speakers`] | who stands behind "she" and "the mayor", and how sure that is |
//! | [`models`] | where the model comes from, and how to take your own |
//! | [`errors`] | what can fail; limits, cancelling, texts from strangers |
//! | [`performance`] | threads, archives, asynchronous programs, what costs time |
//! | [`verify`] | checking the quotations of a draft, step by step |
//!
//! What most programs want is all that each person said. A statement has a speaker, and a speaker
//! an entity, which is the same for all of its names:
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use std::collections::BTreeMap;
//!
//! use dixit::{Act, Extractor};
//!
//! let text = "“We will rebuild,” said Mayor Ana Kovic. She added that it would take a year. \
//!     “No,” said Ben Brandt. The mayor hopes that he will come round.";
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(text)?;
//!
//! let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
//! for statement in document.statements().filter(|s| s.act() == Act::Speech) {
//!     if let Some(name) = statement.speaker().and_then(|s| s.name()) {
//!         said.entry(name).or_default().push(statement.text());
//!     }
//! }
//! assert_eq!(said["Ana Kovic"], ["We will rebuild,", "that it would take a year"]);
//! assert_eq!(said["Ben Brandt"], ["No,"]);
//! # Ok(())
//! # }
//! ```

pub mod errors;
pub mod models;
pub mod performance;
pub mod pipeline;
pub mod spans;
pub mod speakers;
pub mod statements;
pub mod verify;
