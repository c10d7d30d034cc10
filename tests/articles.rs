//! Articles of our own, each with what a careful reader finds in it (`NAME.gold.json`) and a
//! snapshot of what the crate finds.
//!
//! Gold is who says what: the words, the kind, the speaker's name (null: nobody is named). The
//! snapshots show everything else, so that a change of behaviour is seen.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use dixit::{Act, Document, Statement};
use serde::Deserialize;

use crate::support::{check, extract, root};

#[derive(Debug, Deserialize)]
struct Gold {
    statements: Vec<GoldStatement>,
    #[serde(default)]
    phrases: BTreeMap<String, String>,
    /// Names that must be one entity each.
    #[serde(default)]
    entities: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct GoldStatement {
    words: String,
    kind: String,
    speaker: Option<String>,
    /// Why it is still wrong.
    fails: Option<String>,
}

fn articles() -> Vec<PathBuf> {
    let folder = root().join("tests/data");
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| {
            path.extension().is_some_and(|e| ["txt", "md", "html"].iter().any(|known| e == *known))
        })
        .collect();
    out.push(root().join("examples/bridge.md"));
    out.sort();
    out
}

fn read(path: &PathBuf) -> String {
    std::fs::read_to_string(path).expect("articles are UTF-8")
}

fn name(path: &std::path::Path) -> String {
    path.file_stem().and_then(|s| s.to_str()).expect("articles have names").to_owned()
}

fn json_name(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .expect("kinds are strings")
}

/// The statement that holds `words`.
fn holding<'d>(document: &'d Document<'d>, words: &str) -> Option<Statement<'d>> {
    let input = document.input();
    let mut nested_last: Vec<Statement<'_>> = document.statements().collect();
    nested_last.sort_by_key(|s| std::cmp::Reverse(s.parent().is_some()));
    nested_last.into_iter().find(|s| s.spans().iter().any(|span| input[*span].contains(words)))
}

#[test]
fn everybody_says_what_they_say() {
    let mut wrong = String::new();
    let (mut right, mut all) = (0, 0);
    for path in articles() {
        let input = read(&path);
        let document = extract(&input);
        let gold: Gold = serde_json::from_str(&read(
            &root().join(format!("tests/data/{}.gold.json", name(&path))),
        ))
        .expect("gold is JSON");
        for expected in &gold.statements {
            assert!(
                input.contains(&expected.words),
                "gold words are the article's: {}",
                expected.words
            );
            all += 1;
            let found = holding(&document, &expected.words).map(|s| {
                (json_name(s.kind()), s.speaker().and_then(|p| p.name()).map(str::to_owned))
            });
            let is_right = found == Some((expected.kind.clone(), expected.speaker.clone()));
            if is_right != expected.fails.is_some() {
                right += 1;
            } else {
                writeln!(wrong, "{}: {:?}, but found {found:?}", name(&path), expected)
                    .expect("a string takes it");
            }
        }
        for (words, reason) in &gold.phrases {
            all += 1;
            let found = document
                .marked_phrases()
                .find(|p| p.as_str() == words)
                .map(|p| json_name(p.reason()));
            if found.as_ref() == Some(reason) {
                right += 1;
            } else {
                writeln!(
                    wrong,
                    "{}: phrase {words:?} is a {reason}, but found {found:?}",
                    name(&path)
                )
                .expect("a string takes it");
            }
        }
        for names in &gold.entities {
            all += 1;
            let of =
                |n: &String| document.mentions().find(|m| m.as_str() == n).map(|m| m.entity().id());
            let first = of(&names[0]);
            if first.is_some() && names.iter().all(|n| of(n) == first) {
                right += 1;
            } else {
                writeln!(wrong, "{}: {names:?} are one entity", name(&path))
                    .expect("a string takes it");
            }
        }
    }
    assert!(wrong.is_empty(), "{right} of {all} are right; wrong are\n{wrong}");
}

#[test]
fn articles_keep_every_promise() {
    for path in articles() {
        check(&extract(&read(&path)));
    }
}

/// Scores differ in their last digits between processors, so the snapshots leave them out.
#[test]
fn snapshots() {
    for path in articles() {
        let input = read(&path);
        let document = extract(&input);
        let mut shown = String::new();
        for statement in document.statements() {
            let speaker = statement.speaker();
            let who = speaker.map_or("nobody".to_owned(), |s| {
                let mention = s.mention().map(|m| &input[m]);
                format!(
                    "{} ({} by {}: {})",
                    s.name().unwrap_or("?"),
                    json_name(s.kind()),
                    json_name(s.form()),
                    mention.unwrap_or("-")
                )
            });
            let cue = statement.cue().map_or("-", |c| &input[c]);
            let nested = if statement.parent().is_some() { ", nested" } else { "" };
            let act = match statement.act() {
                Act::Speech => String::new(),
                act => format!(" {act}"),
            };
            writeln!(
                shown,
                "{who}\n  {}{act}{nested}, cue {cue}\n  {}\n",
                json_name(statement.kind()),
                statement.text()
            )
            .expect("a string takes it");
        }
        for phrase in document.marked_phrases() {
            writeln!(shown, "phrase ({}): {}", json_name(phrase.reason()), phrase.as_str())
                .expect("a string takes it");
        }
        for entity in document.entities() {
            let mentions: Vec<_> = entity.mentions().map(|m| m.as_str()).collect();
            writeln!(
                shown,
                "{} {}: {}",
                json_name(entity.kind()),
                entity.name(),
                mentions.join(" | ")
            )
            .expect("a string takes it");
        }
        insta::assert_snapshot!(name(&path), shown);
    }
}
