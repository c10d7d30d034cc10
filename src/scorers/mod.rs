//! Scorers: small networks that weigh the answers to a question, what they see of each, and the
//! ranking of the answers. Who asks fills in what is seen: statements ask for links, speakers for
//! antecedents.

pub(crate) mod antecedents;
mod feature_table;
pub(crate) mod links;
mod network;
mod ranking;
#[cfg(any(test, feature = "training"))]
mod words;

pub(crate) use network::Scorer;
pub(crate) use ranking::{Ranked, Ranker, Record};

use crate::text::Span;
#[cfg(any(test, feature = "training"))]
pub(crate) use words::digest as lexicon_digest;

/// The questions that were asked about a text, for training the scorers.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(feature = "training"), expect(dead_code, reason = "read where scorers are trained"))]
pub(crate) struct Records {
    pub(crate) links: Vec<links::Record>,
    pub(crate) references: Vec<antecedents::Record>,
    /// Where the words stand that brought in whoever has no name.
    pub(crate) figures: Vec<Span>,
}
