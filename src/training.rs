//! What the scorers of links and of antecedents see, for training them. Not part of the stable
//! interface: features come and go with the models.

use serde::Serialize;

use crate::scorers::links::Asked;
use crate::speakers::{ReferenceTrace as SeenReference, Traces};
use crate::statements::LinkTrace as SeenLink;
use crate::text::{Source, Span};

/// The names of the features, in the order of [`AnswerTrace::features`].
pub const ANTECEDENT_FEATURES: &[&str] = crate::scorers::antecedents::NAMES;

/// The names of the features, in the order of [`LinkAnswer::features`].
pub const LINK_FEATURES: &[&str] = crate::scorers::links::NAMES;

/// What the scorers saw of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// Cues that ask for their source, then pieces of statements that ask for their cue, each in
    /// the order of the text.
    pub links: Vec<LinkTrace>,
    /// References to somebody, in the order of the text.
    pub references: Vec<ReferenceTrace>,
}

/// Words that ask for others that belong to them, and all that could.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkTrace {
    /// What is looked for: `"cue"` or `"source"`.
    pub asked: &'static str,
    /// Where the words that ask stand in the input, in bytes: a piece of a statement that looks for
    /// its cue, or a cue.
    pub span: Span,
    /// The answers, the likeliest first.
    pub answers: Vec<LinkAnswer>,
}

/// A cue or a source, or none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkAnswer {
    /// Where it stands in the input, in bytes; `None` for none.
    pub span: Option<Span>,
    /// What the scorer makes of it, in 0..=1; the answers to one question add up to 1.
    pub probability: f32,
    /// What the scorer saw.
    pub features: Vec<f32>,
}

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

impl Trace {
    pub(crate) fn new(source: &Source<'_>, seen: Traces) -> Self {
        Self {
            links: seen.links.into_iter().map(|link| LinkTrace::new(source, link)).collect(),
            references: seen
                .references
                .into_iter()
                .map(|reference| ReferenceTrace::new(source, reference))
                .collect(),
        }
    }
}

impl LinkTrace {
    fn new(source: &Source<'_>, seen: SeenLink) -> Self {
        let asked = match seen.asked {
            Asked::Cue => "cue",
            Asked::Source => "source",
        };
        let answer = |(span, probability, features): (Option<Span>, f32, Vec<f32>)| LinkAnswer {
            span: span.map(|s| source.to_input(s)),
            probability,
            features,
        };
        Self {
            asked,
            span: source.to_input(seen.span),
            answers: seen.answers.into_iter().map(answer).collect(),
        }
    }
}

impl ReferenceTrace {
    fn new(source: &Source<'_>, seen: SeenReference) -> Self {
        let answers = seen
            .answers
            .into_iter()
            .map(|(answer, features)| AnswerTrace {
                entity: answer.entity,
                probability: answer.probability,
                features,
            })
            .collect();
        Self { span: source.to_input(seen.span), answers }
    }
}
