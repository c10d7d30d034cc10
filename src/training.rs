//! What the ranker of antecedents sees, for training one. Not part of the stable interface: features come and go with the models.

use serde::Serialize;

use crate::speakers::Trace;
use crate::text::{Source, Span};

/// The names of the features, in the order of [`AnswerTrace::features`].
pub const FEATURES: &[&str] = crate::speakers::ANTECEDENT_FEATURES;

/// Words that stand for somebody, and everybody whom the ranker could choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReferenceTrace {
    /// Where the words stand in the input, in bytes.
    pub span: Span,
    /// The answers, the likeliest first.
    pub answers: Vec<AnswerTrace>,
}

/// Somebody, or nobody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerTrace {
    /// The entity's `id`; `None` for nobody whom the text names.
    pub entity: Option<usize>,
    /// What the ranker makes of it, in 0..=1; the answers of one reference add up to 1.
    pub probability: f32,
    /// What the ranker saw.
    pub features: Vec<f32>,
}

impl ReferenceTrace {
    pub(crate) fn new(source: &Source<'_>, trace: Trace) -> Self {
        let answers = trace
            .answers
            .into_iter()
            .map(|(answer, features)| AnswerTrace { entity: answer.entity, probability: answer.probability, features })
            .collect();
        Self { span: source.to_input(trace.span), answers }
    }
}
