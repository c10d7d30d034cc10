//! What a reader remembers at a point of the text: who was named, where, how, and who spoke last.

use std::collections::HashMap;

use crate::kinds::StatementKind;
use crate::scorers::antecedents::{Context, Referent};

/// Entities that a reader keeps in mind, the last ones named.
pub(super) const REMEMBERED: usize = 24;
/// Figures that a reader keeps in mind.
const FIGURES: usize = 8;

/// What was read of somebody so far.
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
#[derive(Debug, Default)]
pub(super) struct History {
    seen: HashMap<Referent, Seen>,
    /// The last [`REMEMBERED`] entities and [`FIGURES`] referred to, the latest first.
    recent: Vec<Referent>,
    /// Who spoke, the latest last; whoever goes on speaking counts once.
    speakers: Vec<Referent>,
    most: usize,
}

impl History {
    pub(super) fn refer(&mut self, referent: Referent, context: Context) {
        let seen = self.seen.entry(referent).or_default();
        seen.count += 1;
        seen.last = Some(context);
        if context.inside != Some(StatementKind::Direct) {
            seen.plain = Some(context);
        }
        seen.in_first_block |= context.block == 0;
        self.most = self.most.max(seen.count);
        self.recent.retain(|&r| r != referent);
        self.recent.insert(0, referent);
        let is_figure = |r: Referent| matches!(r, Referent::Figure(_));
        let most = if is_figure(referent) { FIGURES } else { REMEMBERED };
        let same = |r: &Referent| is_figure(*r) == is_figure(referent);
        if self.recent.iter().filter(|r| same(r)).count() > most
            && let Some(forgotten) = self.recent.iter().rposition(same)
        {
            self.recent.remove(forgotten);
        }
    }

    pub(super) fn speak(&mut self, referent: Referent) {
        self.seen.entry(referent).or_default().statements += 1;
        if self.speakers.last() != Some(&referent) {
            self.speakers.push(referent);
        }
    }

    pub(super) fn seen(&self, referent: Referent) -> Seen {
        self.seen.get(&referent).copied().unwrap_or_default()
    }

    pub(super) fn recent(&self) -> &[Referent] {
        &self.recent
    }

    /// Who spoke last (0), before that (1) and so on.
    pub(super) fn speaker(&self, back: usize) -> Option<Referent> {
        self.speakers.iter().rev().nth(back).copied()
    }

    /// How often whoever is referred to most was.
    pub(super) fn most(&self) -> usize {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    fn named(entity: usize) -> Referent {
        Referent::Entity(entity)
    }

    #[test]
    fn the_last_ones_named_are_remembered() {
        let mut history = History::default();
        history.refer(Referent::Figure(0), context(0, None));
        for entity in (0..REMEMBERED + 2).chain([5]) {
            history.refer(named(entity), context(entity, None));
        }
        assert_eq!(history.recent().len(), REMEMBERED + 1);
        assert_eq!(&history.recent()[..2], &[named(5), named(REMEMBERED + 1)]);
        assert!(!history.recent().contains(&named(0)));
        assert!(history.recent().contains(&Referent::Figure(0)));
        assert_eq!((history.seen(named(5)).count, history.most()), (2, 2));
        assert!(history.seen(named(0)).in_first_block && !history.seen(named(1)).in_first_block);
    }

    #[test]
    fn figures_are_forgotten_sooner() {
        let mut history = History::default();
        history.refer(named(0), context(0, None));
        for figure in 0..=FIGURES {
            history.refer(Referent::Figure(figure), context(figure, None));
        }
        assert_eq!(history.recent().len(), FIGURES + 1);
        assert!(history.recent().contains(&named(0)));
        assert!(!history.recent().contains(&Referent::Figure(0)));
    }

    #[test]
    fn what_is_quoted_is_no_plain_reference() {
        let mut history = History::default();
        history.refer(named(0), context(1, None));
        history.refer(named(0), context(2, Some(StatementKind::Direct)));
        assert_eq!(history.seen(named(0)).last.map(|a| a.block), Some(2));
        assert_eq!(history.seen(named(0)).plain.map(|a| a.block), Some(1));
    }

    #[test]
    fn whoever_goes_on_speaking_counts_once() {
        let mut history = History::default();
        for entity in [0, 1, 1] {
            history.speak(named(entity));
        }
        let speaker = |back| history.speaker(back);
        assert_eq!((speaker(0), speaker(1), speaker(2)), (Some(named(1)), Some(named(0)), None));
        assert_eq!(history.seen(named(1)).statements, 2);
    }
}
