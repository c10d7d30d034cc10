//! The embedded encoder beside rust-bert's on libtorch, over the same windows: tokens a second,
//! side by side.
//!
//! ```text
//! cargo bench --features rust-bert --bench encoders -- [--device cpu|cuda:N] [--half] [--threads N] [--rounds N]
//! ```
//!
//! Each round times the encoders one after the other, so that a machine that slows down slows all
//! of them; what is printed is the median of the rounds, and of their ratios. On the processor
//! libtorch runs in two ways: one model whose passes use all threads, which is how this crate runs
//! it, and a model for each thread.

use std::time::Instant;

use clap::Parser;
use dixit::{
    EmbeddedEncoder, Encoder, Kernel, Libtorch, LibtorchDevice, LibtorchEncoder, Model, Window,
};

#[derive(Debug, Parser)]
struct Arguments {
    /// Where libtorch computes.
    #[arg(long, default_value = "cpu")]
    device: LibtorchDevice,
    /// 16-bit floats on a CUDA device.
    #[arg(long)]
    half: bool,
    #[arg(long, default_value_t = 2)]
    threads: usize,
    #[arg(long, default_value_t = 9)]
    rounds: usize,
    /// What cargo passes.
    #[arg(long, hide = true)]
    bench: bool,
}

/// How many windows of how many pieces.
const SHAPES: [(usize, usize); 4] = [(1, 128), (8, 128), (32, 256), (1, 512)];

type Run = Box<dyn Fn(&[Window<'_>]) + Send + Sync>;

fn main() {
    let mut arguments = Arguments::parse();
    arguments.threads = arguments.threads.max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads)
        .build()
        .expect("threads start");
    let embedded = |kernel| {
        let encoder =
            EmbeddedEncoder::load(Model::Default, kernel).expect("the bundled model loads");
        (format!("embedded, {}", encoder.kernel()), run(encoder))
    };
    let libtorch = |threads| {
        let options = Libtorch::new()
            .device(arguments.device)
            .half_precision(arguments.half)
            .threads(threads);
        LibtorchEncoder::load(Model::Default, &options).expect("libtorch takes the model")
    };
    let mut sides: Vec<(String, Run)> = vec![embedded(None), embedded(Some(Kernel::Reference))];
    sides.push((
        format!("libtorch, {}, one model", arguments.device),
        run(libtorch(arguments.threads)),
    ));
    if arguments.device == LibtorchDevice::Cpu {
        let models: Vec<LibtorchEncoder> = (0..arguments.threads).map(|_| libtorch(1)).collect();
        sides.push((
            format!("libtorch, cpu, {} models", models.len()),
            Box::new(move |windows| share(&models, windows)),
        ));
    }
    print!("{:<28}", format!("{} threads, tokens/s", arguments.threads));
    SHAPES.iter().for_each(|(count, length)| print!("{:>20}", format!("{count} x {length}")));
    println!();
    let columns: Vec<Vec<Vec<f64>>> = SHAPES
        .iter()
        .map(|&shape| pool.install(|| measure(&sides, shape, arguments.rounds)))
        .collect();
    for (i, (name, _)) in sides.iter().enumerate() {
        print!("{name:<28}");
        for column in &columns {
            let ratios =
                column[0].iter().zip(&column[i]).map(|(first, this)| first / this).collect();
            print!("{:>20}", format!("{:.0} ({:.2})", median(column[i].clone()), median(ratios)));
        }
        println!();
    }
    println!("In brackets: how many times as fast the first line is.");
}

fn run(encoder: impl Encoder + 'static) -> Run {
    Box::new(move |windows| encoder.encode(windows, &mut Vec::new()).expect("the windows are fine"))
}

/// Shares windows out to models that run at the same time.
fn share(models: &[LibtorchEncoder], windows: &[Window<'_>]) {
    std::thread::scope(|scope| {
        for (model, part) in models.iter().zip(windows.chunks(windows.len().div_ceil(models.len())))
        {
            scope.spawn(move || model.encode(part, &mut Vec::new()).expect("the windows are fine"));
        }
    });
}

/// Tokens a second of each side in each round.
fn measure(
    sides: &[(String, Run)],
    (count, length): (usize, usize),
    rounds: usize,
) -> Vec<Vec<f64>> {
    // Ids of ordinary words, none of them special.
    let ids: Vec<u32> = (0..count * length)
        .map(|i| 1996 + (i as u32).wrapping_mul(2_654_435_761) % 20_000)
        .collect();
    let types = vec![3; length];
    let windows: Vec<Window<'_>> =
        ids.chunks(length).map(|ids| Window { ids, types: &types }).collect();
    let mut out = vec![Vec::new(); sides.len()];
    for round in 0..=rounds {
        for ((_, run), out) in sides.iter().zip(&mut out) {
            let clock = Instant::now();
            run(&windows);
            // The first round warms up.
            if round > 0 {
                out.push((count * length) as f64 / clock.elapsed().as_secs_f64());
            }
        }
    }
    out
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
