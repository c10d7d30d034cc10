//! Mentions against gold names: both ends and the kind must be right (CoNLL's measure). Kinds that
//! gold never has do not count.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::Path;

use dixit::{EntityKind, Extractor, OffsetUnit};

use crate::calibration::{Answer, Reliability};
use crate::errors::Errors;
use crate::figures::{Counts, Figures};
use crate::text::{Chars, overlap, slice};

/// Loose sentences are joined to documents of at least as many tokens.
const JOIN_TO: usize = 400;

type Sentence = Vec<(String, String)>;

struct Gold {
    text: String,
    names: Vec<(Chars, String)>,
}

/// Reads the texts of the gold file at `path` and adds the figures of what is found.
pub(crate) fn score(
    extractor: &Extractor,
    path: &Path,
    figures: &mut Figures,
    errors: &mut Errors,
) -> Result<(), Box<dyn Error>> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let documents = read(&std::fs::read_to_string(path)?)?;
    let known: HashSet<&str> =
        documents.iter().flat_map(|d| d.names.iter().map(|n| n.1.as_str())).collect();
    let mut counts: BTreeMap<String, Counts> =
        known.iter().map(|k| ((*k).to_owned(), Counts::default())).collect();
    let mut scores = Reliability::default();
    for (document, gold) in documents.iter().enumerate() {
        let record = extractor.extract(&gold.text)?.to_record(OffsetUnit::Char);
        let text: Vec<char> = gold.text.chars().collect();
        let found: Vec<(Chars, String)> =
            record.mentions.iter().map(|m| ((m.start, m.end), tag(m.kind).to_owned())).collect();
        let is_right = |m: &(Chars, String)| gold.names.contains(m);
        for (mention, of) in
            record.mentions.iter().zip(&found).filter(|(_, f)| known.contains(f.1.as_str()))
        {
            scores.0.push(Answer {
                curve: "mention",
                document,
                score: mention.score,
                right: is_right(of),
            });
            if let Some(c) = counts.get_mut(&of.1) {
                c.found += 1;
                c.right += usize::from(is_right(of));
            }
            if !is_right(of) {
                errors.add(error(of, &gold.names), slice(&text, of.0));
            }
        }
        for of in &gold.names {
            if let Some(c) = counts.get_mut(&of.1) {
                c.gold += 1;
            }
            if !found.iter().any(|f| overlap(f.0, of.0)) {
                errors.add(format!("name: {} not found", of.1), slice(&text, of.0));
            }
        }
    }
    let mut all = Counts::default();
    for (kind, counts) in counts {
        all += counts;
        figures.add(format!("{name} {kind} F1"), counts.f1());
    }
    figures.add(format!("{name} F1"), all.f1());
    figures.add_reliability(&format!("{name} mention score"), scores);
    Ok(())
}

fn error(found: &(Chars, String), gold: &[(Chars, String)]) -> String {
    let (span, kind) = found;
    match gold.iter().find(|g| g.0 == *span).or_else(|| gold.iter().find(|g| overlap(g.0, *span))) {
        Some(g) if g.0 == *span => format!("name: {} taken for {kind}", g.1),
        Some(_) => format!("name: {kind} with other ends"),
        None => format!("name: {kind} where there is none"),
    }
}

fn tag(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Location => "LOC",
        EntityKind::Organization => "ORG",
        _ => "MISC",
    }
}

/// Documents of sentences a line; documents of one sentence (posts) are joined by blank lines.
fn read(file: &str) -> Result<Vec<Gold>, Box<dyn Error>> {
    let mut documents: Vec<Vec<Sentence>> = vec![Vec::new()];
    let mut sentence = Sentence::new();
    for line in file.lines().chain([""]) {
        if line.is_empty() || line == "# document" {
            if !sentence.is_empty() {
                documents.last_mut().ok_or("no document")?.push(std::mem::take(&mut sentence));
            }
            if !line.is_empty() {
                documents.push(Vec::new());
            }
        } else {
            let (token, tag) =
                line.split_once('\t').ok_or_else(|| format!("not token<TAB>tag: {line}"))?;
            sentence.push((token.to_owned(), tag.to_owned()));
        }
    }
    let mut out = Vec::new();
    let mut loose: Vec<Sentence> = Vec::new();
    for document in documents.into_iter().filter(|d| !d.is_empty()) {
        if document.len() > 1 {
            if !loose.is_empty() {
                out.push(render(&std::mem::take(&mut loose), "\n\n"));
            }
            out.push(render(&document, "\n"));
            continue;
        }
        loose.extend(document);
        if loose.iter().map(Vec::len).sum::<usize>() >= JOIN_TO {
            out.push(render(&std::mem::take(&mut loose), "\n\n"));
        }
    }
    if !loose.is_empty() {
        out.push(render(&loose, "\n\n"));
    }
    Ok(out)
}

fn render(sentences: &[Sentence], separator: &str) -> Gold {
    let (mut text, mut names, mut at) = (String::new(), Vec::<(Chars, String)>::new(), 0);
    for (k, sentence) in sentences.iter().enumerate() {
        if k > 0 {
            text += separator;
            at += separator.len();
        }
        let mut goes_on = false;
        for (i, (token, tag)) in sentence.iter().enumerate() {
            if i > 0 {
                text.push(' ');
                at += 1;
            }
            let span = (at, at + token.chars().count());
            text += token;
            at = span.1;
            let (begins, kind) = match tag.split_once('-') {
                Some((prefix, kind)) => (prefix == "B", kind),
                None => {
                    goes_on = false;
                    continue;
                }
            };
            match names.last_mut() {
                Some(last) if goes_on && !begins && last.1 == kind => last.0.1 = span.1,
                _ => names.push((span, kind.to_owned())),
            }
            goes_on = true;
        }
    }
    Gold { text, names }
}
