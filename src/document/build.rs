//! What the stages found, in offsets of the plain text, to the result, in offsets of the input:
//! scores are calibrated, and what the caller's minimums leave out goes.

use super::{
    ArticleRecord, CandidateRecord, DocumentRecord, EntityRecord, MarkedPhraseRecord,
    MentionRecord, SCHEMA, SpeakerRecord, StatementRecord, TextSpanRecord,
};
use crate::entities::{Entities, Mention};
use crate::error::Error;
use crate::kinds::{Attribution, PhraseReason, SpeakerForm, StatementKind};
use crate::limits::Allowance;
use crate::model::{Bundle, Calibration};
use crate::options::Options;
use crate::scorers::antecedents::Referent;
use crate::speakers::{self, Joint, Resolved};
use crate::statements::{MarkedPhrase, Statement};
use crate::text::{Article, OffsetUnit, Part, PlainText, Span, folded};

/// What the stages found.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) attribution: Attribution,
    pub(crate) entities: Entities,
    /// The ids that the caller's list has for them; none where there is no list.
    pub(crate) known: Vec<Option<String>>,
    pub(crate) statements: Vec<Statement>,
    /// One for each statement.
    pub(crate) speakers: Vec<Option<Resolved>>,
    pub(crate) phrases: Vec<MarkedPhrase>,
}

impl Findings {
    /// The result, offsets in bytes of the input that `plain` was read from.
    pub(crate) fn into_record(
        mut self,
        plain: &PlainText<'_>,
        model: &Bundle,
        options: &Options,
        encoding: &str,
        allowance: &Allowance<'_>,
    ) -> Result<DocumentRecord, Error> {
        let calibration = model.calibration();
        self.leave_out(calibration, options);
        let writer =
            Writer { plain, calibration, options, entities: &self.entities, known: &self.known };
        let mentions = self.entities.mentions.iter().enumerate();
        let statements = self.statements.iter().zip(&self.speakers).enumerate();
        Ok(DocumentRecord {
            schema: SCHEMA.to_owned(),
            model: model.name().to_owned(),
            offset_unit: OffsetUnit::Byte,
            encoding: encoding.to_owned(),
            article: plain.article().map(|article| article_of(plain, article)),
            attribution: self.attribution,
            mentions: mentions
                .map(|(step, m)| allowance.check_at(step).map(|()| writer.mention(m)))
                .collect::<Result<_, _>>()?,
            entities: writer.entities(),
            statements: statements
                .map(|(step, (statement, speaker))| {
                    allowance.check_at(step)?;
                    Ok(writer.statement(statement, speaker.as_ref()))
                })
                .collect::<Result<_, Error>>()?,
            marked_phrases: self.phrases.iter().map(|p| writer.phrase(p)).collect(),
        })
    }

    /// Drops the statements that the caller leaves out; their words between quotation marks become
    /// marked phrases, and what is nested in them stands in what they stand in.
    fn leave_out(&mut self, calibration: &Calibration, options: &Options) {
        let all = std::mem::take(&mut self.statements);
        let speakers = std::mem::take(&mut self.speakers);
        // For each statement, the place among those that are kept of itself, or else of the nearest
        // one around it. Parents come before their children, so it is known when a child asks.
        let mut nearest: Vec<Option<usize>> = Vec::with_capacity(all.len());
        for (mut statement, speaker) in all.into_iter().zip(speakers) {
            let parent = statement.parent.and_then(|p| nearest.get(p).copied().flatten());
            if let Some(reason) = why_left_out(calibration, options, &statement) {
                nearest.push(parent);
                let phrase = |span| MarkedPhrase { span, reason };
                self.phrases.extend(statement.quoted.into_iter().map(phrase));
            } else {
                nearest.push(Some(self.statements.len()));
                statement.parent = parent;
                self.statements.push(statement);
                self.speakers.push(speaker);
            }
        }
        self.phrases.sort_by_key(|p| p.span);
    }
}

/// Why the caller's options leave a statement out, if they do.
fn why_left_out(
    calibration: &Calibration,
    options: &Options,
    statement: &Statement,
) -> Option<PhraseReason> {
    let least = match statement.kind {
        StatementKind::Indirect => options.min_statement_score.max(options.min_indirect_score),
        StatementKind::Direct | StatementKind::Mixed => options.min_statement_score,
    };
    if !options.acts.has(statement.act) {
        Some(PhraseReason::LeftOut)
    } else if statement_score(calibration, statement) < least {
        Some(PhraseReason::Unsure)
    } else {
        None
    }
}

/// Writes down what was found.
struct Writer<'a> {
    plain: &'a PlainText<'a>,
    calibration: &'a Calibration,
    options: &'a Options,
    entities: &'a Entities,
    known: &'a [Option<String>],
}

impl Writer<'_> {
    fn words(&self, span: Span) -> TextSpanRecord {
        let Span { start, end } = self.plain.to_input(span);
        TextSpanRecord { start, end, text: self.plain.words(span) }
    }

    fn mention(&self, mention: &Mention) -> MentionRecord {
        let TextSpanRecord { start, end, text } = self.words(mention.span);
        let score = self.calibration.mention.apply(mention.score);
        MentionRecord { start, end, text, kind: mention.kind, score, entity: mention.entity }
    }

    fn entities(&self) -> Vec<EntityRecord> {
        let entities = self.entities.entities.iter().enumerate();
        entities
            .map(|(id, e)| EntityRecord {
                id,
                name: folded(&e.name),
                kind: e.kind,
                known: self.known.get(id).cloned().flatten(),
                mentions: e.mentions.clone(),
            })
            .collect()
    }

    fn statement(&self, statement: &Statement, speaker: Option<&Resolved>) -> StatementRecord {
        let spans: Vec<Span> =
            statement.spans.iter().flat_map(|&span| self.plain.verbatim(span)).collect();
        let speaker = speaker
            .map(|r| (r, self.speaker(r)))
            .filter(|(_, s)| s.score >= self.options.min_speaker_score);
        StatementRecord {
            speakers: speaker.as_ref().map_or_else(Vec::new, |(r, s)| self.speakers(r, s.score)),
            kind: statement.kind,
            act: statement.act,
            text: self.plain.words_of_pieces(&statement.spans),
            spans,
            score: statement_score(self.calibration, statement),
            cue: statement.cue.map(|span| self.words(span)),
            speaker: speaker.map(|(_, s)| s),
            parent: statement.parent,
        }
    }

    fn speaker(&self, resolved: &Resolved) -> SpeakerRecord {
        let score = speaker_score(self.calibration, resolved);
        let name = match resolved.entity {
            Some(entity) => Some(folded(&self.entities.entities[entity].name)),
            None => resolved.words.as_deref().map(folded),
        };
        SpeakerRecord {
            mention: resolved.mention.map(|span| self.words(span)),
            form: resolved.form,
            kind: resolved.kind,
            entity: resolved.entity,
            name,
            title: resolved.profile.title.map(|span| self.words(span)),
            affiliation: resolved.profile.affiliation,
            score,
            candidates: candidates(resolved, score, self.options.speaker_candidates),
        }
    }

    /// Each of those whom a source names side by side.
    fn speakers(&self, resolved: &Resolved, score: f32) -> Vec<SpeakerRecord> {
        let speaker = |joint: &Joint| {
            let mention = &self.entities.mentions[joint.mention];
            let entity = &self.entities.entities[mention.entity];
            SpeakerRecord {
                mention: Some(self.words(mention.span)),
                form: SpeakerForm::Name,
                kind: speakers::kind_of(entity.kind, &entity.name),
                entity: Some(mention.entity),
                name: Some(folded(&entity.name)),
                title: joint.profile.title.map(|span| self.words(span)),
                affiliation: joint.profile.affiliation,
                score,
                candidates: Vec::new(),
            }
        };
        resolved.joint.iter().map(speaker).collect()
    }

    fn phrase(&self, phrase: &MarkedPhrase) -> MarkedPhraseRecord {
        let TextSpanRecord { start, end, text } = self.words(phrase.span);
        MarkedPhraseRecord { start, end, text, reason: phrase.reason }
    }
}

fn article_of(plain: &PlainText<'_>, article: &Article) -> ArticleRecord {
    let part = |part: &Option<Part>| {
        part.as_ref().map(|Part { span, words }| TextSpanRecord {
            start: span.start,
            end: span.end,
            text: words.clone(),
        })
    };
    ArticleRecord {
        title: part(&article.title),
        byline: part(&article.byline),
        date: part(&article.date),
        blocks: plain.blocks().iter().map(|b| plain.to_input(b.span)).collect(),
    }
}

/// The likeliest entities, the speaker's own first. What its score leaves is shared among the
/// others, and nobody, as the ranker weighs them.
fn candidates(resolved: &Resolved, score: f32, most: usize) -> Vec<CandidateRecord> {
    let first = resolved.entity.map(|entity| CandidateRecord { entity, score });
    let weight_of_first = resolved.answers.first().map_or(1.0, |a| a.probability);
    let rest = resolved.answers.iter().skip(1).filter_map(|a| {
        let score = (1.0 - score) * a.probability / (1.0 - weight_of_first).max(f32::EPSILON);
        match a.answer? {
            Referent::Entity(entity) => {
                Some(CandidateRecord { entity, score: score.clamp(0.0, 1.0) })
            }
            Referent::Figure(_) => None,
        }
    });
    first.into_iter().chain(rest).take(most).collect()
}

fn statement_score(calibration: &Calibration, statement: &Statement) -> f32 {
    match statement.kind {
        StatementKind::Indirect => calibration.reported,
        StatementKind::Direct | StatementKind::Mixed => calibration.quoted,
    }
    .apply(statement.score)
}

fn speaker_score(calibration: &Calibration, resolved: &Resolved) -> f32 {
    match resolved.form {
        SpeakerForm::Name => calibration.name,
        SpeakerForm::Nominal => calibration.nominal,
        SpeakerForm::Pronoun => calibration.pronoun,
        SpeakerForm::Implicit => calibration.implicit,
    }
    .apply(resolved.score)
}
