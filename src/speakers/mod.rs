//! Speakers: the people and organizations behind the sources of statements.

mod candidates;
mod cast;
mod certainty;
mod context;
mod coreference;
mod descriptions;
mod dialogue;
mod events;
mod history;
mod interview;
mod joint;
mod nominal;
mod phrases;
mod possible;
mod relative;
mod resolve;
mod source_words;
#[cfg(test)]
mod suite;
mod titles;

pub(crate) use resolve::{Joint, Resolved, are_one, resolve};
pub(crate) use source_words::kind_of;
