//! Speakers: pieces become statements with their cue and source, and sources the people and organizations behind them.

mod coreference;
mod descriptions;
mod features;
mod history;
mod link;
mod references;
mod source;

pub(crate) use coreference::{Resolved, resolve};
pub(crate) use features::NAMES as ANTECEDENT_FEATURES;
pub(crate) use link::{Statement, link};
pub(crate) use references::Trace;
