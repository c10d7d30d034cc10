//! Whom a text speaks of: the entities that it names, and figures that it gives no name ("a club
//! spokesman", "the report"), to whom its pronouns and nominals come back all the same.

use std::collections::HashSet;

use super::descriptions::words_of;
use crate::entities::Entities;
use crate::kinds::{EntityKind, Gender, SpeakerKind};
use crate::lexicon;
use crate::scorers::antecedents::{Being, Referent};
use crate::text::Span;

/// Somebody, or something, that speaks and has no name.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// The words that brought them in.
    pub(crate) span: Span,
    pub(crate) kind: SpeakerKind,
    /// The noun at the head of these words, in lower case.
    pub(super) noun: String,
    /// These words, as descriptions keep them.
    pub(super) words: Vec<String>,
}

impl Figure {
    pub(super) fn new(text: &str, span: Span, noun: &str, kind: SpeakerKind) -> Self {
        let noun = noun.to_lowercase();
        Self { span, kind, words: words_of(&text[span]), noun }
    }
}

/// The entities and the figures of a text, with what is known of their gender by now.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    pub(super) entities: &'a Entities,
    figures: Vec<Figure>,
    /// Of the entities, then of the figures.
    genders: Vec<Gender>,
    /// "Quayish": the names of neither people nor places nor organizations.
    peoples: HashSet<&'a str>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(entities: &'a Entities) -> Self {
        let genders = entities.entities.iter().map(|e| e.gender).collect();
        let others = entities.entities.iter().filter(|e| e.kind == EntityKind::Miscellaneous);
        let peoples = others.map(|e| e.name.as_str()).collect();
        Self { entities, figures: Vec::new(), genders, peoples }
    }

    /// Whether an organization is called after others than `people`: the "Alderian Navy" is no
    /// Quayish one.
    pub(super) fn is_of_others(&self, referent: Referent, people: &str) -> bool {
        let Referent::Entity(entity) = referent else { return false };
        let known = &self.entities.entities[entity];
        let first = known.name.split_whitespace().next();
        known.kind == EntityKind::Organization
            && first.is_some_and(|first| first != people && self.peoples.contains(first))
    }

    pub(super) fn add(&mut self, figure: Figure) -> Referent {
        self.genders.push(lexicon::gender(&figure.noun));
        self.figures.push(figure);
        Referent::Figure(self.figures.len() - 1)
    }

    pub(super) fn figure(&self, index: usize) -> &Figure {
        &self.figures[index]
    }

    pub(super) fn being(&self, referent: Referent) -> Being {
        match referent {
            Referent::Entity(entity) => Being::Named(self.entities.entities[entity].kind),
            Referent::Figure(figure) => Being::Figure(self.figures[figure].kind),
        }
    }

    pub(super) fn gender(&self, referent: Referent) -> Gender {
        self.genders[self.place(referent)]
    }

    /// The text shows the gender of somebody whose name or noun did not.
    pub(super) fn show_gender(&mut self, referent: Referent, gender: Gender) {
        let place = self.place(referent);
        if self.genders[place] == Gender::Unknown {
            self.genders[place] = gender;
        }
    }

    fn place(&self, referent: Referent) -> usize {
        match referent {
            Referent::Entity(entity) => entity,
            Referent::Figure(figure) => self.entities.entities.len() + figure,
        }
    }

    pub(super) fn into_figures(self) -> Vec<Figure> {
        self.figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Entity;

    #[test]
    fn an_army_of_one_people_is_not_that_of_another() {
        let entity = |name: &str, kind| Entity {
            name: name.to_owned(),
            kind,
            mentions: Vec::new(),
            gender: Gender::Unknown,
        };
        let entities = Entities {
            entities: vec![
                entity("Alderian Navy", EntityKind::Organization),
                entity("Harbour Board", EntityKind::Organization),
                entity("Alderian", EntityKind::Miscellaneous),
            ],
            ..Entities::default()
        };
        let cast = Cast::new(&entities);
        assert!(cast.is_of_others(Referent::Entity(0), "Quayish"));
        assert!(!cast.is_of_others(Referent::Entity(0), "Alderian"));
        assert!(!cast.is_of_others(Referent::Entity(1), "Quayish"));
    }
}
