//! Mentions to entities: which names of a document name the same thing.

mod people;
mod things;

use std::collections::{HashMap, HashSet};

use people::People;
use things::Things;

use super::bounds::title_before;
use super::decode::Tagged;
use super::{Entities, Entity, Mention};
use crate::kinds::{EntityKind, Gender};
use crate::lexicon::normal_tokens;
use crate::text::Reading;

/// Puts the mentions of one thing together.
///
/// People: a full name takes the names that share its last token and whose first token occurs in
/// it; a single token takes the person whose last, or else first, token it is, where there are
/// several the one of the right gender, spoken of most so far. Everything else: the same words; an
/// acronym takes the name whose initials it is; an organization's last word takes the organization
/// before it.
pub(super) fn join(reading: &Reading<'_>, tagged: Vec<Tagged>) -> Entities {
    let text = reading.text;
    let names: Vec<Vec<String>> = tagged.iter().map(|m| normal_tokens(&text[m.span])).collect();
    let kinds = kinds_by_words(&tagged, &names);
    let mut people = People::default();
    let mut things = Things::default();
    for (i, &kind) in kinds.iter().enumerate() {
        match kind {
            EntityKind::Person => people.add_full(i, &names[i]),
            kind => things.add_long(&names[i], kind),
        }
    }
    let mut key: Vec<Key> = Vec::with_capacity(tagged.len());
    for (i, m) in tagged.iter().enumerate() {
        key.push(if kinds[i] == EntityKind::Person {
            let gender = title_before(reading, m.span).unwrap_or_default();
            let spelled =
                text[..m.span.start].ends_with('@').then(|| people.spelled(&names[i])).flatten();
            Key::Person(spelled.unwrap_or_else(|| people.find(i, &names[i], gender)))
        } else {
            Key::Thing(things.find(&names[i], &text[m.span], kinds[i]))
        });
    }
    collect(text, tagged, &key, &people)
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
                Key::Person(person) => people.gender(person),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, PlainText, Span};

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
        let plain = PlainText::new(&text, InputFormat::Text);
        let found = join(&Reading::new(&plain), tagged);
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
