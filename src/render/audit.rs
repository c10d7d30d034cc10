//! Who gets to speak, in which capacity, and how much.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::voices::{Voice, one_line, voices};
use crate::{
    Act, BlockKind, Document, Entity, Span, Speaker, SpeakerForm, SpeakerKind, Statement,
    StatementKind,
};

/// Who gets to speak in a document, in which capacity, and how much: what [`audit`] gives.
///
/// [Example](audit())
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// A row for each speaker: who has most of the words that are quoted comes first, then who has
    /// most statements; what nobody is named for comes last.
    pub speakers: Vec<AuditRow>,
    /// A row for each kind of source that there is: named people, organizations, groups, documents,
    /// people without a name, nobody.
    pub kinds: Vec<AuditRow>,
}

/// What one speaker, or all of one kind, say in a document.
///
/// [Example](audit())
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditRow {
    /// The speaker's name, or the words that stand for one; of a row for a kind, the kind. `None`
    /// for all statements whose speaker the text does not tell.
    pub source: Option<String>,
    /// What the speaker is.
    pub kind: Option<SpeakerKind>,
    /// Whether the text gives them a name.
    pub named: bool,
    /// The words of the text for their post, occupation or affiliation.
    pub title: Option<String>,
    /// The organization that they speak for.
    pub affiliation: Option<String>,
    /// The id that the caller's list has for them.
    pub known: Option<String>,
    /// Which of "she", "he" and "they" the text uses for this person where they speak, the most
    /// frequent one; `None` where it uses none. It is never a guess from a name, and says nothing
    /// that the text does not say.
    pub pronoun: Option<&'static str>,
    /// How many statements they have.
    pub statements: usize,
    /// How many of them are direct, mixed and indirect.
    pub direct: usize,
    /// See [`direct`](Self::direct).
    pub mixed: usize,
    /// See [`direct`](Self::direct).
    pub indirect: usize,
    /// How many of them are said, thought and kept back.
    pub speech: usize,
    /// See [`speech`](Self::speech).
    pub thought: usize,
    /// See [`speech`](Self::speech).
    pub silence: usize,
    /// How many words of theirs stand between quotation marks, or in a block quote.
    pub words_quoted: usize,
    /// These words as a share of all words that are quoted in the document; in 0..=1.
    pub share: f32,
    /// Where they speak first.
    pub first: Option<AuditPlace>,
}

/// A place in an article.
///
/// [Example](audit())
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AuditPlace {
    /// A heading.
    Headline,
    /// The first block of the text that is no heading.
    Lead,
    /// Any later one.
    Body,
}

impl AuditPlace {
    /// The name that it has in JSON and CSV.
    ///
    /// [Example](audit())
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Lead => "lead",
            Self::Body => "body",
        }
    }
}

/// Pronouns that are counted.
const PRONOUNS: [&str; 3] = ["she", "he", "they"];

/// Counts who speaks in a document, in which capacity, and how much.
///
/// Statements inside of others count for those who are said to have made them; their words count for
/// the statement around them as well.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::render::{Audit, AuditPlace, AuditRow, audit};
///
/// let extractor = dixit::Extractor::new()?;
/// let text = "“We will not wait,” said Ana Kovic, chief executive of Quay Ferries. She said that it was “late.”";
/// let audit: Audit = audit(&extractor.extract(text)?);
/// let ana: &AuditRow = &audit.speakers[0];
/// assert_eq!((ana.source.as_deref(), ana.pronoun), (Some("Ana Kovic"), Some("she")));
/// assert_eq!((ana.statements, ana.words_quoted, ana.share), (2, 5, 1.0));
/// assert_eq!(ana.first, Some(AuditPlace::Lead));
/// assert_eq!(AuditPlace::Lead.as_str(), "lead");
/// assert!(audit.to_csv().starts_with("source,kind,named,"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn audit(document: &Document<'_>) -> Audit {
    let statements: Vec<Statement<'_>> = document.statements().collect();
    let audited = audit_statements(document);
    let mut speakers: Vec<AuditRow> = Vec::new();
    for voice in voices(document) {
        let mut row = of_voice(document, &voice, &statements);
        for &index in &voice.statements {
            if let (Some(statement), Some(audited)) = (statements.get(index), audited.get(index)) {
                row.count(*statement, audited);
            }
        }
        speakers.push(row);
    }
    let all: usize = speakers.iter().map(|row| row.words_quoted).sum();
    speakers.iter_mut().for_each(|row| row.share = share(row.words_quoted, all));
    speakers.sort_by_key(|row| {
        (row.source.is_none(), Reverse(row.words_quoted), Reverse(row.statements))
    });
    let kinds = by_kind(&speakers, all);
    Audit { speakers, kinds }
}

/// What of one statement counts: what [`audit_statements`] gives.
///
/// [Example](audit_statements())
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditedStatement {
    /// How many of its words stand between quotation marks, or in a block quote.
    pub words_quoted: usize,
    /// Where it stands.
    pub place: AuditPlace,
    /// "She", "he" or "they", in lower case, where this names the speaker, a person.
    pub pronoun: Option<&'static str>,
}

/// What counts of each statement of a document, in their order: for counts over many documents.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“We will not wait,” said Ana Kovic.")?;
/// let statements: Vec<dixit::render::AuditedStatement> = dixit::render::audit_statements(&document);
/// assert_eq!(statements[0].words_quoted, 4);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn audit_statements(document: &Document<'_>) -> Vec<AuditedStatement> {
    let is_heading = |kind: BlockKind| kind == BlockKind::Heading;
    let lead = document.blocks().find(|b| !is_heading(b.kind())).map(|b| b.span());
    let headings = document.blocks().filter(|b| is_heading(b.kind()));
    let headings: Vec<Span> = headings.map(|b| b.span()).collect();
    let place = |start: usize| {
        let holds = |span: &Span| span.start <= start && start < span.end;
        let before = headings.partition_point(|heading| heading.start <= start);
        if headings[..before].last().is_some_and(holds) {
            AuditPlace::Headline
        } else if lead.as_ref().is_some_and(holds) {
            AuditPlace::Lead
        } else {
            AuditPlace::Body
        }
    };
    let audited = |statement: Statement<'_>| AuditedStatement {
        words_quoted: statement.words_quoted(),
        place: place(statement.spans().first().map_or(0, |span| span.start)),
        pronoun: statement.speaker().and_then(|speaker| pronoun(document, speaker)),
    };
    document.statements().map(audited).collect()
}

/// The pronoun that names a speaker, a person.
fn pronoun(document: &Document<'_>, speaker: Speaker<'_>) -> Option<&'static str> {
    if speaker.form() != SpeakerForm::Pronoun || speaker.kind() != SpeakerKind::Person {
        return None;
    }
    let words = document.text_of(speaker.mention()?).to_lowercase();
    words.split_whitespace().find_map(|word| PRONOUNS.into_iter().find(|p| *p == word))
}

/// The row of a speaker, nothing counted.
fn of_voice(document: &Document<'_>, voice: &Voice, statements: &[Statement<'_>]) -> AuditRow {
    let own = || voice.statements.iter().filter_map(|i| statements.get(*i)?.speaker());
    let entity = own().find_map(Speaker::entity);
    let mut used: HashMap<&'static str, usize> = HashMap::new();
    own().filter_map(|s| pronoun(document, s)).for_each(|p| *used.entry(p).or_default() += 1);
    let most = PRONOUNS.into_iter().filter(|p| used.contains_key(p));
    AuditRow {
        source: voice.name.clone(),
        kind: voice.kind.filter(|_| voice.name.is_some()),
        named: entity.is_some(),
        title: own().find_map(Speaker::title).map(|span| one_line(&document.text_of(span))),
        affiliation: own().find_map(Speaker::affiliation).map(|e| one_line(e.name())),
        known: entity.and_then(Entity::known).map(str::to_owned),
        pronoun: most.max_by_key(|p| used.get(p).copied()),
        ..AuditRow::default()
    }
}

/// What each kind of source says, in the order of how much.
fn by_kind(speakers: &[AuditRow], all: usize) -> Vec<AuditRow> {
    let mut out: Vec<AuditRow> = Vec::new();
    for row in speakers {
        let source = row.kind.map(|kind| kind.as_str().to_owned());
        let known = out.iter().position(|k| k.source == source);
        let at = known.unwrap_or_else(|| {
            let (kind, named) = (row.kind, row.named);
            out.push(AuditRow { source, kind, named, ..AuditRow::default() });
            out.len() - 1
        });
        if let Some(kind) = out.get_mut(at) {
            kind.add(row);
        }
    }
    out.iter_mut().for_each(|row| row.share = share(row.words_quoted, all));
    out.sort_by_key(|row| (row.source.is_none(), Reverse(row.statements)));
    out
}

fn share(part: usize, all: usize) -> f32 {
    if all == 0 { 0.0 } else { part as f32 / all as f32 }
}

impl AuditRow {
    fn count(&mut self, statement: Statement<'_>, audited: &AuditedStatement) {
        self.statements += 1;
        let kind = |kind| usize::from(statement.kind() == kind);
        self.direct += kind(StatementKind::Direct);
        self.mixed += kind(StatementKind::Mixed);
        self.indirect += kind(StatementKind::Indirect);
        let act = |act| usize::from(statement.act() == act);
        self.speech += act(Act::Speech);
        self.thought += act(Act::Thought);
        self.silence += act(Act::Silence);
        self.words_quoted += audited.words_quoted;
        self.first = first(self.first, Some(audited.place));
    }

    fn add(&mut self, other: &Self) {
        self.statements += other.statements;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
        self.speech += other.speech;
        self.thought += other.thought;
        self.silence += other.silence;
        self.words_quoted += other.words_quoted;
        self.first = first(self.first, other.first);
    }
}

/// The nearer to the front of two places.
fn first(a: Option<AuditPlace>, b: Option<AuditPlace>) -> Option<AuditPlace> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (known, None) | (None, known) => known,
    }
}

/// The columns of the CSV.
const COLUMNS: &str = "source,kind,named,title,affiliation,known,pronoun,statements,direct,mixed,indirect,speech,thought,silence,words_quoted,share,first";

impl Audit {
    /// A row for each speaker as CSV, with a line of the columns' names first. They are named like
    /// the fields of an [`AuditRow`]; what is not known is empty.
    ///
    /// [Example](audit())
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = format!("{COLUMNS}\n");
        for row in &self.speakers {
            let words = |words: &Option<String>| field(words.as_deref().unwrap_or_default());
            // Writing into a string cannot fail.
            let _ = writeln!(
                out,
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{:.4},{}",
                words(&row.source),
                row.kind.map_or("", SpeakerKind::as_str),
                row.named,
                words(&row.title),
                words(&row.affiliation),
                words(&row.known),
                row.pronoun.unwrap_or_default(),
                row.statements,
                row.direct,
                row.mixed,
                row.indirect,
                row.speech,
                row.thought,
                row.silence,
                row.words_quoted,
                row.share,
                row.first.map_or("", AuditPlace::as_str),
            );
        }
        out
    }
}

/// A field of CSV. Programs for tables take one that begins like a formula for one.
fn field(words: &str) -> String {
    let safe = if words.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if words.contains([',', '"', '\n', '\r']) {
        format!("\"{safe}{}\"", words.replace('"', "\"\""))
    } else {
        format!("{safe}{words}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_harmless_in_tables() {
        assert_eq!(field("Kovic, Ana"), "\"Kovic, Ana\"");
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("a \"b\""), "\"a \"\"b\"\"\"");
    }
}
