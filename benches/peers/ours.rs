//! This crate's side of the comparison with its peers: `run` starts it, and it takes times on
//! request.
//!
//! `ours windows FILE`: reads a JSON list of texts and prints, for each, the windows that the
//! encoder is given.
//!
//! `ours time FILE THREADS`: reads a JSON object of cases. A case is a list of texts, or a list of
//! calls of the encoder, each a list of windows. Then, for each line `CASE TIMES` on standard
//! input, it runs the case so many times and prints the seconds.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use dixit::{EmbeddedEncoder, Encoder, Error, Extractor, InputFormat, Model, OffsetUnit, Window};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
struct OwnedWindow {
    ids: Vec<u32>,
    types: Vec<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Case {
    Texts(Vec<String>),
    Calls(Vec<Vec<OwnedWindow>>),
}

fn main() -> Result<(), Box<dyn StdError>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["windows", file] => {
            windows(&serde_json::from_slice::<Vec<String>>(&std::fs::read(file)?)?)
        }
        ["time", file, threads] => {
            time(&serde_json::from_slice(&std::fs::read(file)?)?, threads.parse()?)
        }
        // `cargo bench` runs every bench target; this one measures nothing alone.
        _ => {
            println!("benches/peers/run starts this program");
            Ok(())
        }
    }
}

/// An encoder that writes down what it is given.
#[derive(Debug)]
struct Recorder {
    inner: EmbeddedEncoder,
    seen: Arc<Mutex<Vec<OwnedWindow>>>,
}

impl Encoder for Recorder {
    fn hidden_size(&self) -> usize {
        self.inner.hidden_size()
    }

    fn max_window(&self) -> usize {
        self.inner.max_window()
    }

    fn encode(&self, windows: &[Window<'_>], hidden: &mut Vec<f32>) -> Result<(), Error> {
        let owned =
            windows.iter().map(|w| OwnedWindow { ids: w.ids.to_vec(), types: w.types.to_vec() });
        self.seen.lock().map_err(|e| Error::inference(e.to_string()))?.extend(owned);
        self.inner.encode(windows, hidden)
    }
}

fn windows(texts: &[String]) -> Result<(), Box<dyn StdError>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorder =
        Recorder { inner: EmbeddedEncoder::load(Model::Default, None)?, seen: Arc::clone(&seen) };
    let extractor =
        Extractor::builder().input_format(InputFormat::Text).encoder(Box::new(recorder)).build()?;
    let mut all = Vec::new();
    for text in texts {
        extractor.extract(text)?;
        all.push(std::mem::take(&mut *seen.lock().map_err(|e| e.to_string())?));
    }
    Ok(serde_json::to_writer(std::io::stdout(), &all)?)
}

fn time(cases: &BTreeMap<String, Case>, threads: usize) -> Result<(), Box<dyn StdError>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let encoder = EmbeddedEncoder::load(Model::Default, None)?;
    let extractor = Extractor::builder().input_format(InputFormat::Text).build()?;
    let mut hidden = Vec::new();
    println!("{}", encoder.kernel());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (name, times) = line.split_once(' ').ok_or("CASE TIMES")?;
        let (case, times) = (cases.get(name).ok_or("no such case")?, times.parse::<usize>()?);
        let start = Instant::now();
        pool.install(|| {
            (0..times).try_for_each(|_| once(case, &encoder, &extractor, &mut hidden))
        })?;
        println!("{}", start.elapsed().as_secs_f64());
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn once(
    case: &Case,
    encoder: &EmbeddedEncoder,
    extractor: &Extractor,
    hidden: &mut Vec<f32>,
) -> Result<(), Error> {
    match case {
        Case::Texts(texts) => {
            for document in extractor.extract_all(texts) {
                let record = document?.to_record(OffsetUnit::Byte);
                black_box(
                    serde_json::to_string(&record).map_err(|e| Error::inference(e.to_string()))?,
                );
            }
        }
        Case::Calls(calls) => {
            for call in calls {
                let windows: Vec<Window<'_>> =
                    call.iter().map(|w| Window { ids: &w.ids, types: &w.types }).collect();
                encoder.encode(&windows, hidden)?;
                black_box(&hidden);
            }
        }
    }
    Ok(())
}
