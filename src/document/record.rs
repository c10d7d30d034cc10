use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::kinds::{
    Act, Attribution, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind,
};
use crate::text::{OffsetTable, OffsetUnit, Span, UTF_8};

/// Name and version of the serialized form.
///
/// [Example](DocumentRecord#example)
pub const SCHEMA: &str = "dixit/1";

/// A [`Document`](super::Document) that owns its words: what is written as JSON. Offsets count
/// [`offset_unit`](Self::offset_unit)s.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dixit::{
///     CandidateRecord, DocumentRecord, EntityRecord, Extractor, MarkedPhraseRecord, MentionRecord,
///     OffsetUnit, SCHEMA, SpeakerRecord, StatementRecord, TextSpanRecord,
/// };
///
/// let text = "« Non », said Zoë Blanc. The bridge is a “minor detail” of the plan.";
/// let extractor = Extractor::builder().speaker_candidates(2).build()?;
/// let json = serde_json::to_string(&extractor.extract(text)?.to_record(OffsetUnit::Char))?;
/// let record: DocumentRecord = serde_json::from_str(&json)?;
/// assert_eq!((record.schema.as_str(), record.offset_unit), (SCHEMA, OffsetUnit::Char));
///
/// let statement: &StatementRecord = &record.statements[0];
/// let cue: &TextSpanRecord = statement.cue.as_ref().ok_or("nothing reports it")?;
/// assert_eq!((cue.text.as_str(), cue.start..cue.end), ("said", 9..13));
/// let speaker: &SpeakerRecord = statement.speaker.as_ref().ok_or("nobody says it")?;
/// let candidate: &CandidateRecord = &speaker.candidates[0];
/// let entity: &EntityRecord = &record.entities[candidate.entity];
/// let mention: &MentionRecord = &record.mentions[entity.mentions[0]];
/// assert_eq!((mention.text.as_str(), mention.start..mention.end), ("Zoë Blanc", 14..23));
/// let phrase: &MarkedPhraseRecord = &record.marked_phrases[0];
/// assert_eq!(phrase.text, "minor detail");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentRecord {
    /// [`SCHEMA`].
    pub schema: String,
    /// Name and version of the model.
    pub model: String,
    /// What all offsets count.
    pub offset_unit: OffsetUnit,
    /// What encoding the input was in before it was a text; left out where it was UTF-8. Offsets
    /// count the text.
    #[serde(default = "utf_8", skip_serializing_if = "is_utf_8")]
    pub encoding: String,
    /// The article of a web page; left out of other inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<ArticleRecord>,
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

/// An [`Article`](super::Article).
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{ArticleRecord, OffsetUnit};
///
/// let page = "<!doctype html><title>The bridge</title><body><h1>The bridge</h1>\
///     <p>The old bridge over the Alder stays shut until May, the council of the town decided.</p>";
/// let document = dixit::Extractor::new()?.extract(page)?;
/// let article: ArticleRecord = document.to_record(OffsetUnit::Byte).article.expect("it is a page");
/// assert_eq!(article.title.map(|title| title.text).as_deref(), Some("The bridge"));
/// assert_eq!(article.byline, None);
/// assert!(article.blocks.iter().any(|block| page[*block].starts_with("The old bridge")));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleRecord {
    /// Its title, where the page has one.
    pub title: Option<TextSpanRecord>,
    /// Who wrote it, where the page tells.
    pub byline: Option<TextSpanRecord>,
    /// When it was published, where the page tells.
    pub date: Option<TextSpanRecord>,
    /// Where the blocks of its text stand, in the record's unit.
    pub blocks: Vec<Span>,
}

/// A stretch of the input and its words.
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TextSpanRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's words, as they are read: without markup, references decoded, spaces folded.
    pub text: String,
}

/// A [`Mention`](super::Mention).
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MentionRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's words, as they are read: without markup, references decoded, spaces folded.
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
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EntityRecord {
    /// Its place among the entities.
    pub id: usize,
    /// What the text calls it: of its names of several words the longest that stands twice or more,
    /// else its longest name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The id that the caller's list has for it; left out where it is not on the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Places among the mentions.
    pub mentions: Vec<usize>,
}

/// A [`Statement`](super::Statement).
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementRecord {
    /// How it is reported.
    pub kind: StatementKind,
    /// What it is: said, thought or kept back; said where a record does not tell.
    #[serde(default)]
    pub act: Act,
    /// Its verbatim pieces, in the record's unit.
    pub spans: Vec<Span>,
    /// The words of its pieces as they are read, " … " between two where others' words stand between
    /// them.
    pub text: String,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
    /// The words that report it.
    pub cue: Option<TextSpanRecord>,
    /// Who said it, where the text tells.
    pub speaker: Option<SpeakerRecord>,
    /// Each of several who said it together; left out where one did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<SpeakerRecord>,
    /// The place of the statement that it stands in.
    pub parent: Option<usize>,
}

/// A [`Speaker`](super::Speaker).
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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
    /// The words that give their post, occupation or affiliation; left out where the text has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TextSpanRecord>,
    /// The `id` of the organization that they speak for; left out where the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<usize>,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
    /// The likeliest entities, where the caller asked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidateRecord>,
}

/// A [`Candidate`](super::Candidate).
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CandidateRecord {
    /// The `id` of the entity.
    pub entity: usize,
    /// In 0..=1.
    #[serde(deserialize_with = "score")]
    pub score: f32,
}

/// A [`MarkedPhrase`](super::MarkedPhrase).
///
/// [Example](DocumentRecord#example)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MarkedPhraseRecord {
    /// Offset of its start.
    pub start: usize,
    /// Offset one past its end.
    pub end: usize,
    /// The input's words, as they are read: without markup, references decoded, spaces folded.
    pub text: String,
    /// What it is instead of a statement.
    pub reason: PhraseReason,
}

fn utf_8() -> String {
    UTF_8.to_owned()
}

fn is_utf_8(encoding: &str) -> bool {
    encoding == UTF_8
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

impl DocumentRecord {
    /// Turns all offsets, in bytes until now, into those of `table`.
    pub(super) fn convert(&mut self, table: &OffsetTable<'_>) {
        self.offset_unit = table.unit();
        if table.unit() == OffsetUnit::Byte {
            return;
        }
        // Every span of a document lies on character boundaries of its input, so none is refused.
        let at = |byte: &mut usize| *byte = table.from_byte(*byte).unwrap_or(*byte);
        let words = |words: &mut TextSpanRecord| {
            at(&mut words.start);
            at(&mut words.end);
        };
        if let Some(article) = &mut self.article {
            let parts = [&mut article.title, &mut article.byline, &mut article.date];
            parts.into_iter().flatten().for_each(words);
            for block in &mut article.blocks {
                at(&mut block.start);
                at(&mut block.end);
            }
        }
        for mention in &mut self.mentions {
            at(&mut mention.start);
            at(&mut mention.end);
        }
        for statement in &mut self.statements {
            for span in &mut statement.spans {
                at(&mut span.start);
                at(&mut span.end);
            }
            statement.cue.iter_mut().for_each(words);
            let speakers = statement.speaker.iter_mut().chain(&mut statement.speakers);
            speakers.flat_map(|s| s.mention.iter_mut().chain(&mut s.title)).for_each(words);
        }
        for phrase in &mut self.marked_phrases {
            at(&mut phrase.start);
            at(&mut phrase.end);
        }
    }
}

impl TextSpanRecord {
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}
