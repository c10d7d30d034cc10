//! The cases of `tests/data/bounds.toml`: what is tagged, and where the names in it begin and end;
//! and those of `identity.toml`: which mentions name one thing, and what it is called.

use serde::Deserialize;

use super::Entities;
use super::decode::mentions;
use crate::kinds::EntityKind;
use crate::limits::Allowance;
use crate::model::TagSpan;
use crate::text::{InputFormat, PlainText, Reading, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    tagged: String,
    right: String,
    fails: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentitySuite {
    case: Vec<IdentityCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityCase {
    name: String,
    tagged: String,
    right: String,
    names: Vec<String>,
    fails: Option<String>,
}

/// The marks of the kinds.
const KINDS: [(&str, EntityKind); 4] = [
    ("PER ", EntityKind::Person),
    ("LOC ", EntityKind::Location),
    ("ORG ", EntityKind::Organization),
    ("MISC ", EntityKind::Miscellaneous),
];

#[test]
fn names_begin_and_end_where_the_suite_says() {
    let suite: Suite = basic_toml::from_str(include_str!("../../tests/data/bounds.toml"))
        .expect("a list of cases");
    let mut wrong = Vec::new();
    for case in &suite.case {
        let found = found(&case.tagged);
        match (&case.fails, found == case.right) {
            (None, false) => wrong.push(format!("{}: {found}", case.name)),
            (Some(why), true) => wrong.push(format!("{}: mended, no longer {why}", case.name)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_one_thing_are_one_entity_where_the_suite_says() {
    let suite: IdentitySuite = basic_toml::from_str(include_str!("../../tests/data/identity.toml"))
        .expect("a list of cases");
    let mut wrong = Vec::new();
    for case in &suite.case {
        let (found, names) = joined(&case.tagged);
        match (&case.fails, found == case.right && names == case.names) {
            (None, false) => wrong.push(format!("{}: {found} {names:?}", case.name)),
            (Some(why), true) => wrong.push(format!("{}: mended, no longer {why}", case.name)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text whose tags stand in brackets, with its mentions in brackets.
fn found(tagged: &str) -> String {
    let (text, spans) = unmarked(tagged);
    let plain = PlainText::new(&text, InputFormat::Text);
    let reading = Reading::new(&plain);
    let found = mentions(&reading, &tags(&reading, spans), &Allowance::unlimited())
        .expect("there are no limits");
    marked(&text, found.into_iter().map(|m| (m.span, format!("{} ", mark(m.kind)))))
}

/// The same with the number of each mention's entity, and the entities' names.
fn joined(tagged: &str) -> (String, Vec<String>) {
    let (text, spans) = unmarked(tagged);
    let plain = PlainText::new(&text, InputFormat::Text);
    let reading = Reading::new(&plain);
    let found = Entities::find(&reading, &tags(&reading, spans), &Allowance::unlimited())
        .expect("there are no limits");
    let in_brackets =
        found.mentions.iter().map(|m| (m.span, format!("{} {} ", mark(m.kind), m.entity + 1)));
    (marked(&text, in_brackets), found.entities.iter().map(|e| e.name.clone()).collect())
}

fn tags(reading: &Reading<'_>, spans: Vec<(EntityKind, Span)>) -> Vec<TagSpan<EntityKind>> {
    spans
        .into_iter()
        .map(|(kind, span)| {
            let words = reading.words_in(span);
            TagSpan { kind, first: words.start, last: words.end, score: 0.5 }
        })
        .collect()
}

fn mark(kind: EntityKind) -> &'static str {
    KINDS.iter().find(|(_, k)| *k == kind).expect("one of the four").0.trim_end()
}

/// The text with spans in brackets, each behind its mark.
fn marked(text: &str, spans: impl Iterator<Item = (Span, String)>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, mark) in spans {
        out += &text[at..span.start];
        out += &format!("[{mark}{}]", &text[span]);
        at = span.end;
    }
    out + &text[at..]
}

/// The text without brackets, and what stands in them: its kind, its span.
fn unmarked(tagged: &str) -> (String, Vec<(EntityKind, Span)>) {
    let (mut text, mut tags) = (String::new(), Vec::new());
    let mut rest = tagged;
    while let Some((before, inner)) = rest.split_once('[') {
        let (inner, behind) = inner.split_once(']').expect("a bracket that closes");
        let (kind, words) = KINDS
            .iter()
            .find_map(|(mark, kind)| Some((*kind, inner.strip_prefix(mark)?)))
            .expect("a kind");
        text += before;
        tags.push((kind, Span::new(text.len(), text.len() + words.len())));
        text += words;
        rest = behind;
    }
    (text + rest, tags)
}
