//! `annotate verify`, from its arguments to its exit code.

use dixit::verify::{Verdict, VerificationRecord};

use crate::annotate::{run, text};
use crate::support::scratch;

const SOURCE: &str = "“We will not sell the bridge,” said Mayor Ana Kovic.";

/// A folder with a source and a draft.
fn folder(name: &str, draft: &str) -> (String, String) {
    let folder = scratch(name);
    std::fs::create_dir_all(folder.join("sources")).expect("a folder");
    std::fs::write(folder.join("sources/council.txt"), SOURCE).expect("written");
    std::fs::write(folder.join("draft.md"), draft).expect("written");
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    (path("draft.md"), path("sources"))
}

#[test]
fn the_exit_code_says_whether_somebody_should_look() {
    for (draft, code) in [
        ("“We will not sell the bridge,” said Ana Kovic.", 0),
        ("“We will not … the bridge,” said Ana Kovic.", 0),
        ("Nobody spoke.", 0),
        ("“We will sell the bridge,” said Ana Kovic.", 1),
        ("“We will not sell the bridge,” said Ben Brandt.", 1),
        ("“Whales have never been seen here,” said Ana Kovic.", 1),
    ] {
        let (draft_file, sources) = folder("verify_codes", draft);
        let output = run(&["verify", &draft_file, &sources]);
        assert_eq!(output.status.code(), Some(code), "{draft}: {}", text(&output.stdout));
    }
    let (draft, sources) = folder("verify_codes", "“No.”");
    for arguments in [
        &["verify", &draft, "/no/such/file"][..],
        &["verify", "/no/such/draft", &sources],
        &["verify", &draft],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn two_lines_show_what_differs() {
    let (draft, sources) = folder("verify_text", "“We will sell the bridge,” said Kovic.");
    let shown = text(&run(&["verify", &draft, &sources]).stdout);
    assert!(shown.contains("We will [-not-] sell the bridge"), "{shown}");
    assert!(
        shown.contains("council.txt:1, Ana Kovic") && shown.contains("1 to look at"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn json_and_html_are_written_too() {
    let (draft, sources) = folder("verify_forms", "“We will not sell the bridge,” said Kovic.");
    let output = run(&["verify", "--format", "json", "--offsets", "char", &draft, &sources]);
    let record: VerificationRecord = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(record.schema, dixit::verify::SCHEMA);
    assert_eq!(record.quotations[0].verdict, Verdict::Verbatim);
    assert_eq!(record.quotations[0].pieces[0].span.start, 1, "characters");
    let page = text(&run(&["verify", "--format", "html", &draft, &sources]).stdout);
    assert!(page.starts_with("<!doctype html>") && page.contains("council.txt"), "{page}");
    assert!(!page.contains("<script"));
}

#[test]
fn nothing_of_a_text_is_obeyed() {
    let (draft, sources) =
        folder("verify_hostile", "“<script>\u{1b}[31m not sell</script>,” said Kovic.");
    for format in ["text", "html"] {
        let shown = text(&run(&["verify", "--format", format, &draft, &sources]).stdout);
        assert!(
            !shown.contains('\u{1b}') && (format == "text" || !shown.contains("<script")),
            "{shown}"
        );
    }
}
