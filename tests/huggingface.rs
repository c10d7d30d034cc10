//! Anybody's model for token classification: a directory as Hugging Face's libraries write it.

use std::path::{Path, PathBuf};

use dixit::{
    Attribution, EmbeddedEncoder, EntityKind, Error, ErrorKind, Extractor, ExtractorBuilder,
    Kernel, Model, OffsetUnit,
};

use crate::support::{check, root, scratch};

const TAGGERS: [&str; 5] = ["bert", "bert-vocabulary", "distilbert", "roberta", "xlm-roberta"];

fn directory(name: &str) -> PathBuf {
    root().join("tests/data/huggingface").join(name)
}

fn builder(path: PathBuf) -> ExtractorBuilder {
    Extractor::builder().model(Model::Directory(path))
}

/// A copy of a tagger that a test may spoil.
fn copy(name: &str, test: &str) -> PathBuf {
    let to = scratch(test);
    for entry in std::fs::read_dir(directory(name)).expect("the tagger is in the repository") {
        let path = entry.expect("a file").path();
        std::fs::copy(&path, to.join(path.file_name().expect("a name")))
            .expect("the scratch folder is writable");
    }
    to
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("a text file");
    assert!(text.contains(from), "{} holds {from}", path.display());
    std::fs::write(path, text.replace(from, to)).expect("the scratch folder is writable");
}

fn refused(path: &Path) -> Error {
    builder(path.to_owned()).build().expect_err("the model makes no sense")
}

/// Long enough for several windows of the tiny taggers, whose tables of positions hold 128 pieces.
fn article() -> String {
    let paragraph = "“The bridge stays shut,” Mayor Ana Kovic told reporters. “Nobody,” she said, “will cross it 😀.”\n\nAccording to the \
        ministry, the work takes a year. Zoë Brandt said that a “year” is long.\n\n";
    paragraph.repeat(12)
}

#[test]
fn each_architecture_reads_an_article_by_rules() {
    for name in TAGGERS {
        let extractor = builder(directory(name)).build().expect("the tagger loads");
        let input = article();
        let document = extractor.extract(&input).expect("the text is read");
        check(&document);
        assert_eq!(document.model(), name);
        assert_eq!(document.attribution(), Attribution::Rules);
        let json =
            serde_json::to_value(document.to_record(OffsetUnit::Byte)).expect("a record is JSON");
        assert_eq!(json["attribution"], "rules");
        let quoted =
            document.statements().filter(|s| s.text().contains("The bridge stays shut")).count();
        assert_eq!(quoted, 12, "{name}");
    }
}

#[test]
fn a_model_that_has_learned_roles_says_so() {
    let document = crate::support::extract("“Never,” said Ana Kovic.");
    assert_eq!(document.attribution(), Attribution::Learned);
    let json =
        serde_json::to_value(document.to_record(OffsetUnit::Byte)).expect("a record is JSON");
    assert!(json.get("attribution").is_none());
}

#[test]
fn random_taggers_tag_what_their_labels_allow() {
    // Kinds by what the folder's labels name; which words they fall on is chance.
    for (name, kinds) in [
        (
            "bert",
            &[
                EntityKind::Person,
                EntityKind::Location,
                EntityKind::Organization,
                EntityKind::Miscellaneous,
            ][..],
        ),
        ("bert-vocabulary", &[EntityKind::Person, EntityKind::Location, EntityKind::Organization]),
        ("distilbert", &[EntityKind::Person, EntityKind::Location, EntityKind::Organization]),
    ] {
        let extractor = builder(directory(name)).build().expect("the tagger loads");
        let input = article();
        let document = extractor.extract(&input).expect("the text is read");
        check(&document);
        assert!(document.mentions().len() > 0, "{name}");
        assert!(document.mentions().all(|m| kinds.contains(&m.kind())), "{name}");
    }
}

#[test]
fn a_caller_says_what_labels_mean() {
    let path = copy("bert", "labels");
    edit(&path.join("config.json"), "B-LOC", "B-SHIP");
    edit(&path.join("config.json"), "I-LOC", "I-SHIP");
    let error = refused(&path);
    assert_eq!(error.kind(), ErrorKind::ModelFormat);
    assert!(error.to_string().contains("B-SHIP, I-SHIP"), "{error}");
    let kinds = |kind| {
        let extractor =
            builder(path.clone()).labels([("ship", kind)]).build().expect("all labels are known");
        let input = article();
        let document = extractor.extract(&input).expect("the text is read");
        document.mentions().map(|m| m.kind()).collect::<Vec<_>>()
    };
    assert!(kinds(Some(EntityKind::Location)).contains(&EntityKind::Location));
    assert!(!kinds(None).contains(&EntityKind::Location));
    assert!(!kinds(Some(EntityKind::Organization)).contains(&EntityKind::Location));
}

#[test]
fn eight_bits_come_close_where_they_are_asked_for() {
    let source = || Model::Directory(directory("distilbert"));
    let states = |kernel| {
        use dixit::{Encoder, Window};
        let encoder = EmbeddedEncoder::load(source(), Some(kernel)).expect("the tagger loads");
        let ids: Vec<u32> = (5..100).collect();
        let mut hidden = Vec::new();
        encoder
            .encode(&[Window { ids: &ids, types: &vec![0; ids.len()] }], &mut hidden)
            .expect("the window is fine");
        hidden
    };
    let (exact, fast) = (states(Kernel::Reference), states(Kernel::Portable));
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    assert!(dot(&exact, &fast) / (dot(&exact, &exact) * dot(&fast, &fast)).sqrt() > 0.999);
    assert!(exact != fast);
}

#[test]
fn what_is_missing_is_named() {
    for (name, file, word) in [
        ("bert", "model.safetensors", "model.safetensors"),
        ("bert", "tokenizer.json", "tokenizer.json"),
        ("bert-vocabulary", "vocab.txt", "tokenizer.json"),
        ("bert", "config.json", "manifest.json"),
    ] {
        let path = copy(name, "missing-from-huggingface");
        std::fs::remove_file(path.join(file)).expect("it was just copied");
        let error = refused(&path);
        assert_eq!(error.kind(), ErrorKind::Io, "{file}");
        assert!(error.to_string().contains(word), "{file}: {error}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_a_reason() {
    for (name, from, to, word) in [
        ("bert", "\"model_type\": \"bert\"", "\"model_type\": \"deberta\"", "deberta"),
        ("bert", "\"hidden_act\": \"gelu\"", "\"hidden_act\": \"relu\"", "relu"),
        ("bert", "\"absolute\"", "\"relative_key\"", "relative_key"),
        ("bert", "\"hidden_size\": 32", "\"hidden_size\": 64", "classifier.weight"),
        ("bert", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "bert.encoder.layer.2"),
        ("bert", "\"vocab_size\": 158", "\"vocab_size\": 99", "vocab_size 99"),
        ("bert", "\"8\": \"I-MISC\"", "\"9\": \"I-MISC\"", "id 9"),
        (
            "bert",
            "\"max_position_embeddings\": 128",
            "\"max_position_embeddings\": 2",
            "max_position_embeddings",
        ),
        ("distilbert", "\"n_layers\": 2", "\"n_layers\": 3", "distilbert.transformer.layer.2"),
        ("distilbert", "\"dim\": 32", "\"dim\": 0", "hidden_size is 0"),
        (
            "roberta",
            "\"pad_token_id\": 1",
            "\"pad_token_id\": 18446744073709551615",
            "max_position_embeddings",
        ),
        (
            "roberta",
            "\"type_vocab_size\": 1",
            "\"type_vocab_size\": 3",
            "roberta.embeddings.token_type_embeddings",
        ),
    ] {
        let path = copy(name, "no-sense-in-huggingface");
        edit(&path.join("config.json"), from, to);
        let error = builder(path).build().expect_err("the change makes no sense");
        assert_eq!(error.kind(), ErrorKind::ModelFormat, "{from} to {to}: {error}");
        assert!(error.to_string().contains(word), "{from} to {to}: {error}");
    }
}

#[test]
fn damaged_files_are_refused() {
    for name in ["bert", "bert-vocabulary"] {
        for file in ["config.json", "model.safetensors"] {
            let path = copy(name, "damaged-huggingface");
            let whole = std::fs::read(path.join(file)).expect("it was just copied");
            for length in [0, 1, whole.len() / 2, whole.len() - 2] {
                std::fs::write(path.join(file), &whole[..length])
                    .expect("the scratch folder is writable");
                let error = refused(&path);
                assert_eq!(error.kind(), ErrorKind::ModelFormat, "{file}");
                assert!(error.to_string().contains(file), "{file}: {error}");
            }
        }
    }
    let path = copy("roberta", "vocabulary-of-roberta");
    std::fs::rename(path.join("tokenizer.json"), path.join("vocab.txt"))
        .expect("it was just copied");
    assert!(refused(&path).to_string().contains("tokenizer.json is needed"));
}

/// Each of these would take minutes if a rule looked at all marks, or at the rest of the sentence,
/// for each word.
#[test]
fn rules_survive_hostile_texts() {
    let extractor = builder(directory("bert")).build().expect("the tagger loads");
    for piece in [
        "“a” ",
        "he says ",
        "said, ",
        "according to ",
        "Ana Kovic, the ",
        "“ said ",
        "has ",
        "May said that ",
        "é",
        "\"",
        "tly said ",
    ] {
        let input = piece.repeat(30_000 / piece.len());
        let document = extractor.extract(&input).expect("the text is read");
        check(&document);
    }
}

#[test]
fn an_encoder_alone_asks_for_no_labels() {
    let path = copy("bert", "labels-of-an-encoder");
    edit(&path.join("config.json"), "B-LOC", "B-SHIP");
    assert!(EmbeddedEncoder::load(Model::Directory(path.clone()), None).is_ok());
    assert!(builder(path).build().is_err());
}
