//! The result: what a text says and who says it, as views on the input, with an owned form for
//! serialization.

mod build;
mod record;
mod views;

pub(crate) use build::{Findings, Wanted};
pub use record::{
    CandidateRecord, DocumentRecord, EntityRecord, MarkedPhraseRecord, MentionRecord, SCHEMA,
    SpanRecord, SpeakerRecord, StatementRecord, TextSpanRecord,
};
pub use views::{Candidate, Entity, MarkedPhrase, Mention, Speaker, Statement};

use crate::kinds::{
    Attribution, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind,
};
use crate::text::{InputFormat, Span};

/// What was found in one text.
///
/// Everything in it points into the input as it was given: `&input[mention.span()] ==
/// mention.as_str()`, always. Mentions, statements and marked phrases come in the order of the
/// text.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "“The bridge is safe,” said Mayor Ana Kovic.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
/// for statement in document.statements() {
///     for span in statement.spans() {
///         assert_eq!(&input[*span], "The bridge is safe,");
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Document<'t> {
    pub(crate) input: &'t str,
    pub(crate) format: InputFormat,
    pub(crate) model: String,
    pub(crate) attribution: Attribution,
    pub(crate) mentions: Vec<MentionData>,
    pub(crate) entities: Vec<EntityData>,
    pub(crate) statements: Vec<StatementData>,
    pub(crate) marked_phrases: Vec<MarkedPhraseData>,
}

#[derive(Clone, Debug)]
pub(crate) struct MentionData {
    pub(crate) span: Span,
    pub(crate) kind: EntityKind,
    pub(crate) score: f32,
    pub(crate) entity: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct EntityData {
    pub(crate) name: String,
    pub(crate) kind: EntityKind,
    pub(crate) mentions: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct StatementData {
    pub(crate) kind: StatementKind,
    pub(crate) spans: Vec<Span>,
    pub(crate) score: f32,
    pub(crate) cue: Option<Span>,
    pub(crate) speaker: Option<SpeakerData>,
    pub(crate) parent: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct SpeakerData {
    pub(crate) mention: Option<Span>,
    pub(crate) form: SpeakerForm,
    pub(crate) kind: SpeakerKind,
    pub(crate) entity: Option<usize>,
    pub(crate) name: Option<String>,
    pub(crate) score: f32,
    pub(crate) candidates: Vec<CandidateData>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct CandidateData {
    pub(crate) entity: usize,
    pub(crate) score: f32,
}

#[derive(Clone, Debug)]
pub(crate) struct MarkedPhraseData {
    pub(crate) span: Span,
    pub(crate) reason: PhraseReason,
}

impl<'t> Document<'t> {
    /// The text that was given.
    #[must_use]
    pub fn input(&self) -> &'t str {
        self.input
    }

    /// How it was read: the format that the extractor was told, or the one that the input looked
    /// like.
    #[must_use]
    pub fn input_format(&self) -> InputFormat {
        self.format
    }

    /// Name and version of the model that read it.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// How it was found what is a statement, and whose.
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        self.attribution
    }

    /// The mentions of people, places, organizations and other named things, in the order of the
    /// text.
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = Mention<'_>> {
        (0..self.mentions.len()).map(|index| Mention { document: self, index })
    }

    /// The entities, in the order of their first mentions.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        (0..self.entities.len()).map(|index| Entity { document: self, index })
    }

    /// The statements, in the order of the text.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        (0..self.statements.len()).map(|index| Statement { document: self, index })
    }

    /// The words between quotation marks that are no statement, in the order of the text.
    pub fn marked_phrases(&self) -> impl ExactSizeIterator<Item = MarkedPhrase<'_>> {
        (0..self.marked_phrases.len()).map(|index| MarkedPhrase { document: self, index })
    }
}
