//! Whom pronouns and nominals stand for, against gold chains of mentions.
//!
//! Of the references to a person that the extractor resolves (pronouns of the third person, and
//! whatever is the source of a statement) and that are a mention of a gold chain with a name in it:
//! the share whose entity has a mention where the chain has a name. Gold pronouns of the third
//! person that are not resolved at all count as wrong; other gold nominals do not count.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;

use dixit::{Extractor, OffsetTable, OffsetUnit};
use serde::Deserialize;

use crate::figures::{Figures, share};
use crate::text::{Chars, overlap};

#[derive(Debug, Deserialize)]
struct Gold {
    text: String,
    mentions: Vec<GoldMention>,
}

#[derive(Debug, Deserialize)]
struct GoldMention {
    start: usize,
    end: usize,
    text: String,
    #[serde(rename = "type")]
    kind: String,
    cluster: serde_json::Value,
    head_pos: String,
}

const THIRD_PERSON: [&str; 8] = ["he", "she", "him", "her", "his", "hers", "himself", "herself"];

/// Reads the texts of the gold file at `path` and adds the figures of what is found.
pub(crate) fn score(
    extractor: &Extractor,
    path: &Path,
    figures: &mut Figures,
) -> Result<(), Box<dyn Error>> {
    let [mut pronouns, mut nominals] = [[0, 0]; 2];
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let gold: Gold = serde_json::from_str(&line?)?;
        let (document, trace) = extractor.extract_traced(&gold.text)?;
        let record = document.to_record(OffsetUnit::Char);
        let table = OffsetTable::new(&gold.text, OffsetUnit::Char);
        let resolved: Vec<(Chars, Option<usize>)> = trace
            .references
            .iter()
            .filter_map(|r| {
                Some((table.span_from_bytes(r.span)?, r.answers.first().and_then(|a| a.entity)))
            })
            .map(|(span, entity)| ((span.start, span.end), entity))
            .collect();
        for mention in
            gold.mentions.iter().filter(|m| m.kind == "person" && !m.head_pos.starts_with("NNP"))
        {
            let names: Vec<Chars> = gold
                .mentions
                .iter()
                .filter(|m| m.cluster == mention.cluster && m.head_pos.starts_with("NNP"))
                .map(|m| (m.start, m.end))
                .collect();
            let is_pronoun = THIRD_PERSON.contains(&mention.text.to_lowercase().as_str());
            let answer = resolved
                .iter()
                .find(|(span, _)| *span == (mention.start, mention.end))
                .map(|(_, entity)| *entity);
            if names.is_empty() || (!is_pronoun && answer.is_none()) {
                continue;
            }
            let right = answer.flatten().is_some_and(|entity| {
                record
                    .mentions
                    .iter()
                    .filter(|m| m.entity == entity)
                    .any(|m| names.iter().any(|&n| overlap(n, (m.start, m.end))))
            });
            let row = if is_pronoun { &mut pronouns } else { &mut nominals };
            row[0] += usize::from(right);
            row[1] += 1;
        }
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    for (form, [right, all]) in [("pronouns", pronouns), ("other sources", nominals)] {
        figures.add(format!("{name} {form} counted"), all as f64);
        figures.add(format!("{name} name found, {form}"), share(right, all));
    }
    Ok(())
}
