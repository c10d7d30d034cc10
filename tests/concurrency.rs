//! One extractor among many threads.

use std::sync::Arc;

use dixit::{DocumentRecord, Extractor, OffsetUnit};

use crate::noise::Noise;
use crate::support::{extract, root};

fn record(extractor: &Extractor, text: &str) -> DocumentRecord {
    extractor.extract(text).expect("every text is read").to_record(OffsetUnit::Byte)
}

/// Texts of different lengths, each several times.
fn texts() -> Vec<String> {
    let article = include_str!("../examples/bridge.md");
    (0..64)
        .map(|n| {
            format!(
                "“We have {n} boats,” said Ana Kovic.\n\n{}",
                if n % 16 == 0 { article } else { "She left." }
            )
        })
        .collect()
}

#[test]
fn sixty_four_threads_get_what_one_gets() {
    let texts = texts();
    let extractor = Extractor::builder().threads(2).build().expect("the bundled model loads");
    let alone: Vec<DocumentRecord> = texts.iter().map(|text| record(&extractor, text)).collect();
    std::thread::scope(|scope| {
        for first in 0..texts.len() {
            let (texts, alone, extractor) = (&texts, &alone, &extractor);
            // Each thread reads several texts, each text is read by several threads at once.
            scope.spawn(move || {
                for n in (0..3).map(|k| (first + k * 21) % texts.len()) {
                    assert_eq!(record(extractor, &texts[n]), alone[n]);
                }
            });
        }
    });
}

/// Thousands of texts instead of dozens: with an encoder that takes no time, what comes after it
/// meets itself more often.
#[test]
fn stages_after_the_encoder_share_nothing() {
    let weights = std::fs::read(root().join("models/news-en/model.safetensors"))
        .expect("the model is in the repository");
    let extractor = Noise::new(&weights, 1).extractor(Extractor::builder());
    let text = include_str!("../examples/bridge.md");
    let alone = record(&extractor, text);
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| (0..20).for_each(|_| assert_eq!(record(&extractor, text), alone)));
        }
    });
}

#[test]
fn dropping_it_while_others_work_is_safe() {
    let text = include_str!("../examples/bridge.md");
    let expected = extract(text).to_record(OffsetUnit::Byte);
    let extractor =
        Arc::new(Extractor::builder().threads(2).build().expect("the bundled model loads"));
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let own = Arc::clone(&extractor);
            std::thread::spawn(move || record(&own, text))
        })
        .collect();
    // The workers hold the last references; one of them drops the extractor and its pool.
    drop(extractor);
    for worker in workers {
        assert_eq!(worker.join().expect("no worker panics"), expected);
    }
}
