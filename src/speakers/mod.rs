//! Speakers: pieces become statements with their cue and source, and sources the people and organizations behind them.

mod coreference;
mod descriptions;
mod link;
mod source;

pub(crate) use coreference::{Resolved, resolve};
pub(crate) use link::{Statement, link};
