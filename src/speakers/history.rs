//! What a reader remembers at a point of the text: who was named, where, how, and who spoke last.

use crate::entities::Entities;
use crate::kinds::StatementKind;
use crate::lexicon::Class;
use crate::scorers::antecedents::{Anchor, Via};
use crate::statements::Origin;
use crate::statements::Statement;
use crate::text::{Reading, Span};

/// Entities that a reader keeps in mind, the last ones named.
pub(super) const REMEMBERED: usize = 24;

/// The first words of a sentence are mostly its subject.
const SUBJECT: usize = 6;

/// What was read of an entity so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) count: usize,
    pub(super) last: Option<Anchor>,
    /// The last one that is the reporter's own words.
    pub(super) plain: Option<Anchor>,
    pub(super) statements: usize,
    pub(super) in_first_block: bool,
}

/// Where statements and their sources stand, for looking up what a stretch is part of.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    reading: &'a Reading<'a>,
    /// In order; nested statements are left out.
    said: Vec<(Span, StatementKind)>,
    sources: Vec<Span>,
}

/// Bytes on either side of a stretch in which the words beside it are looked for.
const NEAR: usize = 48;

/// Whether the words before a name end with a preposition and what stands before names: titles,
/// adjectives in capitals.
fn is_governed(before: &str) -> bool {
    before
        .split_whitespace()
        .rev()
        .find(|w| !w.starts_with(char::is_uppercase) && !Class::BeforeTitle.has(w))
        .is_some_and(|w| Class::GoverningPreposition.has(w))
}

fn is_acting(after: &str) -> bool {
    let Some(next) = after.strip_prefix(' ').and_then(|a| a.split_whitespace().next()) else {
        return false;
    };
    Class::ActingWord.has(next)
        || (next.starts_with(char::is_lowercase)
            && next.len() > 3
            && (next.ends_with("ed") || next.ends_with('s')))
}

impl<'a> Ground<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, statements: &[Statement]) -> Self {
        let mut said: Vec<(Span, StatementKind)> = statements
            .iter()
            .filter(|s| s.origin != Origin::Nested)
            .flat_map(|s| s.spans.iter().map(|&span| (span, s.kind)))
            .collect();
        said.sort_by_key(|(span, _)| *span);
        let mut sources: Vec<Span> =
            statements.iter().filter_map(|s| s.source.map(|r| r.span)).collect();
        sources.sort();
        sources.dedup();
        Self { reading, said, sources }
    }

    /// The kind of the statement that `span` begins in.
    pub(super) fn statement_at(&self, span: Span) -> Option<StatementKind> {
        let before = self.said.partition_point(|(s, _)| s.start <= span.start);
        self.said[..before].last().filter(|(s, _)| s.end > span.start).map(|&(_, kind)| kind)
    }

    /// Whether `span` begins in the words that name a source.
    pub(super) fn is_source(&self, span: Span) -> bool {
        let before = self.sources.partition_point(|s| s.start <= span.start);
        self.sources[..before].last().is_some_and(|s| s.end > span.start)
    }

    pub(super) fn anchor(&self, span: Span, via: Via) -> Anchor {
        let sentence = self.reading.sentence_at(span.start);
        let start =
            self.reading.sentences.get(sentence).map_or(span.start, |s| s.start.min(span.start));
        let after = &self.reading.text[span.end..];
        Anchor {
            span,
            sentence,
            block: self.reading.block_at(span.start),
            via,
            inside: self.statement_at(span),
            is_subject: self.reading.words_in(Span::new(start, span.start)).len() <= SUBJECT,
            is_possessive: after.starts_with("'s") || after.starts_with("’s"),
            is_governed: is_governed(
                &self.reading.text
                    [Span::new(start, span.start).last_bytes(self.reading.text, NEAR)],
            ),
            is_acting: is_acting(
                &self.reading.text[Span::new(span.end, self.reading.text.len())
                    .first_bytes(self.reading.text, NEAR)],
            ),
            is_source: self.is_source(span),
        }
    }
}

/// The state of a reader who goes through a text from its start.
#[derive(Debug)]
pub(super) struct History {
    seen: Vec<Seen>,
    /// The last [`REMEMBERED`] entities referred to, the latest first.
    recent: Vec<usize>,
    /// Who spoke, the latest last; whoever goes on speaking counts once.
    speakers: Vec<usize>,
    most: usize,
}

impl History {
    pub(super) fn new(entities: &Entities) -> Self {
        Self {
            seen: vec![Seen::default(); entities.entities.len()],
            recent: Vec::new(),
            speakers: Vec::new(),
            most: 0,
        }
    }

    pub(super) fn refer(&mut self, entity: usize, anchor: Anchor) {
        let seen = &mut self.seen[entity];
        seen.count += 1;
        seen.last = Some(anchor);
        if anchor.inside != Some(StatementKind::Direct) {
            seen.plain = Some(anchor);
        }
        seen.in_first_block |= anchor.block == 0;
        self.most = self.most.max(seen.count);
        self.recent.retain(|&e| e != entity);
        self.recent.insert(0, entity);
        self.recent.truncate(REMEMBERED);
    }

    pub(super) fn speak(&mut self, entity: usize) {
        self.seen[entity].statements += 1;
        if self.speakers.last() != Some(&entity) {
            self.speakers.push(entity);
        }
    }

    pub(super) fn seen(&self, entity: usize) -> &Seen {
        &self.seen[entity]
    }

    pub(super) fn recent(&self) -> &[usize] {
        &self.recent
    }

    /// Who spoke last (0), before that (1) and so on.
    pub(super) fn speaker(&self, back: usize) -> Option<usize> {
        self.speakers.iter().rev().nth(back).copied()
    }

    /// How often the entity that is referred to most was.
    pub(super) fn most(&self) -> usize {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Entity;
    use crate::kinds::EntityKind;
    use crate::kinds::Gender;

    fn anchor(at: usize, inside: Option<StatementKind>) -> Anchor {
        Anchor {
            span: Span::new(at, at + 1),
            sentence: at,
            block: at,
            via: Via::Name,
            inside,
            is_subject: false,
            is_possessive: false,
            is_governed: false,
            is_acting: false,
            is_source: false,
        }
    }

    fn strangers(count: usize) -> History {
        let entity = Entity {
            name: "Ana Kovic".to_owned(),
            kind: EntityKind::Person,
            mentions: Vec::new(),
            gender: Gender::Unknown,
        };
        History::new(&Entities { mentions: Vec::new(), entities: vec![entity; count] })
    }

    #[test]
    fn the_last_ones_named_are_remembered() {
        let mut history = strangers(REMEMBERED + 2);
        for entity in (0..REMEMBERED + 2).chain([5]) {
            history.refer(entity, anchor(entity, None));
        }
        assert_eq!(history.recent().len(), REMEMBERED);
        assert_eq!(&history.recent()[..2], &[5, REMEMBERED + 1]);
        assert!(!history.recent().contains(&0));
        assert_eq!((history.seen(5).count, history.most()), (2, 2));
        assert!(history.seen(0).in_first_block && !history.seen(1).in_first_block);
    }

    #[test]
    fn what_is_quoted_is_no_plain_reference() {
        let mut history = strangers(1);
        history.refer(0, anchor(1, None));
        history.refer(0, anchor(2, Some(StatementKind::Direct)));
        assert_eq!(history.seen(0).last.map(|a| a.block), Some(2));
        assert_eq!(history.seen(0).plain.map(|a| a.block), Some(1));
    }

    #[test]
    fn what_stands_beside_a_name() {
        for (before, governed) in [
            ("spoke to Mayor ", true),
            ("a message from the former Governor ", true),
            ("said ", false),
            ("", false),
        ] {
            assert_eq!(is_governed(before), governed, "{before}");
        }
        for (after, acting) in [
            (" has left.", true),
            (" praised him", true),
            (" and Brandt", false),
            (", who", false),
            ("", false),
        ] {
            assert_eq!(is_acting(after), acting, "{after}");
        }
    }

    #[test]
    fn whoever_goes_on_speaking_counts_once() {
        let mut history = strangers(2);
        for entity in [0, 1, 1] {
            history.speak(entity);
        }
        assert_eq!(
            (history.speaker(0), history.speaker(1), history.speaker(2)),
            (Some(1), Some(0), None)
        );
        assert_eq!(history.seen(1).statements, 2);
    }
}
