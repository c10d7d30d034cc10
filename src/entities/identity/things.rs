//! Which names of places, organizations and other things name the same thing.

use std::collections::HashMap;

use crate::kinds::EntityKind;
use crate::lexicon::Class;

/// Everything that is no person.
#[derive(Debug, Default)]
pub(super) struct Things {
    by_words: HashMap<String, usize>,
    by_initials: HashMap<String, usize>,
    by_last_word: HashMap<String, Option<usize>>,
    count: usize,
}

impl Things {
    /// First pass: names of several words found things, so that an acronym finds one that is
    /// spelled out later.
    pub(super) fn add_long(&mut self, name: &[String], kind: EntityKind) {
        let [_, .., last] = name else { return };
        let id = self.id(&name.join(" "));
        let initials = |is_left_out: fn(&str) -> bool| {
            name.iter()
                .filter(|t| !is_left_out(t))
                .filter_map(|t| t.chars().next())
                .collect::<String>()
        };
        for acronym in [initials(|_| false), initials(|t| Class::AcronymSkips.has(t))] {
            if acronym.chars().count() > 1 {
                self.by_initials.entry(acronym).or_insert(id);
            }
        }
        if kind == EntityKind::Organization {
            let slot = self.by_last_word.entry(last.clone()).or_insert(Some(id));
            // Two organizations that share their last word: it names neither.
            if *slot != Some(id) {
                *slot = None;
            }
        }
    }

    fn id(&mut self, words: &str) -> usize {
        if let Some(&id) = self.by_words.get(words) {
            return id;
        }
        self.by_words.insert(words.to_owned(), self.count);
        self.count += 1;
        self.count - 1
    }

    /// Second pass: what a mention names.
    pub(super) fn find(&mut self, name: &[String], written: &str, kind: EntityKind) -> usize {
        let words = name.join(" ");
        if let [only] = name {
            let shouted = !written.contains(char::is_lowercase) && only.chars().count() > 1;
            if shouted && let Some(&id) = self.by_initials.get(only) {
                return id;
            }
            if kind == EntityKind::Organization
                && !self.by_words.contains_key(&words)
                && let Some(&Some(id)) = self.by_last_word.get(only)
            {
                return id;
            }
        }
        self.id(&words)
    }
}
