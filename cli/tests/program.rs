//! What only the installed program has.

use std::path::Path;
use std::process::{Command, Output};

fn dixit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dixit"))
        .args(arguments)
        .env_remove("DIXIT_MODEL_DIR")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("the program starts")
}

fn printed(arguments: &[&str]) -> String {
    let output = dixit(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

#[test]
fn shells_and_manuals_are_told_every_option() {
    for paper in [["--completions", "bash"].as_slice(), &["--completions", "fish"], &["--man"]] {
        let text = printed(paper).replace('\\', "");
        assert!(text.contains("min-indirect-score") && text.contains("dixit"), "{paper:?}: {text}");
    }
    assert!(!dixit(&["--completions", "no-shell"]).status.success());
}

#[test]
fn a_pattern_names_files_in_order() {
    let text = printed(&["tests/data/n[eo]*s.[mt]*"]);
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("== ")).collect();
    assert_eq!(titles.len(), 2, "{text}");
    assert!(titles[0].contains("news.md") && titles[1].contains("nominals.txt"), "{titles:?}");
}

#[test]
fn a_pattern_that_names_nothing_is_told_as_it_was_typed() {
    let output = dixit(&["no/such/*.txt"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/*.txt"));
}

#[test]
fn the_version_is_that_of_the_program_and_of_the_model() {
    let line = printed(&["--version"]);
    assert!(line.starts_with("dixit ") && line.contains(", model news-en/"), "{line}");
}
