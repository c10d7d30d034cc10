//! Speakers: pieces become statements with their cue and source, and sources the people and
//! organizations behind them.

mod candidates;
mod coreference;
mod descriptions;
mod feature_table;
mod features;
mod history;
mod link;
mod nouns;
mod organizations;
mod pairing;
mod references;
mod relative;
mod scene;
mod source;

pub(crate) use coreference::{Resolved, resolve};
pub(crate) use features::NAMES as ANTECEDENT_FEATURES;
pub(crate) use link::{Statement, link};
#[cfg(feature = "training")]
pub(crate) use pairing::Asked;
pub(crate) use pairing::{LinkTrace, NAMES as LINK_FEATURES};
pub(crate) use references::Trace as ReferenceTrace;

/// What the scorers saw of a text, for training them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traces {
    pub(crate) links: Vec<LinkTrace>,
    pub(crate) references: Vec<ReferenceTrace>,
}
