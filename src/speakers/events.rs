//! What the way through a text comes by, in its order.

use std::collections::{HashMap, HashSet};

use super::context::Contexts;
use super::descriptions::Descriptions;
use super::phrases::{Phrase, phrases};
use super::source_words::{self, SourceWords};
use crate::entities::Entities;
use crate::kinds::{SpeakerForm, StatementKind};
use crate::lexicon::Pronoun;
use crate::statements::Statement;
use crate::text::{Reading, Span};

/// Something that tells who is spoken of, or who speaks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// Somebody known speaks.
    Speaks(usize),
    /// A pronoun or nominal that is the source of statements.
    Source(Span, SourceWords),
    /// A description that fits one entity alone.
    Described(Span, usize),
    /// A mention.
    Named(usize),
    /// A noun phrase for somebody without a name.
    Unnamed(Phrase),
    /// The statement with this index begins a block and tells nobody.
    Turn(Span, usize),
    /// A pronoun that is no source.
    Pronoun(Span, Pronoun),
}

impl Event {
    /// At one place: who speaks, then the source, then the names inside of it.
    fn rank(&self) -> usize {
        match self {
            Self::Speaks(_) => 0,
            Self::Source(..) => 1,
            Self::Described(..) => 2,
            Self::Named(_) => 3,
            Self::Unnamed(_) => 4,
            Self::Pronoun(..) => 5,
            Self::Turn(..) => 6,
        }
    }
}

/// The events of a text. `of_source` has the places of the sources; `authors` are the entities
/// behind signatures, with the places of these.
pub(super) fn events(
    reading: &Reading<'_>,
    entities: &Entities,
    statements: &[Statement],
    of_source: &HashMap<Span, Vec<usize>>,
    authors: &[(Span, usize)],
    descriptions: &Descriptions,
    contexts: &Contexts<'_>,
) -> impl Iterator<Item = Event> {
    let mut out: Vec<(usize, Event)> = Vec::new();
    for &span in of_source.keys() {
        match source_words::read(reading, span, entities) {
            SourceWords { form: SpeakerForm::Name, head: Some(head), .. } => {
                out.push((span.start, Event::Speaks(entities.mentions[head].entity)));
            }
            source => out.push((span.start, Event::Source(span, source))),
        }
    }
    out.extend(authors.iter().map(|&(span, entity)| (span.start, Event::Speaks(entity))));
    out.extend(entities.mentions.iter().enumerate().map(|(i, m)| (m.span.start, Event::Named(i))));
    let described = descriptions.nominals(reading, entities);
    let known: HashSet<usize> = described.iter().map(|(span, _)| span.start).collect();
    out.extend(
        phrases(reading, entities)
            .into_iter()
            .filter(|p| !contexts.is_source(p.span) && !known.contains(&p.span.start))
            .map(|p| (p.span.start, Event::Unnamed(p))),
    );
    out.extend(
        described
            .into_iter()
            .filter(|(span, _)| !contexts.is_source(*span))
            .map(|(span, entity)| (span.start, Event::Described(span, entity))),
    );
    for word in &reading.words {
        // What "it" and "they" stand for is too often nothing that is named.
        if let Some(pronoun @ (Pronoun::He | Pronoun::She)) = Pronoun::of(&reading.text[word.span])
            && !contexts.is_source(word.span)
            && contexts.statement_at(word.span) != Some(StatementKind::Direct)
        {
            out.push((word.span.start, Event::Pronoun(word.span, pronoun)));
        }
    }
    let turns = statements.iter().enumerate().filter(|(_, s)| s.may_answer);
    out.extend(turns.map(|(i, s)| (s.extent.start, Event::Turn(s.extent, i))));
    out.sort_by_key(|(at, event)| (*at, event.rank()));
    out.into_iter().map(|(_, event)| event)
}
