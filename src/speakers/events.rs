//! What the way through a text comes by, in its order.

use std::collections::{HashMap, HashSet};

use super::context::Contexts;
use super::descriptions::Descriptions;
use super::phrases::{Phrase, phrases};
use super::source_words::{self, SourceWords};
use crate::entities::Entities;
use crate::error::Error;
use crate::kinds::{BlockKind, SpeakerForm, StatementKind};
use crate::lexicon::Pronoun;
use crate::limits::Allowance;
use crate::statements::Statement;
use crate::text::{Block, Reading, Span, is_byline};

/// Something that tells who is spoken of, or who speaks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// Somebody known speaks: the words that name them.
    Speaks(Span, usize),
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
            Self::Speaks(..) => 0,
            Self::Source(..) => 1,
            Self::Described(..) => 2,
            Self::Named(_) => 3,
            Self::Unnamed(_) => 4,
            Self::Pronoun(..) => 5,
            Self::Turn(..) => 6,
        }
    }
}

/// Where somebody speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaking<'a> {
    /// The statements of each source, by its place.
    pub(super) of_source: &'a HashMap<Span, Vec<usize>>,
    /// The entities behind signatures, with the places of these.
    pub(super) authors: &'a [(Span, usize)],
}

/// The events of a text.
pub(super) fn events(
    reading: &Reading<'_>,
    entities: &Entities,
    statements: &[Statement],
    speaking: Speaking<'_>,
    descriptions: &Descriptions,
    contexts: &Contexts<'_>,
    allowance: &Allowance<'_>,
) -> Result<impl Iterator<Item = Event>, Error> {
    let mut out: Vec<(usize, Event)> = Vec::new();
    for (step, &span) in speaking.of_source.keys().enumerate() {
        allowance.check_at(step)?;
        match source_words::read(reading, span, entities) {
            SourceWords { form: SpeakerForm::Name, head: Some(head), .. } => {
                out.push((span.start, Event::Speaks(span, entities.mentions[head].entity)));
            }
            source => out.push((span.start, Event::Source(span, source))),
        }
    }
    let authors = speaking.authors.iter();
    out.extend(authors.map(|&(span, entity)| (span.start, Event::Speaks(span, entity))));
    // Who wrote the report is nobody in it, and who is in a picture may be.
    let in_report = |at: usize| {
        let block = reading.block_at(at);
        let shows = |b: &Block| b.kind == BlockKind::Caption && b.quote_depth == 0;
        !is_byline(reading, block) && !reading.blocks.get(block).is_some_and(shows)
    };
    let named = entities.mentions.iter().enumerate().filter(|(_, m)| in_report(m.span.start));
    out.extend(named.map(|(i, m)| (m.span.start, Event::Named(i))));
    let described = descriptions.nominals(reading, entities);
    allowance.check()?;
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
    for (step, word) in reading.words.iter().enumerate() {
        allowance.check_at(step)?;
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
    allowance.check()?;
    Ok(out.into_iter().map(|(_, event)| event))
}
