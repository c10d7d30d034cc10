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
fn the_date_that_a_page_says_goes_before_the_one_that_is_given() {
    let directory = TempDir::new().expect("a folder");
    let (input, out) = (path(&directory, "in.jsonl"), path(&directory, "out"));
    let told = "<meta property=\"article:published_time\" content=\"2026-03-04T08:00:00Z\">";
    let page = |head: &str| {
        format!(
            "<!doctype html><html><head>{head}</head><body><h1>The bridge</h1><p>“We will go,” \
            said Ana Kovic of the old bridge over the Alder, which stays shut until May.</p></html>"
        )
    };
    let line = |head: &str| json!({ "html": page(head), "date": "2026-05-06", "outlet": 7 });
    fs::write(&input, format!("{}\n{}\n", line(told), line(""))).expect("written");
    let output = corpus(&["annotate", &input, "--out", &out, "--to", "jsonl"]);
    assert!(output.status.success(), "{}", errors(&output));
    let documents = rows(&out, "documents");
    let dates: Vec<_> = documents.iter().map(|d| (&d["date"], &d["outlet"])).collect();
    let [own, given] = [json!("2026-03-04T08:00:00Z"), json!("2026-05-06")];
    assert_eq!(dates, [(&own, &json!("7")), (&given, &json!("7"))]);
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
    use arrow::array::RecordBatch;
    use arrow::util::display::array_value_to_string;
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

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

    /// A run over `articles`: key, date, outlet, text.
    fn run_of(directory: &TempDir, articles: &[(&str, &str, &str, &str)], more: &[&str]) -> String {
        let (input, out) = (path(directory, "in.jsonl"), path(directory, "out"));
        let known = |value: &str| Some(value.to_owned()).filter(|v| !v.is_empty());
        let line = |&(id, date, outlet, text): &(&str, &str, &str, &str)| json!({ "id": id, "date": known(date), "outlet": known(outlet), "text": text });
        let lines: String = articles.iter().map(|a| line(a).to_string() + "\n").collect();
        fs::write(&input, lines).expect("written");
        let arguments = ["annotate", &input, "--out", &out, "--part-documents", "1"];
        let output = corpus(&[&arguments, more].concat());
        assert!(output.status.success(), "{}", errors(&output));
        out
    }

    type Row = BTreeMap<String, String>;

    /// The answer to a question, by way of a Parquet file.
    fn table(directory: &TempDir, results: &str, question: &[&str]) -> Vec<Row> {
        let file = path(directory, "answer.parquet");
        ask(results, &[question, &["--out", &file]].concat());
        read(&file)
    }

    fn read(file: &str) -> Vec<Row> {
        let file = fs::File::open(file).expect("an answer");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
        let batches = reader.build().expect("rows").map(|batch| batch.expect("a batch"));
        batches
            .flat_map(|batch| (0..batch.num_rows()).map(|i| row(&batch, i)).collect::<Vec<_>>())
            .collect()
    }

    fn row(batch: &RecordBatch, i: usize) -> Row {
        let value = |column| array_value_to_string(column, i).expect("a value");
        let schema = batch.schema();
        let named = schema.fields().iter().zip(batch.columns());
        named.map(|(field, column)| (field.name().clone(), value(column))).collect()
    }

    const OFFICES: &str = "“No,” said Ana Kovic, chief executive of Quay Ferries. Residents said that it was \
        late. The mayor declined to comment. He hopes that residents “wait.”\n\n“Ask residents,” she said.";

    #[test]
    fn an_audit_says_of_each_article_what_the_library_says() {
        let directory = TempDir::new().expect("a folder");
        let list = path(&directory, "known.csv");
        fs::write(&list, "id,name\nQ1,Ana Kovic\n").expect("written");
        let articles = [
            ("a", "2026-01-05", "The Quay", FERRIES),
            ("b", "2026-01-09", "", OFFICES),
            ("c", "", "", "“We will never close the old bridge.”"),
            ("d", "", "", "Nobody spoke."),
        ];
        let more = ["--input", "markdown", "--known", &list];
        let out = run_of(&directory, &articles, &more);
        let known = dixit::KnownEntities::from_file(&list).expect("a list");
        let builder = dixit::Extractor::builder().input_format(dixit::InputFormat::Markdown);
        let extractor = builder.known(known).build().expect("a model");

        let audits = [&["audit", "--by", "article"][..], &["audit", "--by", "article", "--kinds"]];
        let [speakers, kinds] = audits.map(|question| table(&directory, &out, question));
        assert!(speakers.len() == 6 && kinds.len() == 5, "{speakers:#?}");
        for (key, _, _, text) in articles {
            let document = extractor.extract(text).expect("a document");
            let audit = dixit::render::audit(&document);
            let of_article = |rows: &[Row]| -> Vec<Row> {
                rows.iter().filter(|row| row["document"] == key).cloned().collect()
            };
            let sorted = |mut rows: Vec<Row>| {
                rows.sort();
                rows
            };
            let as_library = |row: &Row, who: &[&str]| {
                let mut kept = row.clone();
                let places = ["headline", "lead", "body"];
                let first = places.iter().find(|place| row[**place] == "1").expect("a place");
                kept.insert("first".to_owned(), (*first).to_owned());
                kept.retain(|name, _| {
                    COUNTED.contains(&name.as_str()) || who.contains(&name.as_str())
                });
                kept
            };
            let found = of_article(&speakers).iter().map(|row| as_library(row, &WHO)).collect();
            let expected = audit.speakers.iter().map(|row| of_library(row, &WHO)).collect();
            assert_eq!(sorted(found), sorted(expected), "{key}");
            let found = of_article(&kinds).iter().map(|row| as_library(row, &["kind"])).collect();
            let expected = audit.kinds.iter().map(|row| {
                let mut row = of_library(row, &["source"]);
                let kind = row.remove("source").expect("a kind");
                row.insert("kind".to_owned(), kind);
                row
            });
            assert_eq!(sorted(found), sorted(expected.collect()), "{key}");
        }
    }

    const WHO: [&str; 7] = ["source", "kind", "named", "title", "affiliation", "known", "pronoun"];
    const COUNTED: [&str; 10] = [
        "statements",
        "direct",
        "mixed",
        "indirect",
        "speech",
        "thought",
        "silence",
        "words_quoted",
        "share",
        "first",
    ];

    /// A row of the library's, the columns of `who` and what is counted.
    fn of_library(row: &dixit::render::AuditRow, who: &[&str]) -> Row {
        let Value::Object(fields) = serde_json::to_value(row).expect("JSON") else {
            panic!("an object")
        };
        let is_kept = |name: &str| COUNTED.contains(&name) || who.contains(&name);
        let shown = |name: &str, value: Value| match value {
            Value::Null => String::new(),
            Value::String(words) => words,
            // As Arrow shows numbers.
            _ if name == "share" => format!("{:?}", f64::from(row.share * 1e4).round() / 1e4),
            other => other.to_string(),
        };
        let kept = fields.into_iter().filter(|(name, _)| is_kept(name));
        kept.map(|(name, value)| (name.clone(), shown(&name, value))).collect()
    }

    #[test]
    fn an_audit_is_of_all_or_of_each_outlet_and_month() {
        let directory = TempDir::new().expect("a folder");
        let articles = [
            ("a", "2026-01-05", "The Quay", "“No, no,” said Tomas Reyl."),
            (
                "b",
                "2026-01-09",
                "The Quay",
                "“Yes,” said Ana Kovic. Reyl said no more. “We,” said Tomas Reyl.",
            ),
            ("c", "02/2026", "Alder Post", "“Never,” said Reyl. Officials said that it rained."),
            ("d", "2026-02-02", "Alder Post", "# “It is,” says Reyl\n\nIt rained."),
        ];
        let out = run_of(&directory, &articles, &["--input", "markdown"]);
        let all = table(&directory, &out, &["audit"]);
        let columns =
            ["source", "documents", "statements", "words_quoted", "share", "headline", "lead"];
        assert_eq!(
            shown(&all, &columns),
            [
                "Tomas Reyl 4 4 6 0.8571 1 3",
                "Ana Kovic 1 1 1 0.1429 0 1",
                "Officials 1 1 0 0.0 0 1",
            ]
        );
        let outlets = table(&directory, &out, &["audit", "--by", "outlet"]);
        assert_eq!(
            shown(&outlets, &["outlet", "source", "documents", "words_quoted", "share"]),
            [
                "Alder Post Tomas Reyl 2 3 1.0",
                "Alder Post Officials 1 0 0.0",
                "The Quay Tomas Reyl 2 3 0.75",
                "The Quay Ana Kovic 1 1 0.25",
            ]
        );
        let months = table(&directory, &out, &["audit", "--by", "month", "--kinds"]);
        assert_eq!(
            shown(&months, &["month", "kind", "sources", "sources_named", "statements"]),
            ["2026-01 person 2 2 3", "2026-02 person 1 1 1", " group 1 0 1", " person 1 1 1"]
        );
        let sql = "SELECT source FROM audit_speakers_by_month WHERE month = '2026-02'";
        assert!(ask(&out, &["sql", sql]).contains("Tomas Reyl"));
    }

    /// Some columns of each row, as one string.
    fn shown(rows: &[Row], names: &[&str]) -> Vec<String> {
        let values = |row: &Row| names.iter().map(|name| row[*name].clone()).collect::<Vec<_>>();
        rows.iter().map(|row| values(row).join(" ")).collect()
    }

    #[test]
    fn what_repeats_is_told_with_its_first_place() {
        let directory = TempDir::new().expect("a folder");
        let closed = "We will never close the old bridge";
        let texts = [
            format!("“{closed},” said Ana Kovic. “It rained all day long, all week,” she said."),
            format!("“{closed} in winter,” said Ana Kovic."),
            "“We will NEVER close the old bridge,” said Ben Brandt.".to_owned(),
            "“Nobody has asked any of us,” said Ben Brandt. “Nobody has asked any of us.”"
                .to_owned(),
            format!("“{closed}.”"),
        ];
        let keys = [
            ("a", "2026-01-05"),
            ("b", "2026-01-04T23:00:00Z"),
            ("c", "2026-01-06"),
            ("d", ""),
            ("e", ""),
        ];
        let articles: Vec<_> = keys
            .iter()
            .zip(&texts)
            .map(|((key, date), text)| (*key, *date, "", text.as_str()))
            .collect();
        let out = run_of(&directory, &articles, &[]);
        let rows = table(&directory, &out, &["repeats"]);
        let columns = ["quotation", "likeness", "document", "speaker", "speaker_differs"];
        assert_eq!(
            shown(&rows, &columns),
            [
                "1 first b Ana Kovic false",
                "1 near a Ana Kovic false",
                "1 near c Ben Brandt true",
                "1 near e  ",
            ]
        );
        assert!(rows[2]["text"].contains("NEVER") && rows[1]["date"] == "2026-01-05");

        // Without a date the order counts in which they were given.
        let articles = [("z", &texts[4]), ("y", &texts[0]), ("x", &texts[2])];
        let articles = articles.map(|(key, text)| (key, "", "", text.as_str()));
        let more = TempDir::new().expect("a folder");
        let rows = table(&more, &run_of(&more, &articles, &[]), &["repeats"]);
        assert_eq!(
            shown(&rows, &columns),
            ["1 first z  ", "1 exact y Ana Kovic false", "1 exact x Ben Brandt true"]
        );
    }

    #[test]
    fn an_answer_has_the_form_that_was_asked_for() {
        let directory = TempDir::new().expect("a folder");
        let out = results(&directory);
        let formula = ["sql", "SELECT '=1+1' AS a, 'b, c' AS d", "--to", "csv"];
        assert_eq!(ask(&out, &formula), "a,d\n'=1+1,\"b, c\"\n");
        let nothing = ["said-by", "Nobody of this name", "--to", "csv"];
        assert_eq!(ask(&out, &nothing), "date,document,kind,act,name,text\n");
        let csv = path(&directory, "speakers.csv");
        assert_eq!(ask(&out, &["speakers", "--most", "1", "--out", &csv]), "");
        let lines = fs::read_to_string(&csv).expect("an answer");
        assert!(
            lines.starts_with("name,speaker_kind,statements,documents\nTomas Reyl,"),
            "{lines}"
        );
    }

    /// The tables as they were before the columns that audits count.
    fn age(out: &str) {
        for entry in fs::read_dir(Path::new(out).join("statements")).expect("a table") {
            let path = entry.expect("a part").path();
            let file = fs::File::open(&path).expect("a part");
            let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
            let batches = reader.build().expect("rows").map(|batch| batch.expect("a batch"));
            let batches: Vec<_> = batches
                .map(|batch| {
                    let kept: Vec<usize> = (0..batch.num_columns() - 6).collect();
                    batch.project(&kept).expect("columns")
                })
                .collect();
            let file = fs::File::create(&path).expect("a part");
            let mut writer =
                ArrowWriter::try_new(file, batches[0].schema(), None).expect("a writer");
            batches.iter().for_each(|batch| writer.write(batch).expect("written"));
            writer.close().expect("written");
        }
    }

    #[test]
    fn a_run_of_an_older_program_can_be_asked() {
        let directory = TempDir::new().expect("a folder");
        let out = results(&directory);
        age(&out);
        assert!(ask(&out, &["speakers"]).contains("Tomas Reyl"));
        let output = corpus(&["query", &out, "audit"]);
        assert!(errors(&output).contains("an older program"), "{}", errors(&output));
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
            (vec!["query", &out, "audit", "--by", "outlet"], "--outlet-field"),
            (vec!["query", &out, "audit", "--to", "parquet"], "--out FILE"),
            (vec!["query", &out, "audit", "--out", "no/such/answer.csv"], "no/such/answer.csv"),
            (vec!["query", &out, "audit", "--out", "answer.doc"], ".parquet"),
        ] {
            let output = corpus(&arguments);
            assert_eq!(output.status.code(), Some(1));
            assert!(errors(&output).contains(why), "{}", errors(&output));
        }
    }
}
