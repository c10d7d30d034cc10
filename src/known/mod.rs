//! A caller's own list of people and organizations, and which of them a text speaks of.

mod csv;
mod list;
mod read;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

pub use list::KnownEntity;

use crate::error::Error;
use crate::kinds::EntityKind;
use crate::lexicon::normal_tokens;

/// People, organizations and others that the caller knows, each by an id:
/// [`ExtractorBuilder::known`](crate::ExtractorBuilder::known) gives an extractor the list, and
/// [`Entity::known`](crate::Entity::known) says whom an entity is. A copy shares the list.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{EntityKind, Extractor, KnownEntities, KnownEntity};
///
/// let known = KnownEntities::new([
///     KnownEntity::new("Q1", "Ana Kovic", EntityKind::Person).title("Mayor of Port Alder"),
///     KnownEntity::new("Q2", "Quay Ferries", EntityKind::Organization).alias("QF"),
/// ])?;
/// assert!(known.len() == 2 && !known.is_empty());
/// let extractor = Extractor::builder().known(known.clone()).build()?;
/// let document = extractor.extract("“No,” said Ana Kovic.")?;
/// let ana = document.entities().find_map(|entity| known.get(entity.known()?));
/// assert_eq!(ana.and_then(|a| a.title.as_deref()), Some("Mayor of Port Alder"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct KnownEntities(Arc<Index>);

#[derive(Default)]
struct Index {
    entities: Vec<KnownEntity>,
    ids: HashMap<String, usize>,
    /// Those who have a name, by its normal words; the last words of people's names too.
    names: HashMap<String, Holders>,
}

/// Who has a name.
#[derive(Clone, Copy, Debug, Default)]
struct Holders {
    /// As a whole.
    whole: Holder,
    /// As the last word of a person's name.
    surname: Holder,
}

#[derive(Clone, Copy, Debug, Default)]
enum Holder {
    #[default]
    Nobody,
    One(usize),
    Several,
}

impl Holder {
    fn add(&mut self, entity: usize) {
        *self = match *self {
            Self::Nobody => Self::One(entity),
            Self::One(known) if known == entity => Self::One(known),
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

// A hundred thousand names would say less.
impl fmt::Debug for KnownEntities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownEntities").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl KnownEntities {
    /// A list of `entities`.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// An entity without an id or without a name, or with an id that another one has: the message
    /// has its place, from 1.
    pub fn new(entities: impl IntoIterator<Item = KnownEntity>) -> Result<Self, Error> {
        let numbered = entities.into_iter().enumerate();
        Self::at(numbered.map(|(i, entity)| (i + 1, entity)).collect(), "entry")
    }

    /// A list with the place of each entity; `what` is what the places count.
    fn at(entities: Vec<(usize, KnownEntity)>, what: &str) -> Result<Self, Error> {
        let mut index = Index::default();
        let mut places: Vec<usize> = Vec::with_capacity(entities.len());
        for (place, entity) in entities {
            let problem = |problem: &str| {
                Err(Error::config(format!("list of known entities, {what} {place}: {problem}")))
            };
            if entity.id.trim().is_empty() {
                return problem("it has no id");
            }
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            let names: Vec<Vec<String>> = names.map(|name| normal_tokens(name)).collect();
            if names[0].is_empty() {
                return problem("it has no name");
            }
            let number = index.entities.len();
            if let Some(other) = index.ids.insert(entity.id.clone(), number) {
                return problem(&format!(
                    "the id {:?} is that of {what} {} too",
                    entity.id,
                    places.get(other).copied().unwrap_or_default()
                ));
            }
            for (i, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                index.names.entry(name.join(" ")).or_default().whole.add(number);
                if let [_, .., last] = name.as_slice()
                    && i == 0
                    && entity.kind == EntityKind::Person
                {
                    index.names.entry(last.clone()).or_default().surname.add(number);
                }
            }
            places.push(place);
            index.entities.push(entity);
        }
        Ok(Self(Arc::new(index)))
    }

    /// How many there are.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.entities.len()
    }

    /// Whether there is none.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.entities.is_empty()
    }

    /// The one with an id.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&KnownEntity> {
        self.0.entities.get(*self.0.ids.get(id)?)
    }

    pub(crate) fn entity(&self, number: usize) -> Option<&KnownEntity> {
        self.0.entities.get(number)
    }

    /// Whose name these words are, where they are the name of one alone.
    pub(crate) fn named(&self, words: &str) -> Option<usize> {
        match self.0.names.get(words)?.whole {
            Holder::One(entity) => Some(entity),
            Holder::Nobody | Holder::Several => None,
        }
    }

    /// Whose last name a word is, where it is that of one alone, and nobody's whole name.
    pub(crate) fn surnamed(&self, word: &str) -> Option<usize> {
        match *self.0.names.get(word)? {
            Holders { whole: Holder::Nobody, surname: Holder::One(entity) } => Some(entity),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: &str) -> KnownEntity {
        KnownEntity::new(id, name, EntityKind::Person)
    }

    #[test]
    fn a_name_is_of_one_alone_or_of_nobody() {
        let known = KnownEntities::new([
            person("1", "Ana Kovic").alias("The Mayor"),
            person("2", "Ben Brandt"),
            person("3", "Eva Brandt"),
            person("4", "Cy Noir"),
            person("5", "Cy Noir"),
        ])
        .expect("it is a list");
        assert_eq!((known.named("ana kovic"), known.named("mayor")), (Some(0), Some(0)));
        assert_eq!((known.surnamed("kovic"), known.named("kovic")), (Some(0), None));
        assert_eq!((known.surnamed("brandt"), known.named("cy noir")), (None, None));
        assert_eq!(known.get("4").map(|k| k.name.as_str()), Some("Cy Noir"));
        assert!(known.get("6").is_none() && known.len() == 5);
    }

    #[test]
    fn a_bad_list_says_which_entry_is_bad() {
        for (list, says) in [
            (
                vec![person("1", "Ana Kovic"), person("1", "Ben Brandt")],
                "entry 2: the id \"1\" is that of entry 1 too",
            ),
            (vec![person("1", "Ana Kovic"), person("2", " ")], "entry 2: it has no name"),
            (vec![person("", "Ana Kovic")], "entry 1: it has no id"),
        ] {
            let error = KnownEntities::new(list).expect_err("it is bad");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
