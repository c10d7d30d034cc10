//! Speakers: the people and organizations behind the sources of statements.

mod candidates;
mod context;
mod coreference;
mod descriptions;
mod events;
mod history;
mod nominal;
mod relative;
mod resolve;
mod source_words;
#[cfg(test)]
mod suite;

pub(crate) use resolve::{Resolved, resolve};
