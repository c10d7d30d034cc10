//! The program, from its arguments to the files it leaves, killed and started again.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corpus");

fn corpus(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).stdin(Stdio::null()).output().expect("the program starts")
}

fn path(directory: &TempDir, name: &str) -> String {
    directory.path().join(name).to_str().expect("UTF-8").to_owned()
}

fn made_up(documents: usize) -> String {
    String::from_utf8(corpus(&["made-up", &documents.to_string()]).stdout).expect("UTF-8")
}

/// Every row of a table of a run that wrote JSON lines.
fn rows(out: &str, table: &str) -> Vec<Value> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new(out).join(table))
        .expect("a table")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    let lines: String = files.into_iter().map(|f| fs::read_to_string(f).expect("a part")).collect();
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let directory = TempDir::new().expect("a folder");
    let missing = path(&directory, "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}.jsonl");
    let output = corpus(&["annotate", &missing, "--out", &path(&directory, "results")]);
    let said = errors(&output);
    assert!(!output.status.success() && said.contains("\\u{1b}]0;x\\u{7}"), "{said}");
    assert!(!said.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{said:?}");
}

#[test]
fn killed_at_any_moment_it_goes_on_without_loss_or_doubles() {
    let directory = TempDir::new().expect("a folder");
    let (input, whole, torn) =
        (path(&directory, "in.jsonl"), path(&directory, "whole"), path(&directory, "torn"));
    fs::write(&input, made_up(60)).expect("written");
    let arguments = |out: &str| {
        ["annotate", &input, "--out", out, "--to", "jsonl", "--part-documents", "4"]
            .map(str::to_owned)
    };
    assert!(Command::new(PROGRAM).args(arguments(&whole)).status().expect("it runs").success());

    let mut kills = 0;
    for turn in 0..100u64 {
        let mut child = Command::new(PROGRAM)
            .args(arguments(&torn))
            .arg("--resume")
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // A little longer each time, so that every run gets on, and is killed in another place.
        std::thread::sleep(Duration::from_millis(150 + 90 * turn));
        if let Some(status) = child.try_wait().expect("it can be asked") {
            assert!(status.success());
            break;
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it is gone");
        kills += 1;
    }
    assert!(kills > 0, "nothing was interrupted");
    for table in ["documents", "statements", "mentions"] {
        assert_eq!(rows(&torn, table), rows(&whole, table), "{table}, after {kills} kills");
    }
    let documents: HashSet<String> =
        rows(&torn, "documents").iter().map(|d| d["document"].to_string()).collect();
    assert_eq!(documents.len(), 60);
}

#[test]
fn one_thread_and_many_give_the_same() {
    let directory = TempDir::new().expect("a folder");
    let input = path(&directory, "in.jsonl");
    fs::write(&input, made_up(12)).expect("written");
    let outs = ["1", "3"].map(|threads| {
        let out = path(&directory, threads);
        assert!(
            corpus(&["annotate", &input, "--out", &out, "--to", "jsonl", "--threads", threads])
                .status
                .success()
        );
        out
    });
    assert_eq!(rows(&outs[0], "statements"), rows(&outs[1], "statements"));
}

#[test]
fn a_bad_document_is_told_and_the_rest_goes_on() {
    let directory = TempDir::new().expect("a folder");
    let (folder, lines, out) = (
        directory.path().join("articles/deep"),
        path(&directory, "in.jsonl"),
        path(&directory, "out"),
    );
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("good.txt"), "“We will go,” said Ana Kovic.").expect("written");
    fs::write(folder.join("bad.html"), b"caf\xe9").expect("written");
    fs::write(folder.join("picture.png"), b"no article").expect("written");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.txt", folder.join("link.txt")).expect("linked");
        std::os::unix::fs::symlink("..", folder.join("circle")).expect("linked");
        assert!(
            Command::new("mkfifo").arg(folder.join("pipe.txt")).status().expect("mkfifo").success()
        );
    }
    fs::write(
        &lines,
        "{\"id\": \"a\", \"text\": \"“No,” said Ben Brandt.\"}\n\nnonsense\n{\"id\": \"b\"}\n",
    )
    .expect("written");
    let articles = path(&directory, "articles");
    let output = corpus(&["annotate", &articles, &lines, "--out", &out, "--to", "jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
    assert!(
        errors(&output)
            .contains(&format!("{} documents could not be read", 3 + usize::from(cfg!(unix)))),
        "{}",
        errors(&output)
    );

    let documents: Vec<String> = rows(&out, "documents")
        .iter()
        .map(|d| d["document"].as_str().expect("a key").to_owned())
        .collect();
    assert_eq!(documents, ["deep/good.txt", "a"]);
    let reasons: BTreeMap<String, String> = rows(&out, "errors")
        .iter()
        .map(|e| (e["document"].as_str().expect("a key").into(), e["reason"].to_string()))
        .collect();
    assert!(reasons["deep/bad.html"].contains("UTF-8"), "{reasons:?}");
    assert!(reasons[&format!("{lines}:3")].contains("JSON"), "{reasons:?}");
    assert!(reasons["b"].contains("no field `text`"), "{reasons:?}");

    let again =
        corpus(&["annotate", &articles, &lines, "--out", &out, "--to", "jsonl", "--resume"]);
    assert_eq!(again.status.code(), Some(2), "what failed before is still told");
}

#[test]
fn rows_say_what_json_says() {
    let directory = TempDir::new().expect("a folder");
    let (input, out) = (path(&directory, "in.ndjson"), path(&directory, "out"));
    let text = "Ana Kovic came late. “Ça va,” she said, “we will go.”";
    fs::write(&input, json!({ "key": 7, "body": text, "when": "2026-01-02" }).to_string())
        .expect("written");
    let output = corpus(&[
        "annotate",
        &input,
        "--out",
        &out,
        "--to",
        "jsonl",
        "--key-field",
        "key",
        "--text-field",
        "body",
        "--date-field",
        "when",
    ]);
    assert!(output.status.success(), "{}", errors(&output));
    let [document] = &rows(&out, "documents")[..] else { panic!("one document") };
    assert_eq!(
        (document["document"].as_str(), document["date"].as_str(), document["bytes"].as_u64()),
        (Some("7"), Some("2026-01-02"), Some(text.len() as u64))
    );
    let [statement] = &rows(&out, "statements")[..] else { panic!("one statement") };
    assert_eq!(
        (
            statement["speaker"].as_str(),
            statement["speaker_form"].as_str(),
            statement["kind"].as_str(),
            statement["act"].as_str()
        ),
        (Some("Ana Kovic"), Some("pronoun"), Some("direct"), Some("speech"))
    );
    let at = |value: &Value| value.as_u64().expect("an offset") as usize;
    let pieces: Vec<&str> = statement["spans"]
        .as_array()
        .expect("spans")
        .iter()
        .map(|s| &text[at(&s["start"])..at(&s["end"])])
        .collect();
    assert_eq!(pieces, ["Ça va,", "we will go."]);
    assert_eq!(
        &text[at(&statement["start"])..at(&statement["end"])],
        "Ça va,” she said, “we will go."
    );
    assert_eq!(&text[at(&statement["speaker_start"])..at(&statement["speaker_end"])], "she");
}

/// An article in which a person on the list speaks, with a title, and once by a pronoun.
const FERRIES: &str = "# Quay Ferries will not wait, says Ana Kovic\n\n“We will not wait,” said Ana \
    Kovic, chief executive of Quay Ferries.\n\nShe said that it was “late.” Ben Brandt said nothing.\n\n\
    “It is,” said Ben Brandt.";

#[test]
fn rows_say_who_the_speakers_are() {
    let directory = TempDir::new().expect("a folder");
    let (input, known, out) =
        (path(&directory, "in.jsonl"), path(&directory, "known.csv"), path(&directory, "out"));
    let line = json!({ "id": "a", "text": FERRIES, "paper": "The Quay" });
    fs::write(&input, line.to_string()).expect("written");
    fs::write(&known, "id,name,kind\nQ1,Ana Kovic,\nQ2,Quay Ferries,organization\n")
        .expect("written");
    let arguments = ["annotate", &input, "--out", &out, "--to", "jsonl"];
    let more = ["--outlet-field", "paper", "--input", "markdown", "--known", &known];
    let output = corpus(&[&arguments[..], &more].concat());
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(rows(&out, "documents")[0]["outlet"], "The Quay");

    let statements = rows(&out, "statements");
    let of = |text: &str| {
        let found =
            statements.iter().find(|s| s["text"].as_str().is_some_and(|t| t.contains(text)));
        let columns = ["title", "affiliation", "known", "pronoun"];
        let row = found.unwrap_or_else(|| panic!("no {text}: {statements:#?}"));
        let of = columns.map(|c| row[format!("speaker_{c}")].as_str().unwrap_or("-").to_owned());
        (of.join(", "), row["words_quoted"].as_u64(), row["place"].clone())
    };
    let title = "chief executive of Quay Ferries, Quay Ferries, Q1";
    assert_eq!(of("We will not wait"), (format!("{title}, -"), Some(4), json!("lead")));
    assert_eq!(of("late"), (format!("{title}, she"), Some(1), json!("body")));
    assert_eq!(of("It is"), ("-, -, -, -".to_owned(), Some(2), json!("body")));
    assert_eq!(of("Quay Ferries will not").2, "headline");
    let known: HashSet<(String, Option<String>)> = rows(&out, "mentions")
        .iter()
        .map(|m| (m["name"].to_string(), m["known"].as_str().map(str::to_owned)))
        .collect();
    let entity = |name: &str, id: Option<&str>| (format!("{name:?}"), id.map(str::to_owned));
    assert!(known.contains(&entity("Ana Kovic", Some("Q1"))), "{known:?}");
    assert!(known.contains(&entity("Quay Ferries", Some("Q2"))), "{known:?}");
    assert!(known.contains(&entity("Ben Brandt", None)), "{known:?}");

    // Another list makes another run.
    fs::write(path(&directory, "known.csv"), "id,name\nQ7,Ana Kovic\n").expect("written");
    let again = corpus(&[&arguments[..], &more, &["--resume"]].concat());
    assert_eq!(again.status.code(), Some(1));
    assert!(errors(&again).contains("another run"), "{}", errors(&again));
}

#[test]
fn a_bad_list_ends_the_run_before_it_begins() {
    let directory = TempDir::new().expect("a folder");
    let (input, known, out) =
        (path(&directory, "in.jsonl"), path(&directory, "known.json"), path(&directory, "out"));
    fs::write(&input, made_up(2)).expect("written");
    fs::write(&known, "{\"id\": \"Q1\", \"name\": \"Ana Kovic\"}\n{\"id\": \"Q2\"}\n")
        .expect("written");
    let output = corpus(&["annotate", &input, "--out", &out, "--known", &known]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(said.contains("known.json") && said.contains("line 2: missing field `name`"), "{said}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn parquet_comes_out_and_goes_in() {
    let directory = TempDir::new().expect("a folder");
    let (input, first, second) =
        (path(&directory, "in.jsonl"), path(&directory, "first"), path(&directory, "second"));
    fs::write(&input, made_up(8)).expect("written");
    assert!(
        corpus(&["annotate", &input, "--out", &first, "--part-documents", "3"]).status.success()
    );
    let parts = fs::read_dir(directory.path().join("first/statements")).expect("a table").count();
    assert_eq!(parts, 3);
    // The statements of the first run are the articles of the second.
    let part = path(&directory, "first/statements/part-00000000.parquet");
    let output = corpus(&[
        "annotate",
        &part,
        "--out",
        &second,
        "--to",
        "jsonl",
        "--key-field",
        "document",
        "--text-field",
        "text",
        "--date-field",
        "kind",
    ]);
    assert!(output.status.success(), "{}", errors(&output));
    let documents = rows(&second, "documents");
    assert!(
        !documents.is_empty()
            && documents
                .iter()
                .all(|d| d["document"].as_str().is_some_and(|key| key.starts_with("made-up-")))
    );
    assert!(documents.iter().all(|d| ["direct", "mixed", "indirect"].contains(&d["date"].as_str().expect("a kind"))));
}

#[test]
fn what_cannot_be_done_is_refused() {
    let directory = TempDir::new().expect("a folder");
    let (input, other, out) =
        (path(&directory, "in.jsonl"), path(&directory, "other.jsonl"), path(&directory, "out"));
    fs::write(&input, made_up(3)).expect("written");
    fs::write(&other, made_up(4)).expect("written");
    assert!(corpus(&["annotate", &input, "--out", &out]).status.success());
    for (arguments, why) in [
        (vec!["annotate", &input, "--out", &out], "--resume"),
        (vec!["annotate", &other, "--out", &out, "--resume"], "another run"),
        (vec!["annotate", &input, "--out", &out, "--resume", "--to", "jsonl"], "another run"),
        (vec!["annotate", "no/such/file.jsonl", "--out", "never"], "no/such/file.jsonl"),
        (vec!["annotate", PROGRAM, "--out", "never"], "an input is a folder"),
        (vec!["annotate", &input, "--out", "never", "--part-documents", "0"], "at least one"),
        (vec!["annotate", &input, "--out", "never", "--model", "no/such/model"], "no/such/model"),
    ] {
        let output = corpus(&arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(errors(&output).contains(why), "{arguments:?}: {}", errors(&output));
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;

    let directory = TempDir::new().expect("a folder");
    let (input, foreign) = (path(&directory, "in.jsonl"), directory.path().join("foreign"));
    fs::write(&input, made_up(2)).expect("written");
    fs::create_dir(&foreign).expect("a folder");
    for (turn, name) in ["documents", "errors", "parts", "run.json"].iter().enumerate() {
        let out = directory.path().join(format!("out{turn}"));
        fs::create_dir(&out).expect("a folder");
        let target = if *name == "run.json" { foreign.join("new.json") } else { foreign.clone() };
        symlink(target, out.join(name)).expect("linked");
        let output = corpus(&["annotate", &input, "--out", out.to_str().expect("UTF-8")]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", errors(&output));
        let linked = out.join(name).display().to_string();
        assert!(errors(&output).contains(&format!("{linked} is a link")), "{}", errors(&output));
        assert_eq!(fs::read_dir(&foreign).expect("it is there").count(), 0, "{name}");
    }

    // What is written first is a file beside the result's place.
    let (out, precious) = (directory.path().join("out"), directory.path().join("precious.txt"));
    fs::create_dir(&out).expect("a folder");
    fs::write(&precious, "kept").expect("written");
    for name in ["run.unfinished", ".run.json.unfinished"] {
        symlink(&precious, out.join(name)).expect("linked");
    }
    let output = corpus(&["annotate", &input, "--out", out.to_str().expect("UTF-8")]);
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&precious).expect("it is there"), "kept");
    assert!(!out.join("run.json").is_symlink() && out.join("run.unfinished").is_symlink());
}

#[test]
fn a_file_of_the_user_that_is_called_unfinished_is_kept() {
    let directory = TempDir::new().expect("a folder");
    let (input, out) = (path(&directory, "in.jsonl"), directory.path().join("out"));
    fs::write(&input, made_up(2)).expect("written");
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("run.unfinished"), "a novel").expect("written");
    assert!(corpus(&["annotate", &input, "--out", out.to_str().expect("UTF-8")]).status.success());
    assert_eq!(fs::read_to_string(out.join("run.unfinished")).expect("it is there"), "a novel");
}

#[cfg(not(feature = "query"))]
#[test]
fn a_question_says_which_build_answers_it() {
    for arguments in
        [&["query"][..], &["query", "results", "speakers", "--most", "4"], &["query", "--help"]]
    {
        let output = corpus(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(errors(&output).contains("--features query -- query"), "{}", errors(&output));
    }
    let asked = corpus(&["query", "results", "said-by", "Kovic", "--about", "Harbour Board"]);
    assert!(
        errors(&asked).contains("query results said-by Kovic --about \"Harbour Board\""),
        "it is there to be copied: {}",
        errors(&asked)
    );
    let help = String::from_utf8(corpus(&["--help"]).stdout).expect("UTF-8");
    assert!(help.contains("--features query"), "{help}");
}

#[cfg(unix)]
#[test]
fn whoever_has_seen_enough_is_no_error() {
    let output = Command::new("sh")
        .args([
            "-c",
            "set -e; { \"$0\" made-up 5000; echo \"ended with $?\" >&2; } | head -1",
            PROGRAM,
        ])
        .output()
        .expect("sh");
    assert!(errors(&output).contains("ended with 0"), "{}", errors(&output));
}

#[cfg(feature = "query")]
mod query {
    use super::*;

    /// A run over three articles in which two people speak of each other.
    fn results(directory: &TempDir) -> String {
        let (input, out) = (path(directory, "in.jsonl"), path(directory, "out"));
        let articles = [
            (
                "a",
                "2026-01-05",
                "“The mayor is wrong,” said Tomas Reyl. “Ana Kovic has never read it,” he added.",
            ),
            (
                "b",
                "2026-01-09",
                "Mayor Ana Kovic closed the bridge. “We will not wait,” Kovic told reporters. “Tomas Reyl knows that,” she said.",
            ),
            (
                "c",
                "2026-02-01",
                "Tomas Reyl came late. “It rained,” said Reyl. Residents said that nobody had asked them. Tomas Reyl hopes that the bridge will open in May.",
            ),
        ];
        let lines: String = articles
            .iter()
            .map(|(id, date, text)| {
                json!({ "id": id, "date": date, "text": text }).to_string() + "\n"
            })
            .collect();
        fs::write(&input, lines).expect("written");
        assert!(
            corpus(&["annotate", &input, "--out", &out, "--part-documents", "1"]).status.success()
        );
        out
    }

    fn ask(results: &str, question: &[&str]) -> String {
        let output = corpus(&[&["query", results], question].concat());
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    #[test]
    fn questions_have_answers() {
        let directory = TempDir::new().expect("a folder");
        let out = results(&directory);
        let speakers = ask(&out, &["speakers"]);
        assert!(
            speakers.find("Tomas Reyl").expect("he speaks")
                < speakers.find("Ana Kovic").expect("she speaks"),
            "{speakers}"
        );

        let said = ask(&out, &["said-by", "reyl"]);
        assert!(
            said.contains("The mayor is wrong,")
                && said.contains("It rained,")
                && !said.contains("We will not wait"),
            "{said}"
        );
        let about = ask(&out, &["said-by", "Reyl", "--about", "kovic"]);
        assert!(
            about.contains("Ana Kovic has never read it,") && !about.contains("It rained,"),
            "{about}"
        );

        assert!(!said.contains("open in May"), "a hope is not said: {said}");
        let thought = ask(&out, &["thought-by", "reyl"]);
        assert!(thought.contains("open in May") && !thought.contains("It rained,"), "{thought}");

        let months = ask(&out, &["over-time", "Tomas Reyl"]);
        assert!(months.contains("2026-01") && months.contains("2026-02"), "{months}");
        assert!(ask(&out, &["sources"]).contains("group"));
        let nobody = ask(&out, &["said-by", "Nobody of this name"]);
        assert!(nobody.contains("| date") && !nobody.contains("2026"), "{nobody}");
        assert!(
            ask(&out, &["sql", "SELECT count(*) AS documents FROM documents"]).contains("| 3 ")
        );
    }

    #[test]
    fn a_name_is_data_and_never_sql() {
        let directory = TempDir::new().expect("a folder");
        let out = results(&directory);
        let answer = ask(&out, &["said-by", "x') OR 1=1 --"]);
        assert!(!answer.contains("rained"), "{answer}");
    }

    #[test]
    fn a_wrong_question_is_told() {
        let directory = TempDir::new().expect("a folder");
        let out = results(&directory);
        for (arguments, why) in [
            (vec!["query", &out, "sql", "SELECT nothing FROM nowhere"], "nowhere"),
            (vec!["query", "no/such/run", "speakers"], "run.json"),
        ] {
            let output = corpus(&arguments);
            assert_eq!(output.status.code(), Some(1));
            assert!(errors(&output).contains(why), "{}", errors(&output));
        }
    }
}
