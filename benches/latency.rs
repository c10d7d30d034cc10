//! How long somebody waits for one text: `cargo bench --bench latency`.
//!
//! Cold is a process of its own, from its start to its end: it loads the model and reads the text.
//! Warm is a text after others, with an extractor that is there. Half of the times are at most the
//! median (p50), 99 of 100 at most p99. On one thread, and on as many as there are.
//!
//! `Extractor::new` stands there twice: after others in one process, and as the first thing that a
//! process does, which pays for reading the model into memory as well.

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
/// What a process is given that is to make an extractor and print how many nanoseconds that took.
const NEW: &str = "--new";
const COLD: usize = 100;
const FIRST: usize = 20;
const WARM: usize = 300;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|a| a == NEW) {
        let start = Instant::now();
        let extractor = black_box(Extractor::new()?);
        println!("{}", start.elapsed().as_nanos());
        drop(extractor);
        return Ok(());
    }
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
        let program = std::env::current_exe()?;
        let process = || {
            let mut command = Command::new(&program);
            if let Some(n) = threads {
                command.env("RAYON_NUM_THREADS", n.to_string());
            }
            command
        };
        row("Extractor::new, first", &first(process)?);
        row("Extractor::new, again", &times(COLD, || builder().build())?);
        for (name, text) in TEXTS {
            let cold = times(COLD, || process().args([ONCE, name]).status())?;
            row(&format!("one {name}, cold"), &cold);
            let extractor = builder().build()?;
            row(&format!("one {name}, warm"), &times(WARM, || extractor.extract(text))?);
        }
    }
    Ok(())
}

/// How long each of some processes takes for its extractor, ascending.
fn first(process: impl Fn() -> Command) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut times = Vec::with_capacity(FIRST);
    for _ in 0..FIRST {
        let done = process().arg(NEW).output()?;
        times.push(Duration::from_nanos(String::from_utf8(done.stdout)?.trim().parse()?));
    }
    times.sort_unstable();
    Ok(times)
}

/// The times of so many runs, ascending, without what it takes to drop what they give; one run before
/// them is not counted.
fn times<T, E>(runs: usize, mut work: impl FnMut() -> Result<T, E>) -> Result<Vec<Duration>, E> {
    work()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        let given = black_box(work()?);
        times.push(start.elapsed());
        drop(given);
    }
    times.sort_unstable();
    Ok(times)
}
