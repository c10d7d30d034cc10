//! The rows of the results.

use dixit::render::{AuditPlace, audit_statements};
use dixit::{Act, Document, EntityKind, OffsetUnit, Span, SpeakerForm, SpeakerKind, StatementKind};
use serde::Serialize;

/// What is given along with a text.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// What names the document in all tables.
    pub document: String,
    /// When it was published; it is kept as it is.
    pub date: Option<String>,
    /// Where it was published; it is kept as it is.
    pub outlet: Option<String>,
}

/// What came of one document.
#[derive(Debug)]
pub struct Rows {
    /// Of the document itself.
    pub document: DocumentRow,
    /// A row for each statement, in their order.
    pub statements: Vec<StatementRow>,
    /// A row for each mention, in their order.
    pub mentions: Vec<MentionRow>,
}

/// What there is to say of one document.
#[derive(Debug, Serialize)]
pub struct DocumentRow {
    /// What names it.
    pub document: String,
    /// As a web page says, or else as it was given.
    pub date: Option<String>,
    /// Of its text.
    pub bytes: u64,
    /// Of its text: what stands between spaces.
    pub words: u64,
    /// How many were found.
    pub statements: u64,
    /// How many were found.
    pub mentions: u64,
    /// Name and version.
    pub model: String,
    /// As it was given.
    pub outlet: Option<String>,
}

/// A statement, with its speaker. Offsets count the unit that the caller chose.
#[derive(Debug, Serialize)]
pub struct StatementRow {
    /// What names its document.
    pub document: String,
    /// Its place in the document.
    pub statement: u32,
    /// How it is reported.
    pub kind: StatementKind,
    /// Said, thought or kept back.
    pub act: Act,
    /// Its pieces as they are read.
    pub text: String,
    /// Where its first piece begins.
    pub start: u64,
    /// Where its last piece ends.
    pub end: u64,
    /// Its pieces.
    pub spans: Vec<Span>,
    /// In 0..=1.
    pub score: f32,
    /// The place of the statement that it stands in.
    pub parent: Option<u32>,
    /// The words that report it.
    pub cue: Option<String>,
    /// Where they begin.
    pub cue_start: Option<u64>,
    /// Where they end.
    pub cue_end: Option<u64>,
    /// The speaker's name, or the words that stand for one.
    pub speaker: Option<String>,
    /// What the speaker is.
    pub speaker_kind: Option<SpeakerKind>,
    /// How the text names the speaker.
    pub speaker_form: Option<SpeakerForm>,
    /// In 0..=1.
    pub speaker_score: Option<f32>,
    /// The entity in the document.
    pub speaker_entity: Option<u32>,
    /// The words that name the speaker.
    pub speaker_words: Option<String>,
    /// Where they begin.
    pub speaker_start: Option<u64>,
    /// Where they end.
    pub speaker_end: Option<u64>,
    /// The words that give the speaker's post, occupation or affiliation.
    pub speaker_title: Option<String>,
    /// The name of the organization that the speaker speaks for.
    pub speaker_affiliation: Option<String>,
    /// The id that the caller's list has for the speaker.
    pub speaker_known: Option<String>,
    /// "She", "he" or "they", in lower case, where this names the speaker, a person.
    pub speaker_pronoun: Option<&'static str>,
    /// How many of its words stand between quotation marks, or in a block quote.
    pub words_quoted: u64,
    /// Where in the article it stands.
    pub place: AuditPlace,
}

/// A mention, with its entity. Offsets count the unit that the caller chose.
#[derive(Debug, Serialize)]
pub struct MentionRow {
    /// What names its document.
    pub document: String,
    /// Its place in the document.
    pub mention: u32,
    /// What it names.
    pub kind: EntityKind,
    /// Its words as they are read.
    pub text: String,
    /// Where it begins.
    pub start: u64,
    /// Where it ends.
    pub end: u64,
    /// In 0..=1.
    pub score: f32,
    /// The entity in the document.
    pub entity: u32,
    /// The entity's name.
    pub name: String,
    /// The id that the caller's list has for the entity.
    pub known: Option<String>,
}

/// A document that could not be read.
#[derive(Debug, Serialize)]
pub struct ErrorRow {
    /// What names it.
    pub document: String,
    /// Why.
    pub reason: String,
}

impl Rows {
    /// The rows of `found`, whose offsets count `unit`s.
    ///
    /// The date that a web page says itself goes before the one that is given: an archive may know
    /// only when it was fetched.
    #[must_use]
    pub fn new(given: Given, found: &Document<'_>, unit: OffsetUnit) -> Self {
        let Given { document, date, outlet } = given;
        let own = found.article().and_then(|article| article.date()).map(str::to_owned);
        let record = found.to_record(unit);
        let entities = record.entities;
        let count = |n: usize| n as u32;
        let statements: Vec<StatementRow> = record
            .statements
            .into_iter()
            .zip(audit_statements(found))
            .enumerate()
            .map(|(i, (s, audited))| {
                let (cue, speaker) = (s.cue, s.speaker);
                let named = |entity: Option<usize>| entities.get(entity?);
                let own = named(speaker.as_ref().and_then(|p| p.entity));
                let affiliation = named(speaker.as_ref().and_then(|p| p.affiliation));
                let title = speaker.as_ref().and_then(|p| p.title.as_ref());
                let words = speaker.as_ref().and_then(|p| p.mention.as_ref());
                StatementRow {
                    document: document.clone(),
                    statement: count(i),
                    kind: s.kind,
                    act: s.act,
                    text: s.text,
                    start: s.spans.first().map_or(0, |s| s.start as u64),
                    end: s.spans.last().map_or(0, |s| s.end as u64),
                    spans: s.spans,
                    score: s.score,
                    parent: s.parent.map(count),
                    cue_start: cue.as_ref().map(|c| c.start as u64),
                    cue_end: cue.as_ref().map(|c| c.end as u64),
                    cue: cue.map(|c| c.text),
                    speaker_kind: speaker.as_ref().map(|p| p.kind),
                    speaker_form: speaker.as_ref().map(|p| p.form),
                    speaker_score: speaker.as_ref().map(|p| p.score),
                    speaker_entity: speaker.as_ref().and_then(|p| p.entity).map(count),
                    speaker_start: words.map(|w| w.start as u64),
                    speaker_end: words.map(|w| w.end as u64),
                    speaker_words: words.map(|w| w.text.clone()),
                    speaker_title: title.map(|t| t.text.clone()),
                    speaker_affiliation: affiliation.map(|e| e.name.clone()),
                    speaker_known: own.and_then(|e| e.known.clone()),
                    speaker_pronoun: audited.pronoun,
                    words_quoted: audited.words_quoted as u64,
                    place: audited.place,
                    speaker: speaker.and_then(|p| p.name),
                }
            })
            .collect();
        let mentions: Vec<MentionRow> = record
            .mentions
            .into_iter()
            .enumerate()
            .map(|(i, m)| MentionRow {
                document: document.clone(),
                mention: count(i),
                kind: m.kind,
                text: m.text,
                start: m.start as u64,
                end: m.end as u64,
                score: m.score,
                entity: count(m.entity),
                name: entities.get(m.entity).map_or_else(String::new, |e| e.name.clone()),
                known: entities.get(m.entity).and_then(|e| e.known.clone()),
            })
            .collect();
        let row = DocumentRow {
            document,
            date: own.or(date),
            bytes: found.input().len() as u64,
            words: found.input().split_whitespace().count() as u64,
            statements: statements.len() as u64,
            mentions: mentions.len() as u64,
            model: record.model,
            outlet,
        };
        Self { document: row, statements, mentions }
    }
}
