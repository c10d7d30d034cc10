//! What a reader remembers at a point of the text: who was named, where, how, and who spoke last.

use crate::entities::Entities;
use crate::kinds::StatementKind;
use crate::scorers::antecedents::Context;

/// Entities that a reader keeps in mind, the last ones named.
pub(super) const REMEMBERED: usize = 24;

/// What was read of an entity so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) count: usize,
    pub(super) last: Option<Context>,
    /// The last one that is the reporter's own words.
    pub(super) plain: Option<Context>,
    pub(super) statements: usize,
    pub(super) in_first_block: bool,
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

    pub(super) fn refer(&mut self, entity: usize, context: Context) {
        let seen = &mut self.seen[entity];
        seen.count += 1;
        seen.last = Some(context);
        if context.inside != Some(StatementKind::Direct) {
            seen.plain = Some(context);
        }
        seen.in_first_block |= context.block == 0;
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
    use crate::kinds::{EntityKind, Gender};
    use crate::scorers::antecedents::ReferenceForm;
    use crate::text::Span;

    fn context(at: usize, inside: Option<StatementKind>) -> Context {
        Context {
            span: Span::new(at, at + 1),
            sentence: at,
            block: at,
            form: ReferenceForm::Name,
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
            history.refer(entity, context(entity, None));
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
        history.refer(0, context(1, None));
        history.refer(0, context(2, Some(StatementKind::Direct)));
        assert_eq!(history.seen(0).last.map(|a| a.block), Some(2));
        assert_eq!(history.seen(0).plain.map(|a| a.block), Some(1));
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
