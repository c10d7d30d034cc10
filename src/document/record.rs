use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use super::Document;
use super::views::joined;
use crate::kinds::{
    Attribution, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind,
};
use crate::text::{OffsetTable, OffsetUnit, Span};

/// Name and version of the serialized form.
pub const SCHEMA: &str = "dixit/1";

/// A [`Document`] that owns its words: what is written as JSON. Offsets count
/// [`offset_unit`](Self::offset_unit)s.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dixit::{DocumentRecord, Extractor, OffsetUnit};
///
/// let extractor = Extractor::new()?;
/// let document = extractor.extract("« Non », said Zoë Blanc.")?;
/// let json = serde_json::to_string(&document.to_record(OffsetUnit::Char))?;
/// let back: DocumentRecord = serde_json::from_str(&json)?;
/// assert_eq!(back.schema, "dixit/1");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// [`SCHEMA`].
    pub schema: String,
    /// Name and version of the model.
    pub model: String,
    /// What all offsets count.
    pub offset_unit: OffsetUnit,
    /// How it was found what is a statement, and whose; left out where it was learned.
    #[serde(default, skip_serializing_if = "Attribution::is_learned")]
    pub attribution: Attribution,
    /// In the order of the text.
    pub mentions: Vec<MentionRecord>,
    /// In the order of first mentions; an entity's place is its `id`.
    pub entities: Vec<EntityRecord>,
    /// In the order of the text.
    pub statements: Vec<StatementRecord>,
    /// In the order of the text.
    pub marked_phrases: Vec<MarkedPhraseRecord>,
}

/// A stretch of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
}

/// A stretch of the input and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpanRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's own words.
    pub text: String,
}

/// A [`Mention`](super::Mention).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's own words.
    pub text: String,
    /// What it names.
    pub kind: EntityKind,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
    /// The `id` of its entity.
    pub entity: usize,
}

/// An [`Entity`](super::Entity).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// Its place among the entities.
    pub id: usize,
    /// Its fullest mention's words.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Places among the mentions.
    pub mentions: Vec<usize>,
}

/// A [`Statement`](super::Statement).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// How it is reported.
    pub kind: StatementKind,
    /// Its verbatim pieces.
    pub spans: Vec<SpanRecord>,
    /// The words of its pieces, a space between one piece and the next.
    pub text: String,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
    /// The words that report it.
    pub cue: Option<TextSpanRecord>,
    /// Who said it, where the text tells.
    pub speaker: Option<SpeakerRecord>,
    /// The place of the statement that it stands in.
    pub parent: Option<usize>,
}

/// A [`Speaker`](super::Speaker).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// The words that name the speaker.
    pub mention: Option<TextSpanRecord>,
    /// How the text names the speaker.
    pub form: SpeakerForm,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The `id` of the entity.
    pub entity: Option<usize>,
    /// The entity's name, or the words that stand for one.
    pub name: Option<String>,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
    /// The likeliest entities, where the caller asked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidateRecord>,
}

/// A [`Candidate`](super::Candidate).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// The `id` of the entity.
    pub entity: usize,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
}

/// A [`MarkedPhrase`](super::MarkedPhrase).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedPhraseRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's own words.
    pub text: String,
    /// What it is instead of a statement.
    pub reason: PhraseReason,
}

/// A score as it is read: another number would not survive being written again.
fn score<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
    let score = f32::deserialize(from)?;
    if (0.0..=1.0).contains(&score) {
        Ok(score)
    } else {
        Err(D::Error::custom(format!("the score {score} is not in 0..=1")))
    }
}

impl Document<'_> {
    /// The owned form, offsets in `unit`.
    #[must_use]
    pub fn to_record(&self, unit: OffsetUnit) -> DocumentRecord {
        let table = OffsetTable::new(self.input, unit);
        // Every span of a document lies on character boundaries of its input, so the conversion is
        // never refused.
        let convert = |span: Span| table.span_from_bytes(span).unwrap_or(span);
        let text_span = |span: Span| {
            let at = convert(span);
            TextSpanRecord { start: at.start, end: at.end, text: self.input[span].to_owned() }
        };
        DocumentRecord {
            schema: SCHEMA.to_owned(),
            model: self.model.clone(),
            offset_unit: unit,
            attribution: self.attribution,
            mentions: self
                .mentions
                .iter()
                .map(|m| {
                    let TextSpanRecord { start, end, text } = text_span(m.span);
                    MentionRecord {
                        start,
                        end,
                        text,
                        kind: m.kind,
                        score: m.score,
                        entity: m.entity,
                    }
                })
                .collect(),
            entities: self
                .entities
                .iter()
                .enumerate()
                .map(|(id, e)| EntityRecord {
                    id,
                    name: e.name.clone(),
                    kind: e.kind,
                    mentions: e.mentions.clone(),
                })
                .collect(),
            statements: self
                .statements
                .iter()
                .map(|s| StatementRecord {
                    kind: s.kind,
                    spans: s
                        .spans
                        .iter()
                        .map(|&span| convert(span))
                        .map(|at| SpanRecord { start: at.start, end: at.end })
                        .collect(),
                    text: joined(self.input, &s.spans),
                    score: s.score,
                    cue: s.cue.map(text_span),
                    speaker: s.speaker.as_ref().map(|p| SpeakerRecord {
                        mention: p.mention.map(text_span),
                        form: p.form,
                        kind: p.kind,
                        entity: p.entity,
                        name: p.name.clone(),
                        score: p.score,
                        candidates: p
                            .candidates
                            .iter()
                            .map(|c| CandidateRecord { entity: c.entity, score: c.score })
                            .collect(),
                    }),
                    parent: s.parent,
                })
                .collect(),
            marked_phrases: self
                .marked_phrases
                .iter()
                .map(|p| {
                    let TextSpanRecord { start, end, text } = text_span(p.span);
                    MarkedPhraseRecord { start, end, text, reason: p.reason }
                })
                .collect(),
        }
    }
}
