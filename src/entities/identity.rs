//! Mentions to entities: which names of a document name the same thing.

use std::collections::{HashMap, HashSet};

use super::decode::Tagged;
use super::handles::substrings;
use super::{Entities, Entity, Mention};
use crate::kinds::EntityKind;
use crate::kinds::Gender;
use crate::lexicon::{Class, gender_of_given_name, normal_tokens, title_before};

/// Puts the mentions of one thing together.
///
/// People: a full name takes the names that share its last token and whose first token occurs in
/// it; a single token takes the person whose last, or else first, token it is, where there are
/// several the one of the right gender, spoken of most so far. Everything else: the same words; an
/// acronym takes the name whose initials it is; an organization's last word takes the organization
/// before it.
pub(super) fn join(text: &str, tagged: Vec<Tagged>) -> Entities {
    let names: Vec<Vec<String>> = tagged.iter().map(|m| normal_tokens(&text[m.span])).collect();
    let kinds = kinds_by_words(&tagged, &names);
    let mut groups = People::default();
    let mut things = Things::default();
    for (i, &kind) in kinds.iter().enumerate() {
        match kind {
            EntityKind::Person => groups.add_full(i, &names[i]),
            kind => things.add_long(&names[i], kind),
        }
    }
    let mut key: Vec<Key> = Vec::with_capacity(tagged.len());
    for (i, m) in tagged.iter().enumerate() {
        key.push(if kinds[i] == EntityKind::Person {
            let gender = title_before(text, m.span).unwrap_or_default();
            let spelled =
                text[..m.span.start].ends_with('@').then(|| groups.spelled(&names[i])).flatten();
            Key::Person(spelled.unwrap_or_else(|| groups.find(i, &names[i], gender)))
        } else {
            Key::Thing(things.find(&names[i], &text[m.span], kinds[i]))
        });
    }
    collect(text, tagged, &key, &groups)
}

/// The kinds to go by: a single word that is tagged now as a person and now as something else is
/// throughout what it is more often, unless it is part of a person's full name.
fn kinds_by_words(tagged: &[Tagged], names: &[Vec<String>]) -> Vec<EntityKind> {
    let mut of_people: HashSet<&str> = HashSet::new();
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (m, name) in tagged.iter().zip(names) {
        match (name.as_slice(), m.kind) {
            ([only], kind) => {
                let count = counts.entry(only).or_default();
                if kind == EntityKind::Person { count.0 += 1 } else { count.1 += 1 }
            }
            (several, EntityKind::Person) => of_people.extend(several.iter().map(String::as_str)),
            _ => {}
        }
    }
    let kind = |m: &Tagged, name: &[String]| match name {
        [only] if m.kind == EntityKind::Person && !of_people.contains(only.as_str()) => {
            let (person, thing) = counts.get(only.as_str()).copied().unwrap_or_default();
            if thing > person { EntityKind::Miscellaneous } else { m.kind }
        }
        _ => m.kind,
    };
    tagged.iter().zip(names).map(|(m, name)| kind(m, name)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Person(usize),
    Thing(usize),
}

fn collect(text: &str, tagged: Vec<Tagged>, keys: &[Key], people: &People) -> Entities {
    let mut out = Entities::default();
    let mut ids: HashMap<Key, usize> = HashMap::new();
    for (m, &key) in tagged.into_iter().zip(keys) {
        let id = *ids.entry(key).or_insert_with(|| {
            let gender = match key {
                Key::Person(group) => people.groups[group].gender,
                Key::Thing(_) => Gender::Unknown,
            };
            out.entities.push(Entity {
                name: String::new(),
                kind: m.kind,
                mentions: Vec::new(),
                gender,
            });
            out.entities.len() - 1
        });
        out.entities[id].mentions.push(out.mentions.len());
        out.mentions.push(Mention { span: m.span, kind: m.kind, score: m.score, entity: id });
    }
    for entity in &mut out.entities {
        entity.name = fullest(text, entity, &out.mentions);
        entity.kind = commonest_kind(entity, &out.mentions);
    }
    out
}

/// The mention with most words; among equals one that is not all capitals, then the longest, then
/// the first.
fn fullest(text: &str, entity: &Entity, mentions: &[Mention]) -> String {
    let rank = |i: &usize| {
        let words = &text[mentions[*i].span];
        let shouted = words.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !words.contains(char::is_lowercase);
        (normal_tokens(words).len(), !shouted, words.len(), std::cmp::Reverse(*i))
    };
    let best = entity.mentions.iter().max_by_key(|i| rank(i));
    best.map(|&i| text[mentions[i].span].split_whitespace().collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

fn commonest_kind(entity: &Entity, mentions: &[Mention]) -> EntityKind {
    let mut counts: Vec<(EntityKind, f32)> = Vec::new();
    for &i in &entity.mentions {
        match counts.iter_mut().find(|(kind, _)| *kind == mentions[i].kind) {
            Some((_, sum)) => *sum += mentions[i].score,
            None => counts.push((mentions[i].kind, mentions[i].score)),
        }
    }
    // The first of the largest, so that ties go to the kind that came first.
    counts
        .iter()
        .fold(
            (entity.kind, f32::NEG_INFINITY),
            |best, &(kind, sum)| if sum > best.1 { (kind, sum) } else { best },
        )
        .0
}

/// So many people of one name are told apart in every way; of more, some in fewer ways, so that a
/// text of nothing but namesakes takes no longer than others.
const MOST_NAMESAKES: usize = 256;
/// The most tokens of a person's full names that are kept.
const MOST_TOKENS: usize = 64;

/// The people of a document.
#[derive(Debug, Default)]
struct People {
    groups: Vec<Person>,
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
    /// First pass: full names found people.
    fn add_full(&mut self, mention: usize, name: &[String]) {
        let [first, .., last] = name else { return };
        let same_last = self.by_last.entry(last.clone()).or_default();
        let ends = (last.clone(), first.clone());
        let found =
            same_last.iter().copied().take(MOST_NAMESAKES).find(|&g| self.groups[g].takes(name));
        let group = match found.or_else(|| self.by_ends.get(&ends).copied()) {
            Some(group) => group,
            None => {
                self.groups.push(Person {
                    tokens: Vec::new(),
                    first: first.clone(),
                    gender: gender_of_given_name(first),
                    since: mention,
                    count: 0,
                });
                let group = self.groups.len() - 1;
                same_last.push(group);
                self.by_ends.insert(ends, group);
                self.by_first.entry(first.clone()).or_default().push(group);
                group
            }
        };
        let known = &mut self.groups[group].tokens;
        for token in name {
            if known.len() < MOST_TOKENS && !known.contains(token) {
                known.push(token.clone());
            }
        }
        self.of_full.insert(mention, group);
    }

    /// Whom a handle spells: the person whose first and last tokens, or initial and last token, it
    /// runs together.
    fn spelled(&self, handle: &[String]) -> Option<usize> {
        let handle = handle.concat();
        substrings(&handle)
            .filter_map(|last| self.by_last.get_key_value(last))
            .flat_map(|(last, groups)| groups.iter().take(MOST_NAMESAKES).map(move |&g| (last, g)))
            .filter(|&(last, g)| {
                handle.contains(&format!("{}{last}", self.groups[g].first))
                    || handle.strip_suffix(last.as_str()).is_some_and(|rest| {
                        !rest.is_empty() && self.groups[g].first.starts_with(rest)
                    })
            })
            .map(|(_, g)| g)
            .min()
    }

    /// Second pass: whom a mention names.
    fn find(&mut self, mention: usize, name: &[String], gender: Gender) -> usize {
        let group = match self.of_full.get(&mention) {
            Some(&group) => group,
            None => {
                let token = name.last().cloned().unwrap_or_default();
                let fits = |g: &&usize| {
                    gender == Gender::Unknown
                        || self.groups[**g].gender == Gender::Unknown
                        || self.groups[**g].gender == gender
                };
                let best = |list: Option<&Vec<usize>>| {
                    let list = list?;
                    // People named in full before this mention come first, then whoever is spoken
                    // of most, then the latest.
                    list.iter().rev().take(MOST_NAMESAKES).rev().filter(fits).copied().max_by_key(
                        |&g| {
                            (
                                self.groups[g].since <= mention,
                                self.groups[g].count,
                                self.groups[g].since,
                            )
                        },
                    )
                };
                let found = best(self.by_last.get(&token))
                    .or_else(|| best(self.by_first.get(&token)))
                    .or_else(|| self.single.get(&token).copied());
                found.unwrap_or_else(|| {
                    self.groups.push(Person {
                        tokens: vec![token.clone()],
                        first: token.clone(),
                        gender: gender_of_given_name(&token),
                        since: mention,
                        count: 0,
                    });
                    self.single.insert(token, self.groups.len() - 1);
                    self.groups.len() - 1
                })
            }
        };
        self.groups[group].count += 1;
        if self.groups[group].gender == Gender::Unknown {
            self.groups[group].gender = gender;
        }
        group
    }
}

/// Everything that is no person.
#[derive(Debug, Default)]
struct Things {
    by_words: HashMap<String, usize>,
    by_initials: HashMap<String, usize>,
    by_last_word: HashMap<String, Option<usize>>,
    count: usize,
}

impl Things {
    /// First pass: names of several words found things, so that an acronym finds one that is
    /// spelled out later.
    fn add_long(&mut self, name: &[String], kind: EntityKind) {
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
        if kind == EntityKind::Organization && !Class::AmbiguousAlone.has(last) {
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
    fn find(&mut self, name: &[String], written: &str, kind: EntityKind) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Entities of a text in which `[P:name]`, `[L:name]`, `[O:name]` mark mentions, as lists of
    /// words.
    fn joined(marked: &str) -> Vec<(String, Vec<String>)> {
        let (mut text, mut tagged) = (String::new(), Vec::new());
        let mut rest = marked;
        while let Some(at) = rest.find('[') {
            text.push_str(&rest[..at]);
            let end = rest.find(']').expect("closed");
            let (kind, words) = rest[at + 1..end].split_once(':').expect("kind");
            let kind = match kind {
                "P" => EntityKind::Person,
                "L" => EntityKind::Location,
                _ => EntityKind::Organization,
            };
            let start = text.len();
            text.push_str(words);
            tagged.push(Tagged { span: Span::new(start, text.len()), kind, score: 1.0 });
            rest = &rest[end + 1..];
        }
        text.push_str(rest);
        let found = join(&text, tagged);
        found
            .entities
            .iter()
            .map(|e| {
                (
                    e.name.clone(),
                    e.mentions.iter().map(|&m| text[found.mentions[m].span].to_owned()).collect(),
                )
            })
            .collect()
    }

    fn names(marked: &str) -> Vec<String> {
        joined(marked).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn one_person_under_several_names() {
        assert_eq!(
            names(
                "[P:Kovic] spoke. [P:Ana Maria Kovic], Ms. [P:Kovic], [P:Maria Kovic], [P:Ana] and [P:A. Kovic]."
            ),
            ["Ana Maria Kovic"]
        );
    }

    #[test]
    fn a_shared_surname_keeps_two_people_apart() {
        let found = joined(
            "[P:Bill Moreau] and [P:Diana Moreau] came. Mr. [P:Moreau] left; Mrs. [P:Moreau] stayed, [P:Diana] said.",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, ["Bill Moreau", "Moreau"]);
        assert_eq!(found[1].1, ["Diana Moreau", "Moreau", "Diana"]);
    }

    #[test]
    fn acronyms_need_their_words_in_the_text() {
        assert_eq!(
            names("The [O:WRF] met. The [O:World River Fund] and the [O:W.R.F.]"),
            ["World River Fund"]
        );
        assert_eq!(names("The [O:WRF] met the [O:River Fund]").len(), 2);
        assert_eq!(names("[O:Department of Lakes], [O:DL], [O:DOL]"), ["Department of Lakes"]);
    }

    #[test]
    fn an_organizations_last_word_names_it_unless_two_share_it() {
        assert_eq!(names("[O:The Harbour Post] wrote. [O:The Post] said"), ["The Harbour Post"]);
        assert_eq!(names("[O:Harbour Post] and [O:Valley Post]. The [O:Post]").len(), 3);
    }

    #[test]
    fn a_word_that_is_mostly_a_place_is_no_person() {
        assert_eq!(names("[L:Velden], [P:Velden], [L:Velden]"), ["Velden"]);
        assert_eq!(names("[P:Velden], [L:Velden]").len(), 2);
    }

    #[test]
    fn a_handle_belongs_to_the_name_it_spells() {
        assert_eq!(
            names("@[P:realAnaKovic] and @[P:AKovic] wrote; [P:Ana Kovic] said"),
            ["Ana Kovic"]
        );
        assert_eq!(names("@[P:someone] wrote; [P:Ana Kovic] said").len(), 2);
    }

    #[test]
    fn the_same_words_may_name_a_person_and_a_place() {
        assert_eq!(names("[P:Florence Hall] in [L:Florence]").len(), 2);
    }
}
