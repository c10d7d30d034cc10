//! Speakers: the people and organizations behind the sources of statements.

mod candidates;
mod coreference;
mod descriptions;
mod history;
mod references;
mod relative;
mod source;

pub(crate) use coreference::{Resolved, resolve};
pub(crate) use references::Trace as ReferenceTrace;

use crate::statements::LinkTrace;

/// What the scorers saw of a text, for training them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traces {
    pub(crate) links: Vec<LinkTrace>,
    pub(crate) references: Vec<ReferenceTrace>,
}
