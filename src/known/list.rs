use serde::{Deserialize, Serialize};

use crate::kinds::EntityKind;

/// Somebody, or something, that the caller knows.
///
/// # Example
///
/// ```
/// use dixit::{EntityKind, KnownEntity};
///
/// let known = KnownEntity::new("Q1", "Ana Kovic", EntityKind::Person)
///     .alias("Ana Kovic-Brandt")
///     .title("Mayor of Port Alder");
/// assert_eq!(known.aliases.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KnownEntity {
    /// What the caller calls it: any words, of which no two entries have the same.
    pub id: String,
    /// Its name, which the document's entity takes over.
    pub name: String,
    /// Other names, whole ones.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is; a person where a list does not say.
    #[serde(default = "person")]
    pub kind: EntityKind,
    /// What they are. No result has it: it is here for whoever looks the id up.
    #[serde(default)]
    pub title: Option<String>,
}

impl KnownEntity {
    /// An entity of one name.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: EntityKind) -> Self {
        Self { id: id.into(), name: name.into(), aliases: Vec::new(), kind, title: None }
    }

    /// Another whole name that it goes by.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn alias(mut self, name: impl Into<String>) -> Self {
        self.aliases.push(name.into());
        self
    }

    /// What they are.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}

fn person() -> EntityKind {
    EntityKind::Person
}
