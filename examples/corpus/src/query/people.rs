//! Speakers of many documents: which names are one person's, and why.
//!
//! A document's own names are joined when it is read; here one document's "Ana Kovic" meets
//! another's. Nothing but names is known of them, and the ids that a caller's list has for some. So
//! two people of one name are one here, unless the list has both, and everything that is joined is
//! told with its reason.

use std::collections::{BTreeMap, BTreeSet};

/// A speaker as documents name them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    pub(super) speaker: String,
    pub(super) kind: String,
    pub(super) statements: i64,
    /// What the caller's list calls them.
    pub(super) id: Option<String>,
}

/// Who that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) known: Known,
    /// The same number for all that are one.
    pub(super) source: usize,
    pub(super) name: String,
    pub(super) reason: &'static str,
}

pub(super) const OWN_NAME: &str = "no other form of the name";
pub(super) const SAME_NAME: &str = "the same first and last name, or the same words";
pub(super) const INITIAL: &str = "the only person with this initial and last name";
pub(super) const LAST_NAME: &str = "the only person with this last name";
pub(super) const AMBIGUOUS: &str = "several people have this last name: kept apart";
pub(super) const LISTED: &str = "several on the list have this name: kept apart";
pub(super) const NO_NAME: &str = "no name: kept apart";

/// Words before a name that are no part of it.
const TITLES: [&str; 24] = [
    "the",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "sen",
    "senator",
    "rep",
    "representative",
    "gov",
    "governor",
    "president",
    "mayor",
    "judge",
    "minister",
    "gen",
    "general",
];

pub(super) fn join(known: Vec<Known>) -> Vec<Joined> {
    // Full names of people by last name: first names, or initials where there is no more.
    let mut full: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (first, last) in
        known.iter().filter(|k| k.kind == "person").filter_map(|k| first_and_last(&k.speaker))
    {
        full.entry(last).or_default().insert(first);
    }
    let spelled_out =
        |last: &str| full.get(last).into_iter().flatten().filter(|first| first.chars().count() > 1);
    let mut groups: BTreeMap<String, Vec<(Known, &'static str)>> = BTreeMap::new();
    for k in known {
        let (key, reason) = match k.kind.as_str() {
            "person" => match first_and_last(&k.speaker) {
                Some((first, last)) if first.chars().count() == 1 => {
                    let fit: Vec<&String> =
                        spelled_out(&last).filter(|f| f.starts_with(&first)).collect();
                    match fit[..] {
                        [only] => (format!("person {only} {last}"), INITIAL),
                        _ => (format!("person {first} {last}"), SAME_NAME),
                    }
                }
                Some((first, last)) => (format!("person {first} {last}"), SAME_NAME),
                None => {
                    let last = tokens(&k.speaker).join(" ");
                    let people: Vec<&String> = spelled_out(&last).collect();
                    match people[..] {
                        [only] => (format!("person {only} {last}"), LAST_NAME),
                        [] => (format!("person {last}"), SAME_NAME),
                        _ => (format!("person {last}"), AMBIGUOUS),
                    }
                }
            },
            "organization" => (format!("organization {}", tokens(&k.speaker).join(" ")), SAME_NAME),
            // "A spokesman" of one document is not another's: only the words are one.
            kind => (format!("{kind} {}", k.speaker.to_lowercase()), NO_NAME),
        };
        groups.entry(key).or_default().push((k, reason));
    }
    let groups = groups.into_values().flat_map(apart).enumerate();
    let mut out: Vec<Joined> = groups.flat_map(|(source, group)| named(source, group)).collect();
    out.sort_by(|a, b| a.known.cmp(&b.known));
    out
}

type Group = Vec<(Known, &'static str)>;

/// A group with several ids of the list is a group for each.
fn apart(group: Group) -> Vec<Group> {
    let ids: BTreeSet<&String> = group.iter().filter_map(|(k, _)| k.id.as_ref()).collect();
    if ids.len() < 2 {
        return vec![group];
    }
    let mut of_id: BTreeMap<Option<String>, Group> = BTreeMap::new();
    for (k, _) in group {
        of_id.entry(k.id.clone()).or_default().push((k, LISTED));
    }
    of_id.into_values().collect()
}

/// A group bears the name that the list has, or its commonest full name.
fn named(source: usize, group: Group) -> Vec<Joined> {
    let rank = |k: &Known| {
        (
            k.id.is_some(),
            first_and_last(&k.speaker).is_some_and(|(first, _)| first.chars().count() > 1),
            k.statements,
            std::cmp::Reverse(k.speaker.clone()),
        )
    };
    let name = group
        .iter()
        .map(|(k, _)| k)
        .max_by_key(|k| rank(k))
        .map(|k| k.speaker.clone())
        .unwrap_or_default();
    let alone = group.len() == 1;
    let reason = |reason| match reason {
        SAME_NAME if alone => OWN_NAME,
        NO_NAME if !alone => SAME_NAME,
        reason => reason,
    };
    group
        .into_iter()
        .map(|(known, r)| Joined { known, source, name: name.clone(), reason: reason(r) })
        .collect()
}

/// First and last word of a person's name of several, in lower case; "Brandt & Osei" are two.
fn first_and_last(name: &str) -> Option<(String, String)> {
    if name.split_whitespace().any(|word| ["&", "and"].contains(&word)) {
        return None;
    }
    let tokens = tokens(name);
    match &tokens[..] {
        [first, .., last] => Some((first.clone(), last.clone())),
        _ => None,
    }
}

fn tokens(name: &str) -> Vec<String> {
    let bare = |word: &str| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        word.chars()
            .filter(|c| c.is_alphanumeric() || *c == '-')
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let words: Vec<String> = name
        .split_whitespace()
        .map(bare)
        .filter(|w| !w.is_empty() && w != "jr" && w != "sr")
        .collect();
    let titles = words.iter().take_while(|w| TITLES.contains(&w.as_str())).count();
    words[titles.min(words.len().saturating_sub(1))..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(names: &[(&str, &str, i64)]) -> Vec<(String, String, &'static str)> {
        let known = names
            .iter()
            .map(|&(speaker, kind, statements)| Known {
                speaker: speaker.into(),
                kind: kind.into(),
                statements,
                id: None,
            })
            .collect();
        join(known).into_iter().map(|j| (j.known.speaker, j.name, j.reason)).collect()
    }

    fn row(speaker: &str, name: &str, reason: &'static str) -> (String, String, &'static str) {
        (speaker.into(), name.into(), reason)
    }

    #[test]
    fn forms_of_one_name_are_one_person() {
        let found = joined(&[
            ("Ana Kovic", "person", 5),
            ("Ana M. Kovic", "person", 1),
            ("Mayor Ana Kovic", "person", 1),
            ("A. Kovic", "person", 1),
            ("Kovic", "person", 9),
            ("Ben Brandt", "person", 1),
        ]);
        assert_eq!(
            found,
            [
                row("A. Kovic", "Ana Kovic", INITIAL),
                row("Ana Kovic", "Ana Kovic", SAME_NAME),
                row("Ana M. Kovic", "Ana Kovic", SAME_NAME),
                row("Ben Brandt", "Ben Brandt", OWN_NAME),
                row("Kovic", "Ana Kovic", LAST_NAME),
                row("Mayor Ana Kovic", "Ana Kovic", SAME_NAME),
            ]
        );
    }

    #[test]
    fn what_several_people_share_joins_none_of_them() {
        let found = joined(&[
            ("Ana Kovic", "person", 1),
            ("Ben Kovic", "person", 1),
            ("Kovic", "person", 1),
            ("Reyl", "person", 1),
        ]);
        assert_eq!(
            found,
            [
                row("Ana Kovic", "Ana Kovic", OWN_NAME),
                row("Ben Kovic", "Ben Kovic", OWN_NAME),
                row("Kovic", "Kovic", AMBIGUOUS),
                row("Reyl", "Reyl", OWN_NAME),
            ]
        );
        let found = joined(&[("Brandt & Osei", "person", 1), ("Osei", "person", 1)]);
        assert_eq!(
            found,
            [row("Brandt & Osei", "Brandt & Osei", OWN_NAME), row("Osei", "Osei", OWN_NAME)]
        );
    }

    #[test]
    fn organizations_are_their_words_and_what_has_no_name_stays() {
        let found = joined(&[
            ("the Harbour Board", "organization", 2),
            ("Harbour Board", "organization", 1),
            ("a spokesman", "unnamed", 3),
            ("Residents", "group", 2),
            ("residents", "group", 1),
            ("", "person", 1),
        ]);
        assert_eq!(
            found,
            [
                row("", "", OWN_NAME),
                row("Harbour Board", "the Harbour Board", SAME_NAME),
                row("Residents", "Residents", SAME_NAME),
                row("a spokesman", "a spokesman", NO_NAME),
                row("residents", "Residents", SAME_NAME),
                row("the Harbour Board", "the Harbour Board", SAME_NAME),
            ]
        );
    }

    #[test]
    fn the_list_tells_who_is_one() {
        let known = |speaker: &str, statements, id: Option<&str>| Known {
            speaker: speaker.into(),
            kind: "person".into(),
            statements,
            id: id.map(str::to_owned),
        };
        let found = join(vec![
            known("Ana Kovic", 1, Some("Q1")),
            known("Ana M. Kovic", 9, None),
            known("Cy Noir", 1, Some("Q4")),
            known("Cy Noir", 1, Some("Q5")),
            known("Cy Noir", 1, None),
        ]);
        let found: Vec<_> = found.iter().map(|j| (j.source, j.name.as_str(), j.reason)).collect();
        assert_eq!(
            found,
            [
                (0, "Ana Kovic", SAME_NAME),
                (0, "Ana Kovic", SAME_NAME),
                (1, "Cy Noir", LISTED),
                (2, "Cy Noir", LISTED),
                (3, "Cy Noir", LISTED),
            ]
        );
    }
}
