//! Names outside of running text: handles of social media, labels in capitals.

use super::Entities;
use super::names::normal_tokens;
use crate::document::EntityKind;

/// The entity whose name the handle (without its @) spells: all tokens of a name run together, or a name's last token where the
/// rest of the handle is the start of its first.
pub(crate) fn entity_of_handle(handle: &str, entities: &Entities) -> Option<usize> {
    let own: String = handle.to_lowercase();
    let handle: String = handle.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let spelled = |name: &str| {
        let tokens = normal_tokens(name);
        let whole: String = tokens.concat();
        let ends: String = match tokens.as_slice() {
            [first, .., last] => format!("{first}{last}"),
            _ => whole.clone(),
        };
        // Three letters and fewer turn up in any handle.
        if (whole.len() > 3 && handle.contains(&whole)) || (ends.len() > 3 && handle.contains(&ends)) {
            return 2;
        }
        let initial_and_last = match tokens.as_slice() {
            [first, .., last] if last.len() > 3 => {
                // In bounds: it ends with what is cut off.
                handle.ends_with(last.as_str()) && first.starts_with(&handle[..handle.len() - last.len()])
            }
            _ => false,
        };
        usize::from(initial_and_last || (!whole.is_empty() && handle == whole))
    };
    entities
        .entities
        .iter()
        .enumerate()
        // The tagger may have taken the handle itself for a name.
        .filter(|(_, e)| {
            matches!(e.kind, EntityKind::Person | EntityKind::Organization) && e.name.trim_start_matches('@').to_lowercase() != own
        })
        .map(|(i, e)| (spelled(&e.name), e.name.len(), i))
        .filter(|&(rank, ..)| rank > 0)
        .max_by_key(|&(rank, length, i)| (rank, length, std::cmp::Reverse(i)))
        .map(|(.., i)| i)
}

/// The person whose last name ends `label` ("GOV. KOVIC"), the one with most mentions where there are several.
pub(crate) fn person_named(label: &str, entities: &Entities) -> Option<usize> {
    let wanted = normal_tokens(label);
    let last = wanted.last()?;
    let people = entities.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person);
    let same = |name: &str| {
        let tokens = normal_tokens(name);
        tokens.last() == Some(last) && (wanted.len() < 2 || tokens.len() < 2 || tokens.first() == wanted.first())
    };
    people.filter(|(_, e)| same(&e.name)).max_by_key(|(i, e)| (e.mentions.len(), std::cmp::Reverse(*i))).map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Gender};
    use super::*;

    #[test]
    fn handles_are_matched_to_the_names_they_spell() {
        let entity = |name: &str, kind| Entity { name: name.to_owned(), kind, mentions: vec![], gender: Gender::Unknown };
        let entities = Entities {
            mentions: vec![],
            entities: vec![
                entity("Ana Maria Kovic", EntityKind::Person),
                entity("Kovic Works", EntityKind::Organization),
                entity("Bo Li", EntityKind::Person),
                entity("Rome", EntityKind::Location),
            ],
        };
        assert_eq!(entity_of_handle("realAnaKovic", &entities), Some(0));
        assert_eq!(entity_of_handle("AKovic", &entities), Some(0));
        assert_eq!(entity_of_handle("kovicworks_official", &entities), Some(1));
        assert_eq!(person_named("MAYOR KOVIC", &entities), Some(0));
        assert_eq!(person_named("Q", &entities), None);
        assert_eq!(entity_of_handle("bo_li", &entities), Some(2));
        assert_eq!(entity_of_handle("Boli", &entities), Some(2));
        assert_eq!(entity_of_handle("rome", &entities), None);
        assert_eq!(entity_of_handle("someoneelse", &entities), None);
        assert_eq!(entity_of_handle("", &entities), None);
    }
}
