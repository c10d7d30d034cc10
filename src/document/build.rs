//! What the stages found, in offsets of the plain text, to the result, in offsets of the input:
//! scores are calibrated, and what the caller's minimums leave out goes.

use super::{
    CandidateData, Document, EntityData, MarkedPhraseData, MentionData, SpeakerData, StatementData,
};
use crate::entities::{Entities, Mention};
use crate::error::Error;
use crate::kinds::{Attribution, PhraseReason, SpeakerForm, StatementKind};
use crate::model::Calibration;
use crate::speakers::Resolved;
use crate::statements::{MarkedPhrase, Statement};
use crate::text::marked_words;
use crate::text::{Source, Span};

/// What a caller wants to see of the results.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// The least scores, in 0..=1.
    pub(crate) min_mention_score: f32,
    pub(crate) min_statement_score: f32,
    pub(crate) min_speaker_score: f32,
    /// The most candidates for a speaker.
    pub(crate) speaker_candidates: usize,
}

impl Wanted {
    /// # Errors
    ///
    /// A score that is none.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (what, score) in [
            ("mention", self.min_mention_score),
            ("statement", self.min_statement_score),
            ("speaker", self.min_speaker_score),
        ] {
            if !(0.0..=1.0).contains(&score) {
                return Err(Error::config(format!(
                    "min_{what}_score is {score}; scores are in 0..=1"
                )));
            }
        }
        Ok(())
    }
}

/// What the stages found.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) entities: Entities,
    pub(crate) statements: Vec<Statement>,
    /// One for each statement.
    pub(crate) speakers: Vec<Option<Resolved>>,
    pub(crate) phrases: Vec<MarkedPhrase>,
}

impl Findings {
    pub(crate) fn into_document<'t>(
        mut self,
        source: &Source<'t>,
        model: &str,
        attribution: Attribution,
        calibration: &Calibration,
        wanted: Wanted,
    ) -> Document<'t> {
        self.drop_unsure(source.text(), calibration, wanted.min_statement_score);
        let statements = self
            .statements
            .iter()
            .zip(&self.speakers)
            .map(|(s, speaker)| StatementData {
                kind: s.kind,
                spans: s.spans.iter().flat_map(|&span| source.verbatim(span)).collect(),
                score: statement_score(calibration, s),
                cue: s.cue.map(|span| source.to_input(span)),
                speaker: speaker
                    .as_ref()
                    .map(|r| self.speaker(source, r, calibration, wanted.speaker_candidates))
                    .filter(|s| s.score >= wanted.min_speaker_score),
                parent: s.parent,
            })
            .collect();
        let mention = |m: &Mention| MentionData {
            span: source.to_input(m.span),
            kind: m.kind,
            score: calibration.mention.apply(m.score),
            entity: m.entity,
        };
        let entities = &self.entities.entities;
        Document {
            input: source.input(),
            format: source.format(),
            model: model.to_owned(),
            attribution,
            mentions: self.entities.mentions.iter().map(mention).collect(),
            entities: entities
                .iter()
                .map(|e| EntityData {
                    name: e.name.clone(),
                    kind: e.kind,
                    mentions: e.mentions.clone(),
                })
                .collect(),
            statements,
            marked_phrases: self
                .phrases
                .iter()
                .map(|p| MarkedPhraseData { span: source.to_input(p.span), reason: p.reason })
                .collect(),
        }
    }

    /// Drops the statements with a score below `least`; their words between quotation marks become
    /// marked phrases.
    fn drop_unsure(&mut self, text: &str, calibration: &Calibration, least: f32) {
        let kept: Vec<bool> =
            self.statements.iter().map(|s| statement_score(calibration, s) >= least).collect();
        if kept.iter().all(|&k| k) {
            return;
        }
        let place: Vec<usize> = kept
            .iter()
            .scan(0, |next, &k| Some(std::mem::replace(next, *next + usize::from(k))))
            .collect();
        // Parents come before their children, so the nearest one that is kept is known when a child
        // asks.
        let mut nearest: Vec<Option<usize>> = Vec::with_capacity(kept.len());
        for (i, statement) in self.statements.iter_mut().enumerate() {
            let parent = statement.parent.and_then(|p| nearest.get(p).copied().flatten());
            nearest.push(if kept[i] { Some(place[i]) } else { parent });
            statement.parent = parent;
        }
        for (statement, _) in self.statements.iter().zip(&kept).filter(|(_, kept)| !**kept) {
            let marked: Vec<Span> = match statement.kind {
                StatementKind::Direct => statement.spans.clone(),
                StatementKind::Mixed => {
                    statement.spans.iter().flat_map(|&span| marked_words(text, span)).collect()
                }
                StatementKind::Indirect => Vec::new(),
            };
            self.phrases.extend(
                marked.into_iter().map(|span| MarkedPhrase { span, reason: PhraseReason::Unsure }),
            );
        }
        self.phrases.sort_by_key(|p| p.span);
        let mut keep = kept.iter().copied();
        self.statements.retain(|_| keep.next().unwrap_or(true));
        let mut keep = kept.into_iter();
        self.speakers.retain(|_| keep.next().unwrap_or(true));
    }

    fn speaker(
        &self,
        source: &Source<'_>,
        resolved: &Resolved,
        calibration: &Calibration,
        most: usize,
    ) -> SpeakerData {
        let score = speaker_score(calibration, resolved);
        let name = match resolved.entity {
            Some(entity) => Some(self.entities.entities[entity].name.clone()),
            None => resolved.words.clone(),
        };
        SpeakerData {
            mention: resolved.mention.map(|span| source.to_input(span)),
            form: resolved.form,
            kind: resolved.kind,
            entity: resolved.entity,
            name,
            score,
            candidates: candidates(resolved, score, most),
        }
    }
}

/// The likeliest entities, the speaker's own first. What its score leaves is shared among the
/// others, and nobody, as the ranker weighs them.
fn candidates(resolved: &Resolved, score: f32, most: usize) -> Vec<CandidateData> {
    let first = resolved.entity.map(|entity| CandidateData { entity, score });
    let weight_of_first = resolved.answers.first().map_or(1.0, |a| a.probability);
    let rest = resolved.answers.iter().skip(1).filter_map(|a| {
        let score = (1.0 - score) * a.probability / (1.0 - weight_of_first).max(f32::EPSILON);
        a.entity.map(|entity| CandidateData { entity, score: score.clamp(0.0, 1.0) })
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
