//! References to people and organizations (sources, and pronouns on the way to them) to the
//! entities that they stand for, in one sweep over the text: what was resolved before is part of
//! what is remembered.

use std::collections::HashMap;

use super::descriptions::Descriptions;
use super::history::{Ground, History};
use super::relative;
use super::source::{self, Source};
use crate::entities::Entities;
use crate::kinds::{SpeakerForm, StatementKind};
use crate::lexicon::Class;
use crate::scorers::antecedents::Via;
use crate::scorers::antecedents::{Nominal, Pronoun, Reference, features};
use crate::scorers::{Scorer, probabilities};
use crate::statements::Origin;
use crate::statements::Statement;
use crate::text::{Reading, Span};

/// A pronoun that is resolved with less than this is not remembered.
const REMEMBER: f32 = 0.5;

/// Somebody, or nobody, that a reference may stand for.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) entity: Option<usize>,
    /// In 0..=1.
    pub(crate) probability: f32,
}

/// A reference and its answers, the likeliest first; with what the ranker saw, for training one.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "training"), expect(dead_code, reason = "read where rankers are trained"))]
pub(crate) struct Trace {
    pub(crate) span: Span,
    pub(crate) answers: Vec<(Answer, Vec<f32>)>,
}

/// Who is behind the sources of a text.
#[derive(Debug, Default)]
pub(super) struct References {
    /// The answers for each source that is a pronoun or a nominal, the likeliest first.
    of_source: HashMap<Span, Vec<Answer>>,
    /// The nominal right before a "who" that stands for it.
    antecedents: HashMap<Span, Span>,
}

impl References {
    /// The nominal right before the source at `span`, if that is a "who" that stands for it.
    pub(super) fn antecedent(&self, span: Span) -> Option<Span> {
        self.antecedents.get(&span).copied()
    }

    /// The answers for the source at `span`, the likeliest first; none for a name.
    pub(super) fn answers(&self, span: Span) -> &[Answer] {
        self.of_source.get(&span).map_or(&[], Vec::as_slice)
    }
}

/// What a sweep comes by, in the order of the text.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// A mention.
    Named(usize),
    Described(Span, usize),
    /// Somebody known speaks.
    Speaks(usize),
    /// A pronoun or nominal that is the source of statements.
    Source(Span, Source),
    /// A pronoun that is not.
    Pronoun(Span),
}

pub(super) struct Sweep<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) statements: &'a [Statement],
    pub(super) descriptions: &'a Descriptions,
    pub(super) ranker: &'a Scorer,
}

impl Sweep<'_> {
    /// Resolves every source. `authors` are the entities behind signed statements, where known,
    /// with the place of the signature.
    pub(super) fn run(
        &self,
        authors: &[(Span, usize)],
        mut trace: Option<&mut Vec<Trace>>,
    ) -> References {
        let ground = Ground::new(self.reading, self.statements);
        let mut of_source: HashMap<Span, Vec<usize>> = HashMap::new();
        for (i, statement) in self
            .statements
            .iter()
            .enumerate()
            .filter(|(_, s)| !matches!(s.origin, Origin::Signed(_)))
        {
            if let Some(source) = statement.source {
                of_source.entry(source.span).or_default().push(i);
            }
        }
        let mut history = History::new(self.entities);
        let mut out = References::default();
        let mut nominal: Option<Span> = None;
        for (_, event) in self.events(authors, &of_source, &ground) {
            match event {
                Event::Named(mention) => {
                    let mention = &self.entities.mentions[mention];
                    history.refer(mention.entity, ground.anchor(mention.span, Via::Name));
                }
                Event::Described(span, entity) => {
                    history.refer(entity, ground.anchor(span, Via::Description))
                }
                Event::Speaks(entity) => history.speak(entity),
                Event::Source(span, source) => {
                    let statements = of_source.get(&span).map_or(&[][..], Vec::as_slice);
                    let answers = if let Some(antecedent) =
                        relative::antecedent(self.reading.text, nominal, span)
                    {
                        out.antecedents.insert(span, antecedent);
                        out.answers(antecedent).to_vec()
                    } else {
                        let reference = self.source_reference(span, &source, &ground);
                        self.answers(&reference, statements, &history, trace.as_deref_mut())
                    };
                    if source.form == SpeakerForm::Nominal {
                        nominal = Some(span);
                    }
                    if let Some(entity) = answers.first().and_then(|a| a.entity) {
                        history.refer(entity, ground.anchor(span, Via::Pronoun));
                        history.speak(entity);
                    }
                    out.of_source.insert(span, answers);
                }
                Event::Pronoun(span) => {
                    let anchor = ground.anchor(span, Via::Pronoun);
                    let pronoun = Some(Pronoun::of(&self.reading.text[span]));
                    let reference = Reference {
                        anchor,
                        pronoun,
                        nominal: Nominal::default(),
                        is_described: false,
                        is_source: false,
                    };
                    let answers = self.answers(&reference, &[], &history, trace.as_deref_mut());
                    if let Some(Answer { entity: Some(entity), probability }) = answers.first()
                        && *probability >= REMEMBER
                    {
                        history.refer(*entity, anchor);
                    }
                }
            }
        }
        out
    }

    fn events(
        &self,
        authors: &[(Span, usize)],
        of_source: &HashMap<Span, Vec<usize>>,
        ground: &Ground<'_>,
    ) -> Vec<(usize, Event)> {
        let mut out: Vec<(usize, Event)> = Vec::new();
        for (&span, statements) in of_source {
            match source::read(self.reading.text, span, self.entities) {
                Source { form: SpeakerForm::Name, head: Some(head), .. } => {
                    // Nested statements are other people's words: they don't change who has the
                    // floor.
                    if statements.iter().any(|&s| self.statements[s].origin != Origin::Nested) {
                        out.push((span.start, Event::Speaks(self.entities.mentions[head].entity)));
                    }
                }
                source => out.push((span.start, Event::Source(span, source))),
            }
        }
        out.extend(authors.iter().map(|&(span, entity)| (span.start, Event::Speaks(entity))));
        out.extend(
            self.entities.mentions.iter().enumerate().map(|(i, m)| (m.span.start, Event::Named(i))),
        );
        let described = self.descriptions.nominals(self.reading, self.entities);
        out.extend(
            described
                .into_iter()
                .filter(|(s, _)| !ground.is_source(*s))
                .map(|(s, e)| (s.start, Event::Described(s, e))),
        );
        for word in self
            .reading
            .words
            .iter()
            .filter(|w| Class::NarratedPronoun.has(&self.reading.text[w.span]))
        {
            if !ground.is_source(word.span)
                && ground.statement_at(word.span) != Some(StatementKind::Direct)
            {
                out.push((word.span.start, Event::Pronoun(word.span)));
            }
        }
        // At one place: who speaks, then the source, then the names inside of it.
        let rank = |event: &Event| match event {
            Event::Speaks(_) => 0,
            Event::Source(..) => 1,
            Event::Described(..) => 2,
            Event::Named(_) => 3,
            Event::Pronoun(_) => 4,
        };
        out.sort_by_key(|(at, event)| (*at, rank(event)));
        out
    }

    fn source_reference(&self, span: Span, source: &Source, ground: &Ground<'_>) -> Reference {
        let words = &self.reading.text[span];
        let anchor = ground.anchor(span, Via::Pronoun);
        if source.form == SpeakerForm::Pronoun {
            let word = words
                .split(|c: char| !c.is_alphanumeric())
                .find(|w| !w.is_empty())
                .unwrap_or_default();
            return Reference {
                anchor,
                pronoun: Some(Pronoun::of(word)),
                nominal: Nominal::default(),
                is_described: false,
                is_source: true,
            };
        }
        let head = source::head_noun(self.reading.text, span);
        let nominal = Nominal::read(words, head, source.kind);
        Reference { anchor, pronoun: None, nominal, is_described: false, is_source: true }
    }

    /// Whom `reference`, the source of `statements`, stands for; the likeliest first.
    fn answers(
        &self,
        reference: &Reference,
        statements: &[usize],
        history: &History,
        trace: Option<&mut Vec<Trace>>,
    ) -> Vec<Answer> {
        let span = reference.anchor.span;
        let candidates = self.candidates(reference, statements, history);
        let reference =
            &Reference { is_described: candidates.iter().any(|c| c.fit > 0), ..*reference };
        // "The chairman", where the text has one chairman, is him.
        let is_known = reference.nominal.is_definite
            && reference.nominal.is_office
            && candidates.iter().any(|c| c.fits_alone);
        let nobody = (!is_known).then(|| (None, features(reference, None)));
        let rows: Vec<(Option<usize>, _)> = nobody
            .into_iter()
            .chain(candidates.iter().map(|c| (Some(c.entity), features(reference, Some(c)))))
            .collect();
        let mut scores: Vec<f32> = rows.iter().map(|(_, row)| self.ranker.score(row)).collect();
        probabilities(&mut scores);
        let mut ranked: Vec<(Answer, &[f32])> = rows
            .iter()
            .zip(scores)
            .map(|((entity, row), probability)| {
                (Answer { entity: *entity, probability }, row.as_slice())
            })
            .collect();
        ranked.sort_by(|a, b| b.0.probability.total_cmp(&a.0.probability));
        if let Some(trace) = trace {
            trace.push(Trace {
                span,
                answers: ranked.iter().map(|(a, row)| (a.clone(), row.to_vec())).collect(),
            });
        }
        ranked.into_iter().map(|(answer, _)| answer).collect()
    }
}
