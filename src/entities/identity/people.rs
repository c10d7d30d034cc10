//! Which names of people name the same person.

use std::collections::{BTreeMap, HashMap};

use crate::entities::substrings::substrings;
use crate::kinds::Gender;
use crate::lexicon::gender_of_given_name;

/// So many people of one name are told apart in every way; of more, some in fewer ways, so that a
/// text of nothing but namesakes takes no longer than others.
const MOST_NAMESAKES: usize = 256;
/// The most tokens of a person's full names that are kept.
const MOST_TOKENS: usize = 64;

/// The most tokens of one name that lead to its person.
const MOST_PARTS: usize = 8;

/// A short form of a given name has so many letters or more.
const SHORTEST_FIRST: usize = 3;

/// The people of a document.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: BTreeMap<String, Vec<usize>>,
    /// By what stands between the first and the last token: "Ana Kovic Reyl", or of a second family
    /// name, "Ana Kovic y Reyl".
    by_middle: HashMap<String, Vec<usize>>,
    /// By the first letters of all tokens.
    by_initials: HashMap<String, Vec<usize>>,
    /// By what full names begin with, the one full name that does: "Ana Petrovna" of Ana Petrovna
    /// Kovic.
    by_beginning: HashMap<String, Option<Vec<String>>>,
    /// By last and first token, where several may be the first that did so.
    by_ends: HashMap<(String, String), usize>,
    single: HashMap<String, Vec<usize>>,
    of_full: HashMap<usize, usize>,
}

#[derive(Debug)]
struct Person {
    /// Every token of every full name so far.
    tokens: Vec<String>,
    first: String,
    gender: Gender,
    /// Whether a name that stands alone shows it, which may be a family name: "Kelly", "Mr. Kelly".
    is_guessed: bool,
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

    /// Nobody yet, but with the names of all who will come.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a Vec<String>>) -> Self {
        let mut people = Self::default();
        for name in names {
            for length in 2..name.len().min(MOST_PARTS) {
                let known = people
                    .by_beginning
                    .entry(name[..length].join(" "))
                    .or_insert_with(|| Some(name.clone()));
                if known.as_ref() != Some(name) {
                    *known = None;
                }
            }
        }
        people
    }

    /// First pass: full names found people.
    pub(super) fn add_full(&mut self, mention: usize, name: &[String]) {
        let longer = self.by_beginning.get(&name.join(" ")).cloned().flatten();
        let name = longer.as_deref().unwrap_or(name);
        let [first, middle @ .., last] = name else { return };
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
        let initials = name.iter().filter_map(|token| token.chars().next()).collect();
        add_to(&mut self.by_initials, initials, person);
        for token in middle.iter().take(MOST_PARTS) {
            add_to(&mut self.by_middle, token.clone(), person);
        }
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
            self.of_part(mention, token, gender)
                .or_else(|| self.of_short(mention, name, gender))
                .unwrap_or_else(|| self.add_single(mention, token))
        });
        let known = &mut self.people[person];
        known.count += 1;
        if gender != Gender::Unknown && (known.gender == Gender::Unknown || known.is_guessed) {
            known.gender = gender;
            known.is_guessed = false;
        }
        person
    }

    /// The person of whose name a token is a part: the last, or else the first, or all that is
    /// known of it.
    fn of_part(&self, mention: usize, token: &str, gender: Gender) -> Option<usize> {
        self.likeliest(self.by_last.get(token), mention, gender)
            .or_else(|| self.likeliest(self.by_first.get(token), mention, gender))
            .or_else(|| self.likeliest(self.by_middle.get(token), mention, gender))
            .or_else(|| self.likeliest(self.single.get(token), mention, gender))
    }

    /// The only person with these initials ("AK"), or whose first token begins so ("Ben" for
    /// Benjamin Brandt).
    fn of_short(&self, mention: usize, name: &[String], gender: Gender) -> Option<usize> {
        let [only] = name else { return None };
        let letters = only.chars().count();
        let initials = self.by_initials.get(only).into_iter();
        let firsts = self
            .by_first
            .range(only.clone()..)
            .take_while(|(first, _)| letters >= SHORTEST_FIRST && first.starts_with(only))
            .map(|(_, people)| people);
        let people: Vec<usize> = initials.chain(firsts).flatten().copied().take(2).collect();
        (people.len() == 1).then(|| self.likeliest(Some(&people), mention, gender)).flatten()
    }

    /// Of the people whose gender is not another one, who is meant: those named in full before this
    /// mention come first, then whoever is spoken of most, then the latest; ahead of all, the first.
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
                let Person { gender: own, is_guessed, .. } = self.people[p];
                gender == Gender::Unknown || own == Gender::Unknown || is_guessed || own == gender
            })
            .max_by_key(|&p| {
                let Person { since, count, .. } = self.people[p];
                // Ahead of all full names, in a headline, the first of them.
                let place = if since <= mention { since } else { usize::MAX - since };
                (since <= mention, count, place)
            })
    }

    fn add_single(&mut self, mention: usize, token: &str) -> usize {
        let person = self.add(mention, token);
        self.people[person].tokens.push(token.to_owned());
        self.people[person].is_guessed = true;
        add_to(&mut self.single, token.to_owned(), person);
        person
    }

    /// Somebody new, by the first token of their name.
    fn add(&mut self, mention: usize, first: &str) -> usize {
        self.people.push(Person {
            tokens: Vec::new(),
            first: first.to_owned(),
            gender: gender_of_given_name(first),
            is_guessed: false,
            since: mention,
            count: 0,
        });
        self.people.len() - 1
    }
}

fn add_to(people: &mut HashMap<String, Vec<usize>>, key: String, person: usize) {
    let known = people.entry(key).or_default();
    if known.len() < MOST_NAMESAKES && !known.contains(&person) {
        known.push(person);
    }
}
