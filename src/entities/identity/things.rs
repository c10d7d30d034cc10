//! Which names of places, organizations and other things name the same thing.

use std::collections::HashMap;

use super::short_names::ShortNames;
use super::thing_forms::{initials, stem, without_form};
use crate::kinds::EntityKind;
use crate::lexicon::{Class, is_state};

/// Everything that is no person.
#[derive(Debug, Default)]
pub(super) struct Things {
    by_words: HashMap<String, usize>,
    /// With the kind of what has these initials, and whether it is a state.
    by_initials: HashMap<String, (usize, EntityKind, bool)>,
    /// By what stands in brackets behind a name.
    by_brackets: HashMap<String, usize>,
    /// Peoples, products and the like, by what their plural and their adjective share.
    by_stem: HashMap<String, usize>,
    organizations: ShortNames,
    others: ShortNames,
    count: usize,
}

impl Things {
    /// First pass: all names found things, so that a short one finds what is spelled out later.
    ///
    /// A name is its tokens, as it is written, and its kind.
    pub(super) fn new<'a>(
        names: impl Iterator<Item = (&'a [String], &'a str, EntityKind)> + Clone,
    ) -> Self {
        let mut things = Self::default();
        let of_kind = |wanted: EntityKind| names.clone().filter(move |(.., kind)| *kind == wanted);
        things.organizations = ShortNames::of_organizations(
            of_kind(EntityKind::Organization).map(|(name, written, _)| (name, written)),
        );
        things.others =
            ShortNames::of_others(of_kind(EntityKind::Miscellaneous).map(|(name, ..)| name));
        for (name, _, kind) in names {
            things.add(name, kind);
        }
        things
    }

    fn add(&mut self, name: &[String], kind: EntityKind) {
        let whole = self.whole(name, kind);
        if kind == EntityKind::Miscellaneous {
            let id = self.id(&whole);
            self.by_stem.entry(stem(&whole).to_owned()).or_insert(id);
        }
        if name.len() > 1 {
            let id = self.id(&whole);
            for name in [name, without_form(name)] {
                for acronym in
                    [initials(name, |_| false), initials(name, |t| Class::AcronymSkips.has(t))]
                {
                    if acronym.chars().count() > 1 {
                        let is_state = is_state(&name.join(" "));
                        self.by_initials.entry(acronym).or_insert((id, kind, is_state));
                    }
                }
            }
        }
    }

    /// What the text shows in brackets behind the name of the thing `id`.
    pub(super) fn add_shown(&mut self, shown: &[String], id: usize) {
        self.by_brackets.entry(shown.concat()).or_insert(id);
    }

    /// The words, run together, of the fullest name that this one is short for.
    fn whole(&self, name: &[String], kind: EntityKind) -> String {
        let short = match kind {
            EntityKind::Organization => self.organizations.whole(name),
            EntityKind::Miscellaneous => self.others.whole(name),
            _ => None,
        };
        short.unwrap_or(name).concat()
    }

    /// Names that differ in spaces and hyphens alone are one.
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
        let words = name.concat();
        if let Some(&id) = self.by_brackets.get(&words) {
            return id;
        }
        if let [only] = name
            && let Some(acronym) = acronym(only, written)
            && let Some(&(id, spelled_out, is_spelled_state)) = self.by_initials.get(acronym)
            // A place called "VA" is a state, whatever else has these initials.
            && (kind != EntityKind::Location
                || !is_state(written)
                || spelled_out == kind && is_spelled_state)
        {
            return id;
        }
        let whole = self.whole(name, kind);
        if kind == EntityKind::Miscellaneous
            && let Some(&id) = self.by_stem.get(stem(&whole))
        {
            return id;
        }
        self.id(&whole)
    }
}

/// The letters of an acronym, without the ending of its plural ("the AMAs").
fn acronym<'a>(token: &'a str, written: &str) -> Option<&'a str> {
    let is_plural = written.strip_suffix('s').is_some_and(|w| !w.contains(char::is_lowercase));
    let token = if is_plural { token.strip_suffix('s')? } else { token };
    let is_acronym = is_plural || !written.contains(char::is_lowercase);
    (is_acronym && token.chars().count() > 1).then_some(token)
}
