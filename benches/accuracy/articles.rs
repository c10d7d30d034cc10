//! This repository's own articles (`tests/data`) and what a careful reader finds in them.

use std::error::Error;
use std::path::{Path, PathBuf};

use dixit::{Extractor, OffsetUnit, StatementRecord};
use serde::Deserialize;

use crate::ROOT;
use crate::errors::Errors;
use crate::figures::{Figures, share};

#[derive(Debug, Deserialize)]
struct Gold {
    statements: Vec<GoldStatement>,
}

#[derive(Debug, Deserialize)]
struct GoldStatement {
    words: String,
    kind: String,
    speaker: Option<String>,
}

/// Adds the shares of gold statements that are found, have the right kind and the right speaker.
pub(crate) fn score(
    extractor: &Extractor,
    figures: &mut Figures,
    errors: &mut Errors,
) -> Result<(), Box<dyn Error>> {
    let root = Path::new(ROOT);
    let (mut all, mut found, mut kinds, mut speakers) = (0, 0, 0, 0);
    for path in articles(root)? {
        let input = std::fs::read_to_string(&path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(
            root.join(format!("tests/data/{stem}.gold.json")),
        )?)?;
        let document = extractor.extract(&input)?;
        let record = document.to_record(OffsetUnit::Byte);
        for expected in &gold.statements {
            all += 1;
            let Some(statement) = holding(&record.statements, &input, &expected.words) else {
                errors.add("statement not found", format!("{stem}: {}", expected.words));
                continue;
            };
            found += 1;
            let kind = serde_json::to_value(statement.kind)?;
            let name = statement.speaker.as_ref().and_then(|s| s.name.clone());
            kinds += usize::from(kind == expected.kind.as_str());
            speakers += usize::from(name == expected.speaker);
            if name != expected.speaker {
                errors.add(
                    "another speaker",
                    format!("{stem}: {}: {:?}, not {name:?}", expected.words, expected.speaker),
                );
            }
        }
    }
    figures.add("articles statements".to_owned(), all as f64);
    figures.add("articles found".to_owned(), share(found, all));
    figures.add("articles kind right".to_owned(), share(kinds, all));
    figures.add("articles speaker right".to_owned(), share(speakers, all));
    Ok(())
}

/// The statement with `words`; of nested ones, the inner one.
fn holding<'r>(
    statements: &'r [StatementRecord],
    input: &str,
    words: &str,
) -> Option<&'r StatementRecord> {
    let holds = |s: &&StatementRecord| {
        s.spans.iter().any(|span| input[span.start..span.end].contains(words))
    };
    statements.iter().filter(holds).max_by_key(|s| s.parent.is_some())
}

fn articles(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut out = vec![root.join("examples/bridge.md")];
    for entry in std::fs::read_dir(root.join("tests/data"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "txt" || e == "md" || e == "html") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}
