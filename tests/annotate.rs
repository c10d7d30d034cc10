//! The example program, from its arguments to its exit code.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use dixit::DocumentRecord;

use crate::support::{root, scratch};

/// `cargo test` builds the examples next to the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the test has a path");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("target/PROFILE/deps/test");
    let program =
        profile.join("examples").join(format!("annotate{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "{} is missing: run `cargo test` (or `cargo build --example annotate`)",
        program.display()
    );
    program
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(root())
        .env_remove("DIXIT_MODEL_DIR")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

#[test]
fn text_is_for_people() {
    let output = run(&["examples/bridge.md"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(
        shown.contains("Ana Kovic") && shown.contains("We are not going to wait for an accident,"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn json_goes_to_standard_output_or_into_a_folder() {
    let output = run(&["--format", "json", "tests/data/court.txt"]);
    let record: DocumentRecord = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((record.schema.as_str(), record.offset_unit), ("dixit/1", dixit::OffsetUnit::Byte));

    let folder = scratch("annotate_out").join("deep");
    let output = run(&[
        "--out",
        folder.to_str().expect("UTF-8"),
        "--offsets",
        "utf16",
        "tests/data/court.txt",
        "examples/bridge.md",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for name in ["court.json", "bridge.json"] {
        let content = std::fs::read(folder.join(name)).expect("a file for each input");
        let record: DocumentRecord = serde_json::from_slice(&content).expect("JSON");
        assert_eq!(record.offset_unit, dixit::OffsetUnit::Utf16);
    }
}

#[test]
fn standard_input_is_a_dash() {
    let mut child = Command::new(program())
        .args(["--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::io::Write::write_all(
        child.stdin.as_mut().expect("piped"),
        "“No,” said Ana Kovic.".as_bytes(),
    )
    .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let record: DocumentRecord = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(record.statements[0].text, "No,");
}

#[test]
fn a_bad_file_is_reported_and_the_rest_goes_on() {
    let folder = scratch("annotate_bad");
    let bad = folder.join("bad.txt");
    std::fs::write(&bad, b"caf\xe9").expect("the scratch folder is writable");
    let out = folder.join("out");
    let output = run(&[
        "--out",
        out.to_str().expect("UTF-8"),
        bad.to_str().expect("UTF-8"),
        "no/such/file.txt",
        "tests/data/court.txt",
        "tests/data/../data/court.txt",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(errors.contains("bad.txt") && errors.contains("byte 3"), "{errors}");
    assert!(errors.contains("no/such/file.txt"), "{errors}");
    assert!(errors.contains("already another file's result"), "{errors}");
    assert!(errors.contains("3 of 4 files failed"), "{errors}");
    assert!(out.join("court.json").exists());
}

#[test]
fn a_missing_model_is_named() {
    let output = Command::new(program())
        .args(["tests/data/court.txt"])
        .current_dir(root())
        .env("DIXIT_MODEL_DIR", "/no/such/model")
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("/no/such/model/manifest.json"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn other_forms_than_text_need_a_folder_for_many_files() {
    for format in ["json", "html", "conll", "brat", "webannotation"] {
        let output = run(&["--format", format, "tests/data/court.txt", "examples/bridge.md"]);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains("--out"), "{}", text(&output.stderr));
    }
}

#[test]
fn every_form_goes_into_files() {
    let folder = scratch("annotate_forms");
    for (format, file, part) in [
        ("text", "court.txt", "direct"),
        ("html", "court.html", "<article>"),
        ("conll", "court.conll", "\tB-CONTENT\t"),
        ("brat", "court.ann", "\tContent "),
        ("webannotation", "court.jsonld", "\"source\": \"court.txt\""),
    ] {
        let out = folder.join(format);
        let output = run(&[
            "--format",
            format,
            "--out",
            out.to_str().expect("UTF-8"),
            "tests/data/court.txt",
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let written = std::fs::read_to_string(out.join(file)).expect("a file for the input");
        assert!(written.contains(part), "{format}: {written}");
    }
    let article = std::fs::read(root().join("tests/data/court.txt")).expect("the article is there");
    assert_eq!(
        std::fs::read(folder.join("brat/court.txt")).ok(),
        Some(article),
        "brat reads the text beside its annotations"
    );
}

#[test]
fn another_model_is_a_directory() {
    let output =
        run(&["--model", "tests/data/huggingface/bert", "--format", "json", "examples/bridge.md"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let record: DocumentRecord = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((record.model.as_str(), record.attribution), ("bert", dixit::Attribution::Rules));

    let output = run(&["--model", "tests/data", "examples/bridge.md"]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("manifest.json"), "{}", text(&output.stderr));
}
