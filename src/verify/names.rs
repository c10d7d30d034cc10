//! Whether two texts mean the same speaker.

use crate::document::{Speaker, Statement};
use crate::kinds::{EntityKind, SpeakerKind};

/// A speaker as a text names them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// What people are shown.
    pub(super) name: String,
    /// All names of the entity, each as its words in small letters; of a speaker that is none, the
    /// words that stand for one.
    names: Vec<Vec<String>>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Person,
    Other,
    /// Without a name: "the mayor".
    Nominal,
}

impl Named {
    /// A person or a body of this name.
    pub(super) fn by_name(name: &str) -> Self {
        Self { name: name.to_owned(), names: vec![parts(name)], kind: Kind::Person }
    }

    /// The speakers of a statement that the text names.
    pub(super) fn of(statement: Statement<'_>) -> Vec<Self> {
        statement.speakers().filter_map(Self::new).collect()
    }

    fn new(speaker: Speaker<'_>) -> Option<Self> {
        let name = speaker.name()?.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(entity) = speaker.entity() else {
            let names = vec![parts(&name)];
            return Some(Self { name, names, kind: Kind::Nominal });
        };
        let is_person =
            entity.kind() == EntityKind::Person || speaker.kind() == SpeakerKind::Person;
        let mut names = vec![parts(entity.name())];
        names.extend(entity.mentions().map(|mention| parts(mention.as_str())));
        names.sort();
        names.dedup();
        names.retain(|name| !name.is_empty());
        Some(Self { name, names, kind: if is_person { Kind::Person } else { Kind::Other } })
    }

    /// Whether both are one; `None` where nobody can tell.
    fn is(&self, other: &Self) -> Option<bool> {
        use Kind::{Nominal, Other, Person};
        let shares = |is_one: fn(&[String], &[String]) -> bool| {
            let fullest = |named: &Self| {
                let most = named.names.iter().map(Vec::len).max().unwrap_or(0).min(2);
                named.names.iter().filter(|n| n.len() >= most).cloned().collect::<Vec<_>>()
            };
            let (mine, theirs) = (fullest(self), fullest(other));
            mine.iter().any(|a| theirs.iter().any(|b| is_one(a, b)))
        };
        match (self.kind, other.kind) {
            (Person, Person) => Some(shares(is_one_person)),
            (Other, Other) => Some(shares(is_one_body)),
            // Somebody may speak for what the other text names; "the mayor" may be either.
            (Nominal, _) | (_, Nominal) | (Person, Other) | (Other, Person) => {
                shares(|a, b| a == b).then_some(true)
            }
        }
    }
}

/// Whether two lists of speakers have one in common; `None` where nobody can tell.
pub(super) fn same(one: &[Named], other: &[Named]) -> Option<bool> {
    let mut pairs = one.iter().flat_map(|a| other.iter().map(|b| a.is(b)));
    let mut found = pairs.next()?;
    for pair in pairs {
        found = match (found, pair) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (None, _) | (_, None) => None,
            (Some(false), Some(false)) => Some(false),
        };
    }
    found
}

/// The words of a name in small letters, without what no two texts agree about.
fn parts(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    super::words::each_word(name, |span| {
        let word = super::words::normal(&name[span]);
        let word = word.strip_suffix("'s").unwrap_or(&word);
        if !word.is_empty() && word != "the" {
            out.push(word.to_owned());
        }
    });
    out
}

/// "Ana Kovic", "A. Kovic", "Kovic", "Ana Maria Kovic".
fn is_one_person(one: &[String], other: &[String]) -> bool {
    let (Some((last, before)), Some((last_there, before_there))) =
        (one.split_last(), other.split_last())
    else {
        return false;
    };
    // A family name may come first, and people go by a single name.
    if before.is_empty() || before_there.is_empty() {
        let (single, all) = if before.is_empty() { (last, other) } else { (last_there, one) };
        return all.contains(single);
    }
    let agrees = |a: &String, b: &String| a == b || initial(a, b) || initial(b, a);
    last == last_there && before.iter().any(|a| before_there.iter().any(|b| agrees(a, b)))
        || before == before_there && last.starts_with(last_there.as_str())
}

fn initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// "Velden Edison", "Edison", "VE".
fn is_one_body(one: &[String], other: &[String]) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let initials = || many.iter().filter_map(|word| word.chars().next()).collect::<String>();
    !few.is_empty() && few.iter().all(|word| many.contains(word))
        || matches!(few, [short] if many.len() > 1 && *short == initials())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_agree() {
        for (one, other, expected) in [
            ("Ana Kovic", "Kovic", true),
            ("Ana Kovic", "A. Kovic", true),
            ("Ana Maria Kovic", "Ana Kovic", true),
            ("Ana Kovic", "Ben Kovic", false),
            ("Ana Kovic", "Ana Brandt", false),
            ("Ana Kovic", "Ben Brandt", false),
        ] {
            let found = Named::by_name(one).is(&Named::by_name(other));
            assert_eq!(found, Some(expected), "{one}, {other}");
        }
        let body = |a: &str, b: &str| is_one_body(&parts(a), &parts(b));
        assert!(body("the Velden Edison", "Edison") && body("VE", "Velden Edison"));
        assert!(!body("Velden Edison", "Oster Edison Works") && !body("", ""));
    }
}
