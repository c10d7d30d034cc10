//! What the scorers of links and of antecedents see, for training them. Not part of the stable
//! interface: features come and go with the models.
//!
//! # Example
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::training::{
//!     ANTECEDENT_FEATURES, AnswerTrace, LINK_FEATURES, LinkAnswer, LinkTrace, ReferenceTrace, Trace,
//!     lexicon_digest,
//! };
//!
//! let input = "Ana Kovic met Ben Brandt. “We agreed on nothing,” she said.";
//! let extractor = dixit::Extractor::new()?;
//! let (_, trace): (_, Trace) = extractor.extract_traced(input)?;
//!
//! let she: &ReferenceTrace = &trace.references[0];
//! let somebody: &AnswerTrace = &she.answers[0];
//! assert_eq!((&input[she.span], somebody.entity), ("she", Some(0)));
//! assert_eq!(somebody.features.len(), ANTECEDENT_FEATURES.len());
//!
//! let said: &LinkTrace = &trace.links[0];
//! let source: &LinkAnswer = &said.answers[0];
//! assert_eq!((said.layer, said.asked, &input[said.span]), ("outer", "source", "said"));
//! assert_eq!(source.span.map(|span| &input[span]), Some("she"));
//! assert_eq!(source.features.len(), LINK_FEATURES.len());
//!
//! assert_eq!(lexicon_digest().len(), 64);
//! # Ok(())
//! # }
//! ```

use serde::Serialize;

use crate::kinds::Layer;
use crate::scorers::antecedents::{self, Antecedent, Referent};
use crate::scorers::links::{self, Asked};
use crate::scorers::{Ranked, Records};
use crate::text::{PlainText, Span};

/// The names of the features, in the order of [`AnswerTrace::features`].
///
/// [Example](crate::training#example)
pub const ANTECEDENT_FEATURES: &[&str] = antecedents::NAMES;

/// The names of the features, in the order of [`LinkAnswer::features`].
///
/// [Example](crate::training#example)
pub const LINK_FEATURES: &[&str] = links::NAMES;

/// The sha256 of the words that the features are made of, in hexadecimal digits: a model's
/// `manifest.json` has it as `lexicon`, and a scorer that was trained with other words sees
/// something else than it learned.
///
/// [Example](crate::training#example)
#[must_use]
pub fn lexicon_digest() -> String {
    crate::scorers::lexicon_digest()
}

/// What the scorers saw of a text.
///
/// [Example](crate::training#example)
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// Cues that ask for their source, then pieces of statements that ask for their cue, each in
    /// the order of the text; first those of the outer layer of roles, then those of the inner one.
    pub links: Vec<LinkTrace>,
    /// References to somebody, in the order of the text.
    pub references: Vec<ReferenceTrace>,
}

/// Words that ask for others that belong to them, and all that could.
///
/// [Example](crate::training#example)
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkTrace {
    /// `"outer"`, or `"inner"` where the statement stands in the content of another.
    pub layer: &'static str,
    /// What is looked for: `"cue"` or `"source"`.
    pub asked: &'static str,
    /// Where the words that ask stand in the input, in bytes: a piece of a statement that looks for
    /// its cue, or a cue.
    pub span: Span,
    /// The answers, the likeliest first.
    pub answers: Vec<LinkAnswer>,
}

/// A cue or a source, or none.
///
/// [Example](crate::training#example)
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
///
/// [Example](crate::training#example)
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReferenceTrace {
    /// Where the words stand in the input, in bytes.
    pub span: Span,
    /// The answers, the likeliest first.
    pub answers: Vec<AnswerTrace>,
}

/// Somebody, or nobody.
///
/// [Example](crate::training#example)
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerTrace {
    /// The entity's `id`; `None` for nobody whom the text names.
    pub entity: Option<usize>,
    /// Where the words stand in the input, in bytes, for somebody whom the text gives no name.
    pub figure: Option<Span>,
    /// What the ranker makes of it, in 0..=1; the answers of one reference add up to 1.
    pub probability: f32,
    /// What the ranker saw.
    pub features: Vec<f32>,
}

impl Trace {
    pub(crate) fn new(plain: &PlainText<'_>, seen: Records) -> Self {
        Self {
            links: seen.links.into_iter().map(|link| LinkTrace::new(plain, link)).collect(),
            references: seen
                .references
                .into_iter()
                .map(|reference| ReferenceTrace::new(plain, &seen.figures, reference))
                .collect(),
        }
    }
}

impl LinkTrace {
    fn new(plain: &PlainText<'_>, seen: links::Record) -> Self {
        let (layer, asked, span) = seen.question;
        let answer = |(ranked, features): (Ranked<(usize, Span)>, Vec<f32>)| LinkAnswer {
            span: ranked.answer.map(|(_, span)| plain.to_input(span)),
            probability: ranked.probability,
            features,
        };
        Self {
            layer: match layer {
                Layer::Outer => "outer",
                Layer::Inner => "inner",
            },
            asked: match asked {
                Asked::Cue => "cue",
                Asked::Source => "source",
            },
            span: plain.to_input(span),
            answers: seen.answers.into_iter().map(answer).collect(),
        }
    }
}

impl ReferenceTrace {
    fn new(plain: &PlainText<'_>, figures: &[Span], seen: antecedents::Record) -> Self {
        let answer = |(ranked, features): (Antecedent, Vec<f32>)| AnswerTrace {
            entity: match ranked.answer {
                Some(Referent::Entity(entity)) => Some(entity),
                _ => None,
            },
            figure: match ranked.answer {
                Some(Referent::Figure(figure)) => figures.get(figure).map(|s| plain.to_input(*s)),
                _ => None,
            },
            probability: ranked.probability,
            features,
        };
        Self {
            span: plain.to_input(seen.question),
            answers: seen.answers.into_iter().map(answer).collect(),
        }
    }
}
