//! How long somebody waits for one text: `cargo bench --bench latency`.
//!
//! Cold is a process of its own, from its start to its end: it loads the model and reads the text.
//! Warm is a text after others, with an extractor that is there. Half of the times are at most the
//! median (p50), 99 of 100 at most p99. On one thread, and on as many as there are.

use std::error::Error;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use dixit::Extractor;

const ARTICLE: &str = include_str!("../examples/bridge.md");
const SENTENCE: &str = "“We will rebuild the bridge,” said Mayor Ana Kovic on Tuesday.";
const TEXTS: [(&str, &str); 2] = [("sentence", SENTENCE), ("article", ARTICLE)];
/// What a process is given that is to read one text and end.
const ONCE: &str = "--once";
const COLD: usize = 100;
const WARM: usize = 300;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == ONCE) {
        let text = TEXTS.iter().find(|(name, _)| arguments.get(at + 1).is_some_and(|a| a == name));
        let (_, text) = text.ok_or("no such text")?;
        black_box(Extractor::new()?.extract(text)?);
        return Ok(());
    }
    println!("{:<24} {:>8} {:>10} {:>10}", "", "threads", "p50, ms", "p99, ms");
    for threads in [Some(1), None] {
        let shown = threads.map_or("all".to_owned(), |n: usize| n.to_string());
        let row = |what: &str, times: &[Duration]| {
            let ms = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
            println!("{what:<24} {shown:>8} {:>10.1} {:>10.1}", ms(50), ms(99));
        };
        let builder = || match threads {
            Some(n) => Extractor::builder().threads(n),
            None => Extractor::builder(),
        };
        row("Extractor::new", &times(COLD, || builder().build().map(drop))?);
        for (name, text) in TEXTS {
            let program = std::env::current_exe()?;
            let cold = times(COLD, || {
                let mut command = Command::new(&program);
                if let Some(n) = threads {
                    command.env("RAYON_NUM_THREADS", n.to_string());
                }
                command.args([ONCE, name]).status().map(drop)
            })?;
            row(&format!("one {name}, cold"), &cold);
            let extractor = builder().build()?;
            row(
                &format!("one {name}, warm"),
                &times(WARM, || extractor.extract(text).map(|document| drop(black_box(document))))?,
            );
        }
    }
    Ok(())
}

/// The times of so many runs, ascending; one run before them is not counted.
fn times<E>(runs: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<Vec<Duration>, E> {
    work()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}
