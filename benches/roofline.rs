//! What the processor could do and what the encoder does: `cargo bench --bench roofline`.
//!
//! The first table has, for each kernel and one thread, the peak of its products alone (operands in
//! the first-level cache) and the share of it that whole passes reach. The second has the speed on
//! one long text after another, which should not depend on the length. Options: `--most BYTES` for
//! the longest text (1,000,000 by default).

use std::time::{Duration, Instant};

use dixit::{EmbeddedEncoder, Encoder, Extractor, InputFormat, Kernel, Model, Window};

const ARTICLE: &str = include_str!("../examples/bridge.md");
const LAYERS: usize = 6;
const HIDDEN: usize = 384;
const INNER: usize = 1536;
const LEAST: Duration = Duration::from_millis(500);

/// Operations of the matrix products of a pass over a window of `pieces`, a multiplication and an
/// addition being two: four HIDDEN x HIDDEN and two HIDDEN x INNER products for each piece and
/// layer, and in attention two of HIDDEN with each other piece.
fn operations(pieces: usize) -> f64 {
    let linear = 4 * HIDDEN * HIDDEN + 2 * HIDDEN * INNER;
    (2 * LAYERS * pieces * (linear + 2 * HIDDEN * pieces)) as f64
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let most = arguments
        .iter()
        .position(|a| a == "--most")
        .and_then(|i| arguments.get(i + 1))
        .map_or(1_000_000, |n| n.parse().expect("bytes"));
    shares();
    lengths(most);
}

fn shares() {
    let (ids, types): (Vec<u32>, Vec<u8>) =
        (0..1024).map(|i: u32| (1000 + i * 7919 % 20_000, (i % 8) as u8)).unzip();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    println!(
        "{:<12} {:>14} {:>8} {:>10} {:>12} {:>6}",
        "kernel", "peak, GOPS", "windows", "tokens/s", "GOPS", "share"
    );
    for kernel in Kernel::ALL {
        let Some(peak) = kernel.measure_peak() else { continue };
        let encoder =
            EmbeddedEncoder::load(Model::Default, Some(kernel)).expect("the bundled model loads");
        for (count, length) in [(1, 128), (8, 128), (1, 512)] {
            let window = |i: usize| Window {
                ids: &ids[i * length..][..length],
                types: &types[i * length..][..length],
            };
            let windows: Vec<Window<'_>> = (0..count).map(window).collect();
            let mut hidden = Vec::new();
            let seconds = pool.install(|| {
                best(|| encoder.encode(&windows, &mut hidden).expect("the windows are fine"))
            });
            let reached = count as f64 * operations(length) / seconds;
            println!(
                "{:<12} {:>14.0} {:>8} {:>10.0} {:>12.0} {:>5.0}%",
                kernel.to_string(),
                peak / 1e9,
                format!("{count}x{length}"),
                (count * length) as f64 / seconds,
                reached / 1e9,
                100.0 * reached / peak
            );
        }
    }
}

fn lengths(most: usize) {
    let extractor = Extractor::builder()
        .input_format(InputFormat::Text)
        .build()
        .expect("the bundled model loads");
    println!("\n{:>9} {:>8} {:>10} {:>10}", "bytes", "tokens", "tokens/s", "KB/s");
    let long = ARTICLE.repeat(most / ARTICLE.len() + 1);
    let sizes = std::iter::successors(Some(512usize), |n| Some(n * 4))
        .take_while(|&n| n < most)
        .chain([most]);
    for size in sizes {
        let end = (0..=size).rfind(|&i| long.is_char_boundary(i)).unwrap_or(0);
        let text = &long[..end];
        let timings = extractor.extract(text).expect("the text is read").timings();
        let seconds = best(|| extractor.extract(text).expect("the text is read"));
        println!(
            "{:>9} {:>8} {:>10.0} {:>10.0}",
            text.len(),
            timings.word_pieces,
            timings.word_pieces as f64 / seconds,
            text.len() as f64 / seconds / 1e3
        );
    }
}

/// Seconds that `work` takes: the least of three runs or more.
fn best<T>(mut work: impl FnMut() -> T) -> f64 {
    let begin = Instant::now();
    let mut least = f64::INFINITY;
    let mut runs = 0;
    while runs < 3 || begin.elapsed() < LEAST {
        let start = Instant::now();
        work();
        least = least.min(start.elapsed().as_secs_f64());
        runs += 1;
    }
    least
}
