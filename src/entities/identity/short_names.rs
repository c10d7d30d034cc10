//! Short names of things: "Quay" for Quay Motors Ltd, "the Post" for the Harbour Post.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::thing_forms::{abbreviates, initials, without_form};
use crate::lexicon::Class;

/// Of a name's tokens so many at most begin or end a short one.
const LONGEST: usize = 8;
/// In capitals and no longer, in bytes, it is an acronym: "BBC" is no short name of BBC News.
const LONGEST_ACRONYM: usize = 5;

/// A word that is cut short ("Utd") is no longer, in bytes.
const LONGEST_ABBREVIATION: usize = 4;
/// Of names with the same initials so many are compared.
const MOST_OF_INITIALS: usize = 16;

/// The names of one kind of things, each with the fullest one that it is short for.
#[derive(Debug, Default)]
pub(super) struct ShortNames {
    /// By the tokens of a name, run together.
    whole: HashMap<String, Vec<String>>,
}

/// How the names of a kind are made short.
#[derive(Clone, Copy)]
struct Manner {
    /// Whether the first words may stand for a name that goes on with these.
    may_go_on: fn(&[String]) -> bool,
    /// So many last words or more stand for a name.
    least_last: usize,
}

impl ShortNames {
    /// Organizations, with how they are written. Their first words name them, if those behind
    /// make no name of its own ("House Committee"), and so do their last words.
    pub(super) fn of_organizations<'a>(
        names: impl Iterator<Item = (&'a [String], &'a str)>,
    ) -> Self {
        let may_begin =
            |written: &str| written.len() > LONGEST_ACRONYM || written.contains(char::is_lowercase);
        let manner = Manner { may_go_on: |behind| !make_another_name(behind), least_last: 1 };
        Self::new(names.map(|(name, written)| (name, may_begin(written))).collect(), manner)
    }

    /// Events, products and the like: their last words name them ("the Harbour Cup").
    pub(super) fn of_others<'a>(names: impl Iterator<Item = &'a [String]>) -> Self {
        let manner = Manner { may_go_on: |_| false, least_last: 2 };
        Self::new(names.map(|name| (name, false)).collect(), manner)
    }

    /// Names, and whether each may begin a longer one.
    fn new(mut names: Vec<(&[String], bool)>, manner: Manner) -> Self {
        // The longest first: what a name is short for is known before that of a shorter one.
        names.sort_by_key(|(name, _)| Reverse((without_form(name).len(), letters(name))));
        let mut out = Self::default();
        let mut cores = HashMap::<String, Vec<String>>::new();
        let (mut beginnings, mut endings) = (Meanings::default(), Meanings::default());
        let mut by_initials = HashMap::<String, Vec<&[String]>>::new();
        for (name, may_begin) in names {
            if out.whole.contains_key(&name.concat()) {
                continue;
            }
            let core = without_form(name);
            let begins = beginnings.of(core).filter(|_| may_begin);
            let longer = match (begins, endings.of(core)) {
                (Some(one), None) | (None, Some(one)) => one.clone(),
                (Some(one), Some(other)) if one == other => one.clone(),
                _ => None,
            };
            let spelled_out = by_initials.entry(initials(core, |_| false)).or_default();
            let abbreviated = || {
                let spelled_out = spelled_out.iter().find(|long| are_abbreviated(core, long))?;
                cores.get(&spelled_out.concat())
            };
            let whole = cores.get(&core.concat()).or_else(abbreviated).cloned().or(longer);
            let whole = whole.unwrap_or_else(|| name.to_vec());
            if core.len() > 1 && spelled_out.len() < MOST_OF_INITIALS {
                spelled_out.push(core);
            }
            for length in 1..core.len().min(LONGEST + 1) {
                let (first, behind) = core.split_at(length);
                if (manner.may_go_on)(behind) {
                    beginnings.add(first, &whole);
                }
                if length >= manner.least_last {
                    // In bounds: `length` is less than `core.len()`.
                    endings.add(&core[core.len() - length..], &whole);
                }
            }
            cores.entry(core.concat()).or_insert_with(|| whole.clone());
            out.whole.insert(name.concat(), whole);
        }
        out
    }

    /// The fullest name that this one is short for.
    pub(super) fn whole(&self, name: &[String]) -> Option<&[String]> {
        self.whole.get(&name.concat()).map(Vec::as_slice)
    }
}

fn letters(name: &[String]) -> usize {
    name.iter().map(String::len).sum()
}

/// Whether the words behind an organization's name make another name of it: that of a part
/// ("Committee on Ports", "Medical School"), of a product ("Quay 3"), of what a place has ("Alder
/// Post", "Alder Ferry Union").
fn make_another_name(words: &[String]) -> bool {
    const BODIES: [Class; 5] = [
        Class::CommitteeName,
        Class::AgencyName,
        Class::UnionName,
        Class::NewspaperName,
        Class::BroadcasterName,
    ];
    let is_body = |word: &String| BODIES.iter().any(|class| class.has(word));
    words.iter().any(|word| is_body(word) || word.chars().all(char::is_numeric))
        || words.len() > 1 && words.iter().any(|word| Class::SchoolName.has(word))
}

/// Whether a name has the words of another, some of them cut short: "Man Utd".
fn are_abbreviated(short: &[String], long: &[String]) -> bool {
    short.len() == long.len()
        && short.len() > 1
        && short.iter().zip(long).all(|(s, l)| {
            s == l || s.len() <= LONGEST_ABBREVIATION && s.len() > 1 && abbreviates(s, l)
        })
}

/// What a short name may stand for: a name, or, where there are several, none.
#[derive(Debug, Default)]
struct Meanings(HashMap<String, Option<Vec<String>>>);

impl Meanings {
    fn add(&mut self, short: &[String], whole: &[String]) {
        let known = self.0.entry(short.concat()).or_insert_with(|| Some(whole.to_vec()));
        if known.as_deref() != Some(whole) {
            *known = None;
        }
    }

    fn of(&self, short: &[String]) -> Option<&Option<Vec<String>>> {
        self.0.get(&short.concat())
    }
}
