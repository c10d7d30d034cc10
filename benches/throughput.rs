//! How fast texts are read: from loading the model to the finished document.
//!
//! `cargo bench` measures; `cargo bench -- --test` runs everything once.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dixit::{Extractor, OffsetTable, OffsetUnit};

const ARTICLE: &str = include_str!("../examples/bridge.md");

fn load(c: &mut Criterion) {
    let mut group = c.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("bundled", |b| b.iter(|| Extractor::new().expect("the bundled model loads")));
    group.finish();
}

/// The same article once and many times over: how the time grows with length, and what windows and threads give.
fn extract(c: &mut Criterion) {
    let mut group = c.benchmark_group("extract");
    group.sample_size(10);
    for threads in [1, 2] {
        let extractor = Extractor::builder().threads(threads).build().expect("the bundled model loads");
        for copies in [1, 8] {
            let text = ARTICLE.repeat(copies);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(format!("article x{copies}"), format!("{threads} threads")), &text, |b, text| {
                b.iter(|| extractor.extract(black_box(text)).expect("the article is read"));
            });
        }
    }
    group.finish();
}

fn record(c: &mut Criterion) {
    let extractor = Extractor::new().expect("the bundled model loads");
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
    group.bench_function("table", |b| b.iter(|| OffsetTable::new(black_box(&text), OffsetUnit::Char)));
    group.finish();
}

criterion_group!(benches, load, extract, record, offsets);
criterion_main!(benches);
