//! Who is behind the pronouns and nominals of a text: they are resolved on one way through it, and
//! whom the last ones stood for is part of what is remembered for the next.

use std::collections::HashMap;

use super::candidates::Candidates;
use super::context::Contexts;
use super::descriptions::Descriptions;
use super::events::{Event, events};
use super::history::History;
use super::nominal::{self, bare};
use super::relative;
use super::source_words::SourceWords;
use crate::entities::Entities;
use crate::kinds::SpeakerForm;
use crate::lexicon::Pronoun;
use crate::scorers::antecedents::{
    Antecedent, Context, Nominal, Ranker, Reference, ReferenceForm, features,
};
use crate::statements::{Origin, Statement};
use crate::text::{Reading, Span};

/// A pronoun that is resolved with less than this is not remembered.
const REMEMBER: f32 = 0.5;

/// Who is behind the sources of a text.
#[derive(Debug, Default)]
pub(super) struct Coreference {
    /// The answers for each source that is a pronoun or a nominal, the likeliest first.
    of_source: HashMap<Span, Vec<Antecedent>>,
    /// The nominal right before a "who" that stands for it.
    antecedents: HashMap<Span, Span>,
}

impl Coreference {
    /// The nominal right before the source at `span`, if that is a "who" that stands for it.
    pub(super) fn antecedent(&self, span: Span) -> Option<Span> {
        self.antecedents.get(&span).copied()
    }

    /// The answers for the source at `span`, the likeliest first; none for a name.
    pub(super) fn answers(&self, span: Span) -> &[Antecedent] {
        self.of_source.get(&span).map_or(&[], Vec::as_slice)
    }
}

/// Resolves references from what a text tells of its people.
pub(super) struct Resolver<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) statements: &'a [Statement],
    pub(super) descriptions: &'a Descriptions,
    pub(super) ranker: &'a Ranker<'a>,
}

impl Resolver<'_> {
    /// Resolves every source. `authors` are the entities behind signed statements, where known,
    /// with the place of the signature.
    pub(super) fn run(&self, authors: &[(Span, usize)]) -> Coreference {
        let contexts = Contexts::new(self.reading, self.statements);
        let of_source = self.statements_of_sources();
        let events =
            events(self.reading, self.entities, &of_source, authors, self.descriptions, &contexts);
        let mut history = History::new(self.entities);
        let mut out = Coreference::default();
        let mut nominal: Option<Span> = None;
        for event in events {
            match event {
                Event::Named(mention) => {
                    let mention = &self.entities.mentions[mention];
                    history.refer(mention.entity, contexts.of(mention.span, ReferenceForm::Name));
                }
                Event::Described(span, entity) => {
                    history.refer(entity, contexts.of(span, ReferenceForm::Description));
                }
                Event::Speaks(entity) => history.speak(entity),
                Event::Source(span, source) => {
                    let antecedent = relative::antecedent(self.reading, nominal, span);
                    let answers = if let Some(antecedent) = antecedent {
                        out.antecedents.insert(span, antecedent);
                        out.answers(antecedent).to_vec()
                    } else {
                        let reference = self.source(span, &source, &contexts);
                        let said = of_source.get(&span).map_or(&[][..], Vec::as_slice);
                        self.answers(reference, said, &history)
                    };
                    if source.form == SpeakerForm::Nominal {
                        nominal = Some(span);
                    }
                    if let Some(entity) = answers.first().and_then(|a| a.answer) {
                        history.refer(entity, contexts.of(span, ReferenceForm::Pronoun));
                        history.speak(entity);
                    }
                    out.of_source.insert(span, answers);
                }
                Event::Pronoun(span, pronoun) => {
                    let reference =
                        of_pronoun(pronoun, false, contexts.of(span, ReferenceForm::Pronoun));
                    let answers = self.answers(reference, &[], &history);
                    if let Some(Antecedent { answer: Some(entity), probability }) = answers.first()
                        && *probability >= REMEMBER
                    {
                        history.refer(*entity, reference.context);
                    }
                }
            }
        }
        out
    }

    /// The statements of each source, by its place.
    fn statements_of_sources(&self) -> HashMap<Span, Vec<usize>> {
        let mut out: HashMap<Span, Vec<usize>> = HashMap::new();
        for (i, statement) in self.statements.iter().enumerate() {
            if let (Some(source), false) =
                (statement.source, matches!(statement.origin, Origin::Signed(_)))
            {
                out.entry(source.span).or_default().push(i);
            }
        }
        out
    }

    fn source(&self, span: Span, source: &SourceWords, contexts: &Contexts<'_>) -> Reference {
        let context = contexts.of(span, ReferenceForm::Pronoun);
        if source.form == SpeakerForm::Pronoun {
            let mut words = self.reading.text[span].split_whitespace();
            let pronoun = words.find_map(|w| Pronoun::of(bare(w))).unwrap_or(Pronoun::Other);
            return of_pronoun(pronoun, true, context);
        }
        Reference {
            context,
            pronoun: None,
            nominal: nominal::read(self.reading, span, source.kind),
            is_described: false,
            is_source: true,
        }
    }

    /// Whom `reference`, the source of the statements `said`, stands for; the likeliest first.
    fn answers(&self, reference: Reference, said: &[usize], history: &History) -> Vec<Antecedent> {
        let candidates = Candidates {
            reading: self.reading,
            entities: self.entities,
            statements: self.statements,
            descriptions: self.descriptions,
            history,
        }
        .of(&reference, said);
        let is_described = candidates.iter().any(|c| c.profile.fit.words > 0);
        let reference = Reference { is_described, ..reference };
        // "The chairman", where the text has one chairman, is him.
        let is_known =
            reference.is_known_office() && candidates.iter().any(|c| c.standing.fits_alone);
        let nobody = (!is_known).then(|| (None, features(&reference, None)));
        let rows = nobody.into_iter().chain(
            candidates.iter().map(|c| (Some(c.profile.entity), features(&reference, Some(c)))),
        );
        self.ranker.rank(reference.context.span, rows)
    }
}

fn of_pronoun(pronoun: Pronoun, is_source: bool, context: Context) -> Reference {
    Reference {
        context,
        pronoun: Some(pronoun),
        nominal: Nominal::default(),
        is_described: false,
        is_source,
    }
}
