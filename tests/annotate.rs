//! The example program, from its arguments to its exit code.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use dixit::{Act, DocumentRecord};

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

pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(root())
        .env_remove("DIXIT_MODEL_DIR")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

pub(crate) fn text(bytes: &[u8]) -> String {
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
fn what_is_not_utf_8_is_decoded_if_it_is_told_from_what() {
    let folder = scratch("annotate_encoding");
    let article = folder.join("a.txt");
    std::fs::write(&article, b"\x93Non,\x94 said Zo\xeb Blanc.").expect("written");
    let file = article.to_str().expect("UTF-8");
    let output = run(&[file]);
    let error = text(&output.stderr);
    assert!(!output.status.success() && error.contains("byte 0") && error.contains("--encoding"));
    let output = run(&["--encoding", "windows-1252", "--format", "json", file]);
    let record: dixit::DocumentRecord =
        serde_json::from_slice(&output.stdout).expect("it is a record");
    assert_eq!((record.encoding.as_str(), record.statements.len()), ("windows-1252", 1));
    assert_eq!(record.mentions[0].text, "Zoë Blanc");
    let out = folder.join("out");
    let output = run(&[
        "--encoding",
        "latin1",
        "--format",
        "brat",
        "--out",
        out.to_str().expect("UTF-8"),
        file,
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    // The text that brat's offsets count is the decoded one.
    let beside = std::fs::read_to_string(out.join("a.txt")).expect("it is UTF-8");
    assert_eq!(beside, "“Non,” said Zoë Blanc.");
}

#[test]
fn thoughts_are_shown_on_request() {
    let folder = scratch("annotate_thoughts");
    let article = folder.join("a.txt");
    std::fs::write(
        &article,
        "Ana Kovic hopes that the bridge will open in May. “It will,” said Ben Brandt.",
    )
    .expect("written");
    let file = article.to_str().expect("UTF-8");
    let shown = |arguments: &[&str]| {
        let output = run(&[arguments, &[file]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let usual = shown(&[]);
    assert!(usual.contains("It will,") && !usual.contains("will open in May"), "{usual}");
    assert!(usual.contains("1 thought: --thoughts shows them"), "{usual}");
    for arguments in [&["--thoughts"][..], &["--acts", "speech,thought"]] {
        let all = shown(arguments);
        assert!(all.contains("indirect thought") && all.contains("will open in May"), "{all}");
    }
    let json = |arguments: &[&str]| -> DocumentRecord {
        serde_json::from_str(&shown(&[&["--format", "json"], arguments].concat())).expect("JSON")
    };
    assert_eq!(json(&[]).statements.len(), 2, "JSON has all, labelled");
    let thoughts = json(&["--acts", "thought"]);
    assert!(thoughts.statements.iter().all(|s| s.act == Act::Thought));
    assert_eq!(thoughts.statements.len(), 1);
    let ticked = "id=\"show-thought\" checked";
    assert!(!shown(&["--format", "html"]).contains(ticked));
    assert!(shown(&["--format", "html", "--thoughts"]).contains(ticked));
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
    let errors = text(&output.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    for part in
        ["/no/such/model/manifest.json", "name a directory", "or name none", "no such directory"]
    {
        assert!(errors.contains(part), "{part}: {errors}");
    }
}

#[test]
fn one_error_is_one_message() {
    let folder = scratch("annotate_one");
    let empty = folder.to_str().expect("UTF-8");
    for arguments in [
        &["no/such/file.txt"][..],
        &["no/such/file.txt", "tests/data/court.txt"],
        &[empty],
        &[empty, "tests/data/court.txt"],
        &["--format", "json", "tests/data/court.txt", "examples/bridge.md"],
        &["--model", "tests/data", "examples/bridge.md"],
    ] {
        let output = run(arguments);
        let errors = text(&output.stderr);
        assert_eq!((output.status.code(), errors.lines().count()), (Some(1), 1), "{errors}");
    }
}

/// Names of files, strings of a model and words of an article reach a terminal as they are written
/// by strangers.
#[cfg(unix)]
#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let hostile = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}";
    let folder = scratch("annotate_obeyed");
    let model = folder.join("model");
    std::fs::create_dir(&model).expect("the scratch folder is writable");
    let manifest = serde_json::json!({ "format": hostile }).to_string();
    std::fs::write(model.join("manifest.json"), manifest).expect("written");
    let article = folder.join(format!("{hostile}.txt"));
    std::fs::write(&article, format!("“No{hostile}way,” said Ana Ko{hostile}vic."))
        .expect("written");
    let article = article.to_str().expect("UTF-8");
    let missing = format!("{article}.gone");
    for arguments in [
        &[missing.as_str()][..],
        &["--model", model.to_str().expect("UTF-8"), article],
        &["--format", "brat", article],
        &["--format", "conll", article],
        &[article],
    ] {
        let output = run(arguments);
        for shown in [text(&output.stdout), text(&output.stderr)] {
            let obeyed = |c: char| c.is_control() && !"\t\n".contains(c) || c == '\u{202e}';
            assert!(!shown.contains(obeyed), "{arguments:?}: {shown:?}");
        }
    }
    let shown = text(&run(&["--format", "brat", article]).stdout);
    assert!(shown.contains("\\u{1b}"), "{shown}");
}

/// The library's and its programs' version.
fn version() -> String {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    let version = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    version.and_then(|rest| rest.strip_suffix('"')).expect("a version").to_owned()
}

#[test]
fn the_version_is_the_programs_and_the_models() {
    let version = version();
    let model = crate::support::extract("").model().to_owned();
    for flag in ["--version", "-V"] {
        let output = run(&[flag]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), format!("annotate {version}, model {model}\n"));
    }
    let other = run(&["--model", "tests/data/huggingface/bert", "--version"]);
    assert_eq!(text(&other.stdout), format!("annotate {version}, model bert\n"));
    let none = run(&["--model", "/no/such/model", "--version"]);
    assert_eq!(text(&none.stdout), format!("annotate {version}\n"));
    assert!(!none.status.success() && text(&none.stderr).contains("/no/such/model"));
}

#[test]
fn an_empty_file_says_so_and_has_an_empty_result() {
    let folder = scratch("annotate_empty");
    for (name, content, why) in [
        ("empty.txt", "", "empty.txt: the file is empty"),
        ("blank.md", "\u{feff} \n\t\n", "blank.md: the file holds nothing but white space"),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, content).expect("the scratch folder is writable");
        let output = run(&["--format", "json", file.to_str().expect("UTF-8")]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
        let record: DocumentRecord = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(record.statements.is_empty() && record.mentions.is_empty());
    }
    let output = run(&["-"]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("standard input: the file is empty"));
    assert!(run(&["tests/data/court.txt"]).stderr.is_empty(), "an article is no reason to talk");
}

/// The names of what a folder holds.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry"));
    let mut out: Vec<_> = entries.map(|e| e.file_name().into_string().expect("UTF-8")).collect();
    out.sort();
    out
}

#[test]
fn a_folder_gives_its_articles() {
    let folder = scratch("annotate_folder").join("articles");
    std::fs::create_dir_all(folder.join("below")).expect("a folder");
    for name in ["b.txt", "a.md", "c.HTML", "d.htm", "picture.png", ".hidden.txt", "below/e.txt"] {
        std::fs::write(folder.join(name), "“No,” said Ana Kovic.").expect("written");
    }
    #[cfg(unix)]
    for (target, link) in [("../secret.txt", "link.txt"), ("..", "circle"), ("nowhere", "n.txt")] {
        std::fs::write(folder.join("../secret.txt"), "“Yes,” said Ben Brandt.").expect("written");
        std::os::unix::fs::symlink(target, folder.join(link)).expect("linked");
    }
    let (articles, out) = (folder.to_str().expect("UTF-8"), folder.join("../out"));
    let output = run(&["--out", out.to_str().expect("UTF-8"), articles]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(names(&out), ["a.json", "b.json", "c.json", "d.json"]);

    let shown = text(&run(&[articles]).stdout);
    let titles: Vec<_> = shown.lines().filter(|line| line.starts_with("== ")).collect();
    assert_eq!(titles.len(), 4, "{shown}");
    assert!(titles.is_sorted(), "{titles:?}");
    assert!(text(&run(&["--format", "json", articles]).stderr).contains("--out"));

    let nothing = run(&[folder.join("below/..").join("../out").to_str().expect("UTF-8")]);
    let errors = text(&nothing.stderr);
    assert!(!nothing.status.success() && errors.contains(".txt, .md, .markdown"), "{errors}");
}

const ARTICLE: &str = "“We will go,” said Ana Kovic.";

/// A folder that holds so named files, each with [`ARTICLE`] in it.
fn folder_with(test: &str, files: &[&str]) -> PathBuf {
    let folder = scratch(test);
    for file in files {
        std::fs::write(folder.join(file), ARTICLE).expect("the scratch folder is writable");
    }
    folder
}

fn content(file: &Path) -> String {
    std::fs::read_to_string(file).expect("it is there")
}

/// Runs the program inside of `folder`, as most people do.
fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .env_remove("DIXIT_MODEL_DIR")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

#[test]
fn no_result_is_written_over_an_article() {
    let all = ["a.conll", "a.html", "a.json", "a.jsonld", "a.txt"];
    let folder = folder_with("annotate_article", &all);
    for (format, file) in [
        ("text", "a.txt"),
        ("html", "a.html"),
        ("json", "a.json"),
        ("conll", "a.conll"),
        ("webannotation", "a.jsonld"),
    ] {
        for force in [&[][..], &["--force"]] {
            let output =
                run_in(&folder, &[&["--out", ".", "--format", format, file], force].concat());
            assert!(!output.status.success(), "{file}");
            let why = format!("over the article ./{file}");
            assert!(text(&output.stderr).contains(&why), "{}", text(&output.stderr));
        }
    }
    // Nor over another article, whose result has another name.
    std::fs::write(folder.join("b.md"), ARTICLE).expect("written");
    std::fs::write(folder.join("b.txt"), ARTICLE).expect("written");
    for format in ["text", "brat"] {
        let arguments = ["--force", "--out", ".", "--format", format, "b.md", "./b.txt"];
        let output = run_in(&folder, &arguments);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains("over the article ./b.txt"));
    }
    assert!(names(&folder).iter().all(|name| content(&folder.join(name)) == ARTICLE));
    assert_eq!(names(&folder).len(), all.len() + 2, "nothing is left behind");
}

#[test]
fn what_is_there_already_is_kept_unless_forced() {
    let folder = folder_with("annotate_force", &["a.md", "notes.html"]);
    let written = |path: &str| std::fs::write(folder.join(path), "precious").expect("written");
    for (format, file, there) in [
        ("json", "a.md", "a.json"),
        ("html", "a.md", "a.html"),
        ("brat", "a.md", "a.ann"),
        ("brat", "notes.html", "notes.txt"),
    ] {
        written(there);
        let arguments = ["--out", ".", "--format", format, file];
        let output = run_in(&folder, &arguments);
        let errors = text(&output.stderr);
        assert!(!output.status.success(), "{there}");
        assert!(errors.contains(&format!("./{there} is there already: --force")), "{errors}");
        assert_eq!(content(&folder.join(there)), "precious");
        assert!(!folder.join("notes.ann").exists(), "all of a result or nothing");

        let output = run_in(&folder, &[&arguments[..], &["--force"]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_ne!(content(&folder.join(there)), "precious", "{there}");
    }
    assert_eq!(content(&folder.join("notes.txt")), ARTICLE);
    assert!(names(&folder).iter().all(|name| !name.contains("unfinished")));
    assert!(text(&run(&["--force", "examples/bridge.md"]).stderr).contains("--out"));

    std::fs::create_dir(folder.join("c.json")).expect("a folder");
    std::fs::write(folder.join("c.md"), ARTICLE).expect("written");
    let output = run_in(&folder, &["--force", "--out", ".", "c.md"]);
    assert!(text(&output.stderr).contains("./c.json is there already, and is no file"));
}

#[test]
fn brat_reads_the_article_where_it_is() {
    let folder = folder_with("annotate_brat", &["a.txt"]);
    let output = run_in(&folder, &["--out", ".", "--format", "brat", "a.txt"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(names(&folder), ["a.ann", "a.txt"]);
    assert_eq!(content(&folder.join("a.txt")), ARTICLE);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;

    let folder = folder_with("annotate_links", &["a.md"]);
    let out = folder.join("out");
    std::fs::create_dir(&out).expect("a folder");
    std::fs::write(folder.join("precious.txt"), "precious").expect("written");
    for (name, target) in [
        ("a.json", "../precious.txt"),
        ("a.html", "../new.txt"),
        ("a.ann", "../a.md"),
        ("a.txt", "../precious.txt"),
    ] {
        symlink(target, out.join(name)).expect("linked");
    }
    for (format, link) in
        [("json", "a.json"), ("html", "a.html"), ("brat", "a.txt"), ("text", "a.txt")]
    {
        for force in [&[][..], &["--force"]] {
            let arguments = [&["--out", "out", "--format", format, "a.md"], force].concat();
            let output = run_in(&folder, &arguments);
            let errors = text(&output.stderr);
            assert!(!output.status.success(), "{format}");
            assert!(errors.contains(&format!("out/{link} is a link")), "{errors}");
            assert!(out.join(link).is_symlink(), "the link stays");
        }
    }
    // A place beside the result's is taken by nobody else's file.
    symlink("../precious.txt", out.join(".a.conll.unfinished-0")).expect("linked");
    assert!(run_in(&folder, &["--out", "out", "--format", "conll", "a.md"]).status.success());
    assert!(content(&out.join("a.conll")).contains("Kovic"));
    assert_eq!(content(&folder.join("precious.txt")), "precious");
    assert_eq!(names(&folder), ["a.md", "out", "precious.txt"]);
}

#[test]
fn other_forms_than_text_need_a_folder_for_many_files() {
    for format in ["json", "html", "conll", "brat", "audit", "webannotation"] {
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
        ("audit", "court.csv", "source,kind,"),
        ("webannotation", "court.jsonld", "\"source\":\"court.txt\""),
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

#[test]
fn known_people_get_their_ids_and_bad_lists_their_line() {
    let folder = scratch("annotate_known");
    let list = folder.join("people.csv");
    let file = list.to_str().expect("UTF-8");
    std::fs::write(&list, "id,name\nQ1,Ana Kovic\n").expect("written");
    let output = run(&["--format", "json", "--known", file, "examples/bridge.md"]);
    let record: DocumentRecord = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(record.entities.iter().any(|e| e.known.as_deref() == Some("Q1")), "{record:?}");
    std::fs::write(&list, "id,name\nQ1,Ana Kovic\nQ1,Ben Brandt\n").expect("written");
    let output = run(&["--known", file, "examples/bridge.md"]);
    let error = text(&output.stderr);
    assert!(!output.status.success() && error.contains("people.csv: list"), "{error}");
    assert!(error.contains("line 3"), "{error}");
}
