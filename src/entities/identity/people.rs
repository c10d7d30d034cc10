//! Which names of people name the same person.

use std::collections::HashMap;

use crate::entities::substrings::substrings;
use crate::kinds::Gender;
use crate::lexicon::gender_of_given_name;

/// So many people of one name are told apart in every way; of more, some in fewer ways, so that a
/// text of nothing but namesakes takes no longer than others.
const MOST_NAMESAKES: usize = 256;
/// The most tokens of a person's full names that are kept.
const MOST_TOKENS: usize = 64;

/// The people of a document.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    /// By last and first token, where several may be the first that did so.
    by_ends: HashMap<(String, String), usize>,
    single: HashMap<String, usize>,
    of_full: HashMap<usize, usize>,
}

#[derive(Debug)]
struct Person {
    /// Every token of every full name so far.
    tokens: Vec<String>,
    first: String,
    gender: Gender,
    /// Index of the first full mention.
    since: usize,
    /// Mentions so far in the second pass.
    count: usize,
}

impl Person {
    /// Whether a full name with the same last token can be this person's.
    fn takes(&self, name: &[String]) -> bool {
        let Some(first) = name.first() else { return false };
        let known = |t: &String| self.tokens.contains(t);
        let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
        known(first)
            || name.contains(&self.first)
            || initial(first, &self.first)
            || initial(&self.first, first)
    }
}

impl People {
    /// The gender that the text gives a person.
    pub(super) fn gender(&self, person: usize) -> Gender {
        self.people[person].gender
    }

    /// First pass: full names found people.
    pub(super) fn add_full(&mut self, mention: usize, name: &[String]) {
        let [first, .., last] = name else { return };
        let ends = (last.clone(), first.clone());
        let namesakes = self.by_last.get(last).into_iter().flatten().copied();
        let found = namesakes
            .take(MOST_NAMESAKES)
            .find(|&p| self.people[p].takes(name))
            .or_else(|| self.by_ends.get(&ends).copied());
        let person = found.unwrap_or_else(|| {
            let person = self.add(mention, first);
            self.by_last.entry(last.clone()).or_default().push(person);
            self.by_first.entry(first.clone()).or_default().push(person);
            self.by_ends.insert(ends, person);
            person
        });
        let known = &mut self.people[person].tokens;
        for token in name {
            if known.len() < MOST_TOKENS && !known.contains(token) {
                known.push(token.clone());
            }
        }
        self.of_full.insert(mention, person);
    }

    /// Whom a handle spells: the person whose first and last tokens, or initial and last token, it
    /// runs together.
    pub(super) fn spelled(&self, handle: &[String]) -> Option<usize> {
        let handle = handle.concat();
        substrings(&handle)
            .filter_map(|last| self.by_last.get_key_value(last))
            .flat_map(|(last, people)| people.iter().take(MOST_NAMESAKES).map(move |&p| (last, p)))
            .filter(|&(last, p)| {
                handle.contains(&format!("{}{last}", self.people[p].first))
                    || handle.strip_suffix(last.as_str()).is_some_and(|rest| {
                        !rest.is_empty() && self.people[p].first.starts_with(rest)
                    })
            })
            .map(|(_, p)| p)
            .min()
    }

    /// Second pass: whom a mention names.
    pub(super) fn find(&mut self, mention: usize, name: &[String], gender: Gender) -> usize {
        let found = self.of_full.get(&mention).copied();
        let person = found.unwrap_or_else(|| {
            let token = name.last().map_or("", String::as_str);
            self.of_part(mention, token, gender).unwrap_or_else(|| self.add_single(mention, token))
        });
        let known = &mut self.people[person];
        known.count += 1;
        if known.gender == Gender::Unknown {
            known.gender = gender;
        }
        person
    }

    /// The person of whose name a token is a part: the last, or else the first, or all that is
    /// known of it.
    fn of_part(&self, mention: usize, token: &str, gender: Gender) -> Option<usize> {
        self.likeliest(self.by_last.get(token), mention, gender)
            .or_else(|| self.likeliest(self.by_first.get(token), mention, gender))
            .or_else(|| self.single.get(token).copied())
    }

    /// Of the people whose gender is not another one, who is meant: those named in full before this
    /// mention come first, then whoever is spoken of most, then the latest.
    fn likeliest(
        &self,
        people: Option<&Vec<usize>>,
        mention: usize,
        gender: Gender,
    ) -> Option<usize> {
        let people = people?;
        let latest = people.iter().skip(people.len().saturating_sub(MOST_NAMESAKES)).copied();
        latest
            .filter(|&p| {
                let own = self.people[p].gender;
                gender == Gender::Unknown || own == Gender::Unknown || own == gender
            })
            .max_by_key(|&p| {
                let person = &self.people[p];
                (person.since <= mention, person.count, person.since)
            })
    }

    fn add_single(&mut self, mention: usize, token: &str) -> usize {
        let person = self.add(mention, token);
        self.people[person].tokens.push(token.to_owned());
        self.single.insert(token.to_owned(), person);
        person
    }

    /// Somebody new, by the first token of their name.
    fn add(&mut self, mention: usize, first: &str) -> usize {
        self.people.push(Person {
            tokens: Vec::new(),
            first: first.to_owned(),
            gender: gender_of_given_name(first),
            since: mention,
            count: 0,
        });
        self.people.len() - 1
    }
}
