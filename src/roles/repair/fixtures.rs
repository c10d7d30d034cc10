//! What the tests of the repairs share.

use std::ops::Range;

use super::Repair;
use crate::entities::Entities;
use crate::kinds::EntityKind;
use crate::limits::Allowance;
use crate::model::TagSpan;
use crate::roles::{RoleSpan, Roles};
use crate::text::{InputFormat, PlainText, Reading, Span};

/// The reading of a source and its entities, of which `names` are people.
pub(super) fn read<'t>(plain: &'t PlainText<'_>, names: &[&str]) -> (Reading<'t>, Entities) {
    let reading = Reading::new(plain);
    let tag = |name: &&str| {
        let at = reading.text.find(name).expect("the name is there");
        let words = reading.words_in(Span::new(at, at + name.len()));
        TagSpan { kind: EntityKind::Person, first: words.start, last: words.end, score: 0.9 }
    };
    let tags: Vec<TagSpan<EntityKind>> = names.iter().map(tag).collect();
    let entities =
        Entities::find(&reading, &tags, &Allowance::unlimited()).expect("there are no limits");
    (reading, entities)
}

/// The roles of a text, of which `names` are people, behind one repair.
pub(super) fn repaired(text: &str, names: &[&str], mut roles: Roles, repair: Repair) -> Roles {
    let plain = PlainText::new(text, InputFormat::Text);
    let (reading, entities) = read(&plain, names);
    repair(&mut roles, &reading, &entities);
    roles
}

/// The roles of a text of which this is all the content.
pub(super) fn content(text: &str, at: Range<usize>) -> Roles {
    assert!(text.get(at.clone()).is_some());
    let content = RoleSpan { span: Span::from(at), score: 0.9 };
    Roles { contents: vec![content], ..Roles::default() }
}

/// The roles of a text of which these words are the sources.
pub(super) fn sources(text: &str, words: &[&str]) -> Roles {
    let source = |words: &&str| {
        let at = text.find(words).expect("the words are there");
        RoleSpan { span: Span::new(at, at + words.len()), score: 0.9 }
    };
    Roles { sources: words.iter().map(source).collect(), ..Roles::default() }
}

/// The words of each.
pub(super) fn all<'t>(text: &'t str, list: &[RoleSpan]) -> Vec<&'t str> {
    list.iter().map(|r| &text[r.span]).collect()
}
