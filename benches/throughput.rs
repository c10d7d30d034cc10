//! How fast texts are read: the encoder, every stage of the pipeline, and all of it from loading
//! the model to JSON.
//!
//! `cargo bench --bench throughput` measures; with `-- --test` everything runs once. Elements are
//! tokens (word pieces, as the encoder sees them: overlaps of windows and special tokens count),
//! bytes those of the input.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dixit::{
    EmbeddedEncoder, Encoder, Extractor, Kernel, Model, OffsetTable, OffsetUnit, Timings, Window,
};
use rayon::ThreadPool;

const ARTICLE: &str = include_str!("../examples/bridge.md");
const THREADS: [usize; 2] = [1, 2];

fn pool(threads: usize) -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start")
}

fn extractor(threads: usize) -> Extractor {
    Extractor::builder().threads(threads).build().expect("the bundled model loads")
}

fn load(c: &mut Criterion) {
    let mut group = c.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("bundled", |b| {
        b.iter(|| Extractor::new().expect("the bundled model loads"))
    });
    group.finish();
}

/// Hidden states alone, of windows of made-up pieces, with every kernel that this processor has.
fn encoder(c: &mut Criterion) {
    let (ids, types): (Vec<u32>, Vec<u8>) =
        (0..1024).map(|i: u32| (1000 + i * 7919 % 20_000, (i % 8) as u8)).unzip();
    for kernel in Kernel::ALL.into_iter().filter(|k| k.is_available()) {
        let encoder =
            EmbeddedEncoder::load(Model::Default, Some(kernel)).expect("the bundled model loads");
        let mut group = c.benchmark_group(format!("encoder/{kernel}"));
        group.sample_size(10);
        for threads in THREADS {
            let pool = pool(threads);
            for (count, length) in [(1, 128), (8, 128), (1, 512)] {
                let window = |i: usize| Window {
                    ids: &ids[i * length..][..length],
                    types: &types[i * length..][..length],
                };
                let windows: Vec<Window<'_>> = (0..count).map(window).collect();
                let mut hidden = Vec::new();
                group.throughput(Throughput::Elements((count * length) as u64));
                group.bench_function(
                    BenchmarkId::new(format!("{count}x{length}"), format!("{threads} threads")),
                    |b| {
                        b.iter(|| {
                            pool.install(|| {
                                encoder
                                    .encode(black_box(&windows), &mut hidden)
                                    .expect("the windows are fine")
                            })
                        });
                    },
                );
            }
        }
        group.finish();
    }
}

type Stage = (&'static str, fn(&Timings) -> Duration);

const STAGES: [Stage; 7] = [
    ("layout", |t| t.layout),
    ("tokenizer", |t| t.tokenizer),
    ("encoder", |t| t.encoder),
    ("heads", |t| t.heads),
    ("entities", |t| t.entities),
    ("statements", |t| t.statements),
    ("speakers", |t| t.speakers),
];

/// Each stage on an article, and on one of eight times the length.
fn stages(c: &mut Criterion) {
    let extractor = extractor(1);
    for copies in [1, 8] {
        let text = ARTICLE.repeat(copies);
        let timings = extractor.extract(&text).expect("the article is read").timings();
        let mut group = c.benchmark_group(format!("stages/article x{copies}"));
        group.sample_size(10);
        group.throughput(Throughput::ElementsAndBytes {
            elements: timings.word_pieces as u64,
            bytes: text.len() as u64,
        });
        for (name, stage) in STAGES {
            group.bench_function(name, |b| {
                let once = || {
                    stage(
                        &extractor
                            .extract(black_box(&text))
                            .expect("the article is read")
                            .timings(),
                    )
                };
                b.iter_custom(|times| (0..times).map(|_| once()).sum());
            });
        }
        group.finish();
    }
}

/// Text to JSON.
fn end_to_end(c: &mut Criterion) {
    let mut group = c.benchmark_group("end to end");
    group.sample_size(10);
    for threads in THREADS {
        let extractor = extractor(threads);
        for copies in [1, 8] {
            let text = ARTICLE.repeat(copies);
            let timings = extractor.extract(&text).expect("the article is read").timings();
            group.throughput(Throughput::ElementsAndBytes {
                elements: timings.word_pieces as u64,
                bytes: text.len() as u64,
            });
            group.bench_with_input(
                BenchmarkId::new(format!("article x{copies}"), format!("{threads} threads")),
                &text,
                |b, text| {
                    b.iter(|| {
                        let document =
                            extractor.extract(black_box(text)).expect("the article is read");
                        serde_json::to_string(&document.to_record(OffsetUnit::Byte))
                            .expect("records have a JSON form")
                    });
                },
            );
        }
    }
    group.finish();
}

fn record(c: &mut Criterion) {
    let extractor = extractor(1);
    let document = extractor.extract(ARTICLE).expect("the article is read");
    let mut group = c.benchmark_group("record");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("utf16", |b| b.iter(|| document.to_record(black_box(OffsetUnit::Utf16))));
    group.finish();
}

fn offsets(c: &mut Criterion) {
    let text = ARTICLE.repeat(64);
    let mut group = c.benchmark_group("offsets");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("table", |b| {
        b.iter(|| OffsetTable::new(black_box(&text), OffsetUnit::Char))
    });
    group.finish();
}

criterion_group!(benches, load, encoder, stages, end_to_end, record, offsets);
criterion_main!(benches);
