//! Quotations planted in drafts: how many of them are judged rightly, and how long many sources
//! take.
//!
//! ```text
//! cargo bench --bench quotations
//! cargo bench --bench quotations -- --seed 7 --wrong
//! cargo bench --bench quotations -- --sources 10000
//! ```

mod articles;
mod planting;
mod random;

use std::collections::BTreeMap;
use std::time::Instant;

use clap::Parser;
use dixit::verify::{Quotation, Source, Sources, Verdict};
use dixit::{Extractor, Input, InputFormat};

use self::articles::{Article, Author, words};
use self::planting::{Kind, Planted, plant};

#[derive(Parser)]
struct Arguments {
    /// Other articles and other quotations.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many articles to look in.
    #[arg(long, default_value_t = 60)]
    sources: usize,
    /// Words of an article.
    #[arg(long, default_value_t = 500)]
    length: usize,
    /// Show what is judged wrongly.
    #[arg(long)]
    wrong: bool,
    /// How many drafts of 50 quotations are read, of 12.
    #[arg(long, default_value_t = 12)]
    drafts: usize,
    #[arg(long, hide = true)]
    bench: bool,
}

/// Quotations of a draft.
const DRAFT: usize = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let words = words();
    let mut author = Author::new(&words, arguments.seed);
    let articles: Vec<Article> = (0..arguments.sources)
        .map(|n| author.article(format!("article-{n}"), arguments.length))
        .collect();
    let planted = plant(&mut author, &articles);
    let drafts: Vec<(&[Planted], String)> = planted
        .chunks(DRAFT)
        .take(arguments.drafts)
        .map(|planted| (planted, draft(planted)))
        .collect();

    let extractor = Extractor::new()?;
    let begun = Instant::now();
    let sources = Sources::new(articles.iter().map(|a| Source::new(&a.name, &a.text)))?;
    println!(
        "{} sources, {} words: indexed in {:.2} s",
        sources.len(),
        sources.words(),
        begun.elapsed().as_secs_f32()
    );
    let mut score = Score::default();
    for (planted, draft) in &drafts {
        let begun = Instant::now();
        let input = Input::new(draft).format(InputFormat::Text);
        let verification = sources.verify(&extractor, input)?;
        println!("a draft of {} quotations: {:.2} s", planted.len(), begun.elapsed().as_secs_f32());
        if verification.quotations().len() != planted.len() {
            return Err("a draft has other quotations than were planted".into());
        }
        for (one, found) in planted.iter().zip(verification.quotations()) {
            score.add(one, found, arguments.wrong);
        }
    }
    score.print();
    if let Some(most) = most_memory() {
        println!("most memory: {most} MB");
    }
    Ok(())
}

/// A paragraph for each quotation.
fn draft(planted: &[Planted]) -> String {
    let paragraph = |one: &Planted| {
        let Planted { text, speaker, .. } = one;
        if text.ends_with('.') {
            format!("{speaker} said: “{text}”")
        } else {
            format!("“{text}” {speaker} said.")
        }
    };
    planted.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

#[derive(Default)]
struct Score {
    /// Of each kind: how many there are, of how many the verdict is right, the change is named,
    /// the speaker is right.
    kinds: BTreeMap<Kind, [usize; 4]>,
    /// Expected and given.
    verdicts: BTreeMap<(Verdict, Verdict), usize>,
}

impl Score {
    fn add(&mut self, one: &Planted, found: &Quotation, show: bool) {
        let named = match one.kind {
            Kind::Changed(kind) => found.changes.iter().any(|c| c.kind == kind),
            Kind::Reporters => !found.reporters.is_empty(),
            _ => true,
        };
        let is_right = found.verdict == one.kind.verdict();
        let is_spoken = one.kind.said_by().is_none_or(|said_by| said_by == found.said_by);
        let row = self.kinds.entry(one.kind).or_default();
        for (count, adds) in row.iter_mut().zip([true, is_right, named, is_spoken]) {
            *count += usize::from(adds);
        }
        *self.verdicts.entry((one.kind.verdict(), found.verdict)).or_default() += 1;
        if show && !(is_right && named && is_spoken) {
            println!("{:?}, {}: {found:#?}", one.kind, one.speaker);
        }
    }

    fn print(&self) {
        println!("\n{:<24}{:>6}{:>10}{:>8}{:>10}", "planted", "", "verdict", "named", "speaker");
        for (kind, [count, right, named, spoken]) in &self.kinds {
            println!("{:<24}{count:>6}{right:>10}{named:>8}{spoken:>10}", format!("{kind:?}"));
        }
        println!("\n{:<24}{:>10}{:>10}", "verdict", "precision", "recall");
        let sum = |is: &dyn Fn(&(Verdict, Verdict)) -> bool| -> usize {
            self.verdicts.iter().filter(|(pair, _)| is(pair)).map(|(_, count)| count).sum()
        };
        let percent = |part: usize, whole: usize| {
            if whole == 0 {
                "-".to_owned()
            } else {
                format!("{:.1}", 100.0 * part as f32 / whole as f32)
            }
        };
        for verdict in [
            Verdict::Verbatim,
            Verdict::AllowedChanges,
            Verdict::Altered,
            Verdict::Stitched,
            Verdict::Absent,
        ] {
            let right = sum(&|pair| *pair == (verdict, verdict));
            let (given, there) = (sum(&|pair| pair.1 == verdict), sum(&|pair| pair.0 == verdict));
            println!("{verdict:<24}{:>10}{:>10}", percent(right, given), percent(right, there));
        }
        let (right, all) = (sum(&|pair| pair.0 == pair.1), sum(&|_| true));
        println!("{:<24}{:>20}", format!("right, of {all}"), percent(right, all));
    }
}

/// Of this process, where the system tells.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}
