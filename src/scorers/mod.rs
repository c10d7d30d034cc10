//! Scorers: small networks that weigh the answers to a question, and what they see of each.

pub(crate) mod antecedents;
mod feature_table;
pub(crate) mod links;
mod network;

pub(crate) use network::{Scorer, probabilities};
