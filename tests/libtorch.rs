//! The encoder on libtorch beside the embedded one: the same results, from the outside.

use std::path::PathBuf;

use dixit::{
    DocumentRecord, Extractor, ExtractorBuilder, Kernel, Libtorch, LibtorchDevice, LibtorchEncoder,
    Model, OffsetUnit,
};

use crate::support::{check, root};

const ARTICLES: [&str; 6] = [
    "examples/bridge.md",
    "tests/data/court.txt",
    "tests/data/interview.txt",
    "tests/data/news.md",
    "tests/data/posts.md",
    "tests/data/entities.html",
];

fn cpu() -> Libtorch {
    Libtorch::new().device(LibtorchDevice::Cpu)
}

/// The two extractors of a model: the embedded encoder in f32, and libtorch.
fn both(model: &Model) -> [Extractor; 2] {
    let build = |options: fn(ExtractorBuilder) -> ExtractorBuilder| {
        options(Extractor::builder().model(model.clone())).build().expect("the model loads")
    };
    [build(|b| b.kernel(Kernel::Reference)), build(|b| b.libtorch(cpu()))]
}

fn read(article: &str) -> String {
    std::fs::read_to_string(root().join(article)).expect("the article is in the repository")
}

fn record(extractor: &Extractor, article: &str) -> DocumentRecord {
    let document = extractor.extract(article).expect("the text is read");
    check(&document);
    document.to_record(OffsetUnit::Byte)
}

/// Scores are the same but for the order of sums.
fn without_scores(mut record: DocumentRecord) -> (Vec<f32>, DocumentRecord) {
    let mut scores = Vec::new();
    let mut take = |score: &mut f32| scores.push(std::mem::take(score));
    record.mentions.iter_mut().for_each(|m| take(&mut m.score));
    for statement in &mut record.statements {
        take(&mut statement.score);
        if let Some(speaker) = &mut statement.speaker {
            take(&mut speaker.score);
        }
    }
    (scores, record)
}

fn agree(model: &Model, article: &str) {
    let [embedded, libtorch] =
        both(model).map(|extractor| without_scores(record(&extractor, article)));
    assert_eq!(embedded.1, libtorch.1, "{model:?}");
    let off = embedded.0.iter().zip(&libtorch.0).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(off < 1e-3, "{model:?}: scores are off by {off}");
}

#[test]
fn both_encoders_read_the_articles_alike() {
    // Twelve times, so that there are several windows, of several lengths, in a batch.
    let long = read("examples/bridge.md").repeat(12);
    for article in ARTICLES.map(read).into_iter().chain([long, String::new(), "x".repeat(5000)]) {
        agree(&Model::Default, &article);
    }
}

#[test]
fn both_encoders_read_alike_with_anybodys_model() {
    for name in ["bert", "bert-vocabulary", "distilbert"] {
        let directory: PathBuf = root().join("tests/data/huggingface").join(name);
        agree(&Model::Directory(directory), &read("examples/bridge.md"));
    }
    // rust-bert's epsilon is not RoBERTa's, and two labels of a random network are soon as likely
    // as each other.
    for name in ["roberta", "xlm-roberta"] {
        let model = Model::Directory(root().join("tests/data/huggingface").join(name));
        for extractor in both(&model) {
            record(&extractor, &read("examples/bridge.md"));
        }
    }
}

#[test]
fn threads_share_one_encoder() {
    let article = read("examples/bridge.md");
    let extractor =
        Extractor::builder().libtorch(cpu()).threads(2).build().expect("the model loads");
    let alone = record(&extractor, &article);
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| record(&extractor, &article))).collect();
        threads.into_iter().for_each(|t| assert_eq!(t.join().expect("no panic"), alone));
    });
    let inputs = vec![article; 5];
    for document in extractor.extract_all(&inputs) {
        assert_eq!(document.expect("the text is read").to_record(OffsetUnit::Byte), alone);
    }
}

#[test]
fn the_encoder_goes_between_threads_and_shows_itself() {
    fn shared<T: Send + Sync + std::fmt::Debug>() {}
    shared::<LibtorchEncoder>();
    shared::<Libtorch>();
    shared::<LibtorchDevice>();
    let encoder = LibtorchEncoder::load(Model::Default, &cpu()).expect("the model loads");
    assert_eq!(encoder.device(), LibtorchDevice::Cpu);
    assert!(format!("{encoder:?}").len() < 500);
    assert!(format!("{:?}", crate::support::extractor()).len() < 500);
}
