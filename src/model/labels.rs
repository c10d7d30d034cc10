//! What a stranger's labels mean: their names to kinds of things, their prefixes to beginnings and
//! insides.

use std::collections::{BTreeMap, BTreeSet};

/// The kinds of this crate's entity head, in the order of its labels, with what they stand for.
pub(super) const ENTITY_KINDS: [(&str, EntityKind); 4] = [
    ("PER", EntityKind::Person),
    ("LOC", EntityKind::Location),
    ("ORG", EntityKind::Organization),
    ("MISC", EntityKind::Miscellaneous),
];

/// The same of its role head.
pub(super) const ROLE_KINDS: [(&str, Role); 3] =
    [("source", Role::Source), ("cue", Role::Cue), ("content", Role::Content)];

use super::files::CONFIG;
use crate::error::Error;
use crate::kinds::{EntityKind, Role};

/// What a caller says of labels: the upper-cased name of a label, or of a kind of label without its
/// prefix, to the kind of thing, or to nothing where it is not to be tagged.
pub(crate) type LabelMap = BTreeMap<String, Option<EntityKind>>;

const OUTSIDE: usize = 0;

/// Where a label stands in the tagger's own set, which is O and then B- and I- for person,
/// location, organization and miscellaneous, in this order.
fn place(kind: EntityKind, begins: bool) -> usize {
    let kind = match kind {
        EntityKind::Person => 0,
        EntityKind::Location => 1,
        EntityKind::Organization => 2,
        EntityKind::Miscellaneous => 3,
    };
    1 + 2 * kind + usize::from(!begins)
}

/// The names of kinds in CoNLL-2003, OntoNotes 5, WikiNER, WNUT 2017, ACE, GMB and Few-NERD's
/// coarse types.
fn known(name: &str) -> Option<Option<EntityKind>> {
    Some(Some(match name {
        "PER" | "PERS" | "PERSON" | "PEOPLE" => EntityKind::Person,
        "LOC" | "LOCATION" | "PLACE" | "GPE" | "FAC" | "FACILITY" | "BUILDING" | "GEO"
        | "GEO-LOC" => EntityKind::Location,
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "CORPORATION" | "COMPANY" | "GROUP"
        | "INSTITUTION" => EntityKind::Organization,
        "MISC" | "MISCELLANEOUS" | "OTHER" | "NORP" | "EVENT" | "EVE" | "PRODUCT"
        | "WORK_OF_ART" | "CREATIVE-WORK" | "ART" | "LAW" | "LANGUAGE" | "NAT" | "VEH" | "WEA" => {
            EntityKind::Miscellaneous
        }
        // Numbers and times are no named things.
        "DATE" | "TIME" | "TIM" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL" => {
            return Some(None);
        }
        _ => return None,
    }))
}

/// A label's prefix, if it has one, and the name behind it: `B-PER`, `I_PER`, `S-PER`, `PER`.
fn parts(label: &str) -> (Option<char>, &str) {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some(prefix), Some('-' | '_'))
            if "BIESLUM".contains(prefix.to_ascii_uppercase()) && !chars.as_str().is_empty() =>
        {
            (Some(prefix.to_ascii_uppercase()), chars.as_str())
        }
        _ => (None, label),
    }
}

/// For each label, in the order of its id, its place among the tagger's own labels.
///
/// Prefixes are those of BIO, BIOES and BILOU; a label without one is inside, and so begins where
/// nothing of its kind stands before it.
///
/// # Errors
///
/// Ids that are not 0, 1, 2, …; labels that neither `map` nor this crate knows, all of them listed;
/// labels of which none names a thing.
pub(super) fn places(
    labels: &BTreeMap<usize, String>,
    map: &LabelMap,
) -> Result<Vec<usize>, Error> {
    if let Some((position, (id, _))) =
        labels.iter().enumerate().find(|(position, (id, _))| position != *id)
    {
        return Err(Error::model(CONFIG, format!("id2label has an id {id}, but no {position}")));
    }
    let mut unknown = BTreeSet::new();
    let mut out = Vec::with_capacity(labels.len());
    for label in labels.values() {
        let (prefix, name) = parts(label);
        let (whole, name) = (label.to_uppercase(), name.to_uppercase());
        let said = map.get(&whole).or_else(|| map.get(&name)).copied();
        let kind = match said {
            Some(kind) => kind,
            None if whole == "O" => None,
            None => known(&name).unwrap_or_else(|| {
                unknown.insert(label.as_str());
                None
            }),
        };
        out.push(kind.map_or(OUTSIDE, |kind| place(kind, matches!(prefix, Some('B' | 'S' | 'U')))));
    }
    if !unknown.is_empty() {
        let list: Vec<&str> = unknown.into_iter().collect();
        return Err(Error::model(
            CONFIG,
            format!(
                "id2label has labels of unknown meaning: {}; say with `ExtractorBuilder::labels` what they are",
                list.join(", ")
            ),
        ));
    }
    if out.iter().all(|&place| place == OUTSIDE) {
        return Err(Error::model(
            CONFIG,
            "id2label has no label for people, places, organizations or other named things",
        ));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places_of(labels: &[&str], map: &LabelMap) -> Result<Vec<usize>, Error> {
        places(&labels.iter().map(|l| (*l).to_owned()).enumerate().collect(), map)
    }

    #[test]
    fn the_schemes_of_the_field_are_known() {
        let none = LabelMap::new();
        let of = |labels: &[&str]| places_of(labels, &none).expect("all are known");
        assert_eq!(
            of(&["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]),
            [0, 1, 2, 3, 4, 5, 6, 7, 8]
        );
        assert_eq!(of(&["b-person", "i-person", "e-person", "s-person", "o"]), [1, 2, 2, 1, 0]);
        assert_eq!(of(&["U-ORG", "L-ORG", "B-GPE", "I-FAC"]), [5, 6, 3, 4]);
        assert_eq!(of(&["PER", "LOC", "O"]), [2, 4, 0]);
        assert_eq!(
            of(&["B-DATE", "I-DATE", "B-WORK_OF_ART", "B-creative-work", "I-geo-loc"]),
            [0, 0, 7, 7, 4]
        );
    }

    #[test]
    fn a_caller_may_say_what_labels_mean() {
        let map = LabelMap::from([
            ("SHIP".to_owned(), Some(EntityKind::Miscellaneous)),
            ("LABEL_1".to_owned(), Some(EntityKind::Person)),
            ("GPE".to_owned(), None),
        ]);
        assert_eq!(
            places_of(&["LABEL_1", "B-ship", "I-ship", "B-GPE"], &map).expect("all are known"),
            [2, 7, 8, 0]
        );
    }

    #[test]
    fn what_nobody_knows_is_listed() {
        let error = places_of(&["O", "B-SHIP", "I-SHIP", "B-PER", "LABEL_9"], &LabelMap::new())
            .expect_err("two are unknown");
        let message = error.to_string();
        assert!(message.contains("B-SHIP, I-SHIP, LABEL_9;"), "{message}");
        assert!(places_of(&["O", "B-DATE"], &LabelMap::new()).is_err());
        assert!(places(&BTreeMap::from([(1, "B-PER".to_owned())]), &LabelMap::new()).is_err());
    }
}
