//! Statements and their speakers against gold attributions.
//!
//! - **direct**: each passage between quotation marks that gold places in the content of a
//!   statement is to be found, half of it at least; one that gold places nowhere (a scare quote, a
//!   title) is not.
//! - **mention**: found, and the words that name the speaker are gold's (they overlap a gold
//!   source, or end in the same word).
//! - **speaker**: found, and the name is the speaker's, behind pronouns and nominals too; people
//!   and organizations only.
//! - **source, cue, content**: both ends are gold's, marks and spaces aside, for all statements.
//!
//! The statement's score is right where half of the statement lies in the content of one gold
//! statement; the speaker's where the name is right or, for speakers that are neither people nor
//! organizations, the mention.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;

use dixit::{DocumentRecord, Extractor, OffsetUnit, SpeakerForm, StatementKind, StatementRecord};
use serde::Deserialize;

use crate::calibration::{Answer, Reliability};
use crate::errors::Errors;
use crate::figures::{Counts, Figures, share};
use crate::text::{
    Chars, covered, last_word, norm, of_span, of_words, overlap, quoted_segments, slice,
    without_tags,
};

#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Debug, Deserialize)]
struct Attribution {
    source: Vec<Chars>,
    cue: Vec<Chars>,
    content: Vec<Chars>,
    speaker: Option<GoldSpeaker>,
}

#[derive(Debug, Deserialize)]
struct GoldSpeaker {
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    kind: String,
}

const PRONOUNS: [&str; 14] =
    ["he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "his", "us", "me", "you"];
const FORMS: [&str; 4] = ["name", "nominal", "pronoun", "none"];

#[derive(Debug, Default)]
struct Tally {
    direct: Counts,
    mention: Counts,
    speaker: Counts,
    /// For each of `FORMS`: passages, with the right mention, with a speaker who is a person or an
    /// organization, with the right one.
    forms: [[usize; 4]; 4],
    source: Counts,
    cue: Counts,
    content: Counts,
    documents: usize,
    statement_scores: Reliability,
    speaker_scores: Reliability,
}

/// Reads the texts of the gold file at `path` and adds the figures of what is found.
pub(crate) fn score(
    extractor: &Extractor,
    path: &Path,
    figures: &mut Figures,
    errors: &mut Errors,
) -> Result<(), Box<dyn Error>> {
    let mut tally = Tally::default();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let gold: Gold = serde_json::from_str(&line?)?;
        let found = extractor.extract(&without_tags(&gold.text))?.to_record(OffsetUnit::Char);
        tally.add(&gold, &found, errors);
    }
    tally.report(&path.file_stem().unwrap_or_default().to_string_lossy(), figures);
    Ok(())
}

/// A statement that was found, in code points.
struct Found<'a> {
    record: &'a StatementRecord,
    spans: Vec<Chars>,
    mention: Option<Chars>,
    name: Option<&'a str>,
}

impl<'a> Found<'a> {
    fn new(record: &'a StatementRecord) -> Self {
        let speaker = record.speaker.as_ref();
        let mention = speaker.and_then(|s| s.mention.as_ref());
        Self {
            record,
            spans: record.spans.iter().map(of_span).collect(),
            mention: mention.map(of_words),
            name: speaker.and_then(|s| s.name.as_deref()).or(mention.map(|m| m.text.as_str())),
        }
    }
}

impl Attribution {
    fn form(&self, text: &[char]) -> usize {
        let words = self.source.iter().map(|&s| slice(text, s)).collect::<Vec<_>>().join(" ");
        let lower = words.to_lowercase();
        let capitalized = words
            .split(|c: char| !c.is_alphabetic())
            .rfind(|w| !w.is_empty())
            .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_uppercase()));
        let form = match () {
            () if self.source.is_empty() => "none",
            () if PRONOUNS.contains(&lower.trim()) => "pronoun",
            () if capitalized => "name",
            () => "nominal",
        };
        FORMS.iter().position(|f| *f == form).unwrap_or_default()
    }

    fn has_mention(&self, text: &[char], mention: Option<Chars>) -> bool {
        let Some(mention) = mention else { return self.source.is_empty() };
        let last = last_word(&slice(text, mention));
        self.source.iter().any(|&s| {
            overlap(s, mention)
                || (!PRONOUNS.contains(&last.as_str()) && last == last_word(&slice(text, s)))
        })
    }
}

impl GoldSpeaker {
    fn counts(&self) -> bool {
        self.kind == "person" || self.kind == "organization"
    }

    fn is(&self, name: &str) -> bool {
        let forms: Vec<String> = self.names.iter().chain(&self.aliases).map(|n| norm(n)).collect();
        let (name, last) = (norm(name), last_word(name));
        if forms.contains(&name) {
            return true;
        }
        if self.kind == "person" {
            return !last.is_empty() && self.names.iter().any(|n| last_word(n) == last);
        }
        !name.is_empty()
            && forms
                .iter()
                .any(|f| !f.is_empty() && (f.contains(&name) || name.contains(f.as_str())))
    }
}

impl Tally {
    fn add(&mut self, gold: &Gold, record: &DocumentRecord, errors: &mut Errors) {
        let text: Vec<char> = gold.text.chars().collect();
        let found: Vec<Found<'_>> = record.statements.iter().map(Found::new).collect();
        for segment in quoted_segments(&text) {
            let attribution =
                best(segment, gold.attributions.iter().rev().map(|a| (a, a.content.as_slice())));
            let statement = best(segment, found.iter().map(|f| (f, f.spans.as_slice())));
            self.add_segment(&text, segment, attribution, statement, errors);
        }
        self.add_roles(&text, gold, &found);
        for statement in &found {
            let length: usize = statement.spans.iter().map(|s| s.1 - s.0).sum();
            let inside = |a: &Attribution| {
                statement
                    .spans
                    .iter()
                    .map(|&s| covered(s, &a.content) * (s.1 - s.0) as f64)
                    .sum::<f64>()
                    / length.max(1) as f64
            };
            let of = gold
                .attributions
                .iter()
                .map(|a| (inside(a), a))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .filter(|(share, _)| *share >= 0.5);
            let document = self.documents;
            let curve = if statement.record.kind == StatementKind::Indirect {
                "reported"
            } else {
                "quoted"
            };
            self.statement_scores.0.push(Answer {
                curve,
                document,
                score: statement.record.score,
                right: of.is_some(),
            });
            if let (Some((_, of)), Some(speaker)) = (of, &statement.record.speaker) {
                let right = match &of.speaker {
                    Some(gold) if gold.counts() => statement.name.is_some_and(|name| gold.is(name)),
                    _ => of.has_mention(&text, statement.mention),
                };
                let curve = match speaker.form {
                    SpeakerForm::Name => "name",
                    SpeakerForm::Nominal => "nominal",
                    SpeakerForm::Pronoun => "pronoun",
                    _ => "implicit",
                };
                self.speaker_scores.0.push(Answer { curve, document, score: speaker.score, right });
            }
        }
        self.documents += 1;
    }

    fn add_segment(
        &mut self,
        text: &[char],
        segment: Chars,
        gold: Option<&Attribution>,
        found: Option<&Found<'_>>,
        errors: &mut Errors,
    ) {
        for counts in [&mut self.direct, &mut self.mention] {
            counts.gold += usize::from(gold.is_some());
            counts.found += usize::from(found.is_some());
        }
        let words: String = slice(text, segment).chars().take(80).collect();
        let Some(gold) = gold else {
            if let Some(found) = found {
                errors.add(
                    "passage: no statement, but taken for one",
                    format!("“{words}” of {:?}", found.name),
                );
            }
            return;
        };
        let form = gold.form(text);
        self.forms[form][0] += 1;
        let speaker = gold.speaker.as_ref().filter(|s| s.counts());
        self.forms[form][2] += usize::from(speaker.is_some());
        self.speaker.gold += usize::from(speaker.is_some());
        let sources: Vec<String> = gold.source.iter().map(|&s| slice(text, s)).collect();
        let Some(found) = found else {
            errors.add("passage: a statement, but not found", format!("“{words}” of {sources:?}"));
            return;
        };
        self.direct.right += 1;
        let has_mention = gold.has_mention(text, found.mention);
        self.mention.right += usize::from(has_mention);
        self.forms[form][1] += usize::from(has_mention);
        let mention = found.mention.map(|m| slice(text, m));
        let form_name = FORMS[form];
        if !has_mention {
            let kind = if mention.is_some() { "another mention" } else { "no mention" };
            errors.add(
                format!("source is a {form_name}: {kind}"),
                format!("“{words}” of {sources:?}, not {mention:?}"),
            );
        }
        let Some(speaker) = speaker else { return };
        self.speaker.found += usize::from(found.name.is_some());
        let right = found.name.is_some_and(|name| speaker.is(name));
        self.speaker.right += usize::from(right);
        self.forms[form][3] += usize::from(right);
        if !right && has_mention {
            let resolved = found.record.speaker.as_ref().is_some_and(|s| s.entity.is_some());
            let kind = if resolved { "stands for another" } else { "stands for nobody" };
            errors.add(
                format!("source is a {form_name}: {kind}"),
                format!("“{words}” of {:?}, not {:?} ({mention:?})", speaker.names, found.name),
            );
        }
    }

    fn add_roles(&mut self, text: &[char], gold: &Gold, found: &[Found<'_>]) {
        let trimmed = |(mut start, mut end): Chars| {
            let is_edge = |c: char| "“”\"'‘’ *_,.\n".contains(c);
            while start < end && is_edge(text[start]) {
                start += 1;
            }
            while end > start && is_edge(text[end - 1]) {
                end -= 1;
            }
            (start, end)
        };
        let count = |gold: BTreeSet<Chars>, found: BTreeSet<Chars>| Counts {
            right: gold.intersection(&found).count(),
            found: found.len(),
            gold: gold.len(),
        };
        let of_gold = |pick: fn(&Attribution) -> &Vec<Chars>| {
            gold.attributions.iter().flat_map(pick).map(|&s| trimmed(s)).collect()
        };
        self.source += count(
            of_gold(|a| &a.source),
            found.iter().filter_map(|f| f.mention).map(trimmed).collect(),
        );
        self.cue += count(
            of_gold(|a| &a.cue),
            found
                .iter()
                .filter_map(|f| f.record.cue.as_ref())
                .map(|c| trimmed(of_words(c)))
                .collect(),
        );
        self.content += count(
            of_gold(|a| &a.content),
            found.iter().flat_map(|f| f.spans.iter()).map(|&s| trimmed(s)).collect(),
        );
    }

    fn report(&self, name: &str, figures: &mut Figures) {
        let rows = [
            ("direct", self.direct),
            ("mention", self.mention),
            ("speaker", self.speaker),
            ("source exact", self.source),
            ("cue exact", self.cue),
            ("content exact", self.content),
        ];
        for (row, counts) in rows {
            figures.add(format!("{name} {row} F1"), counts.f1());
        }
        for (form, [passages, mentions, counted, right]) in FORMS.iter().zip(self.forms) {
            figures.add(format!("{name} mention right, {form}"), share(mentions, passages));
            figures.add(format!("{name} speaker right, {form}"), share(right, passages));
            figures.add(
                format!("{name} speaker right of those that count, {form}"),
                share(right, counted),
            );
        }
        figures.add_reliability(&format!("{name} statement score"), self.statement_scores.clone());
        figures.add_reliability(&format!("{name} speaker score"), self.speaker_scores.clone());
    }
}

/// Whose spans cover the most of `segment`, half of it at least; the first of equals.
fn best<'a, T>(segment: Chars, all: impl Iterator<Item = (&'a T, &'a [Chars])>) -> Option<&'a T> {
    let mut best: Option<(f64, &T)> = None;
    for (item, spans) in all {
        let share = covered(segment, spans);
        if share >= 0.5 && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, item));
        }
    }
    best.map(|(_, item)| item)
}
