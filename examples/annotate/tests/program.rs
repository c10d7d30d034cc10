//! What only the installed program has.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn dixit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dixit"))
        .args(arguments)
        .env_remove("DIXIT_MODEL_DIR")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
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
    // What `verify` is told has a page of its own.
    let manual = printed(&["--man"]).replace('\\', "");
    assert!(manual.contains(".TH dixit 1") && manual.contains(".TH dixit-verify 1"), "{manual}");
    assert!(manual.contains("DRAFT"), "{manual}");
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

/// A folder of the test's own, with an article in each of these places.
fn folder_with(test: &str, places: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    // One that a former run left.
    let _ = std::fs::remove_dir_all(&folder);
    for place in places {
        let path = folder.join(place);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, "“We will go,” said Ana Kovic.").expect("an article is written");
    }
    folder
}

/// The files of `folder` and of all folders below it, by their places in it; links are files.
fn files(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("UTF-8");
        if entry.file_type().expect("it has a type").is_dir() {
            out.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            out.push(name);
        }
    }
    out.sort();
    out
}

#[test]
fn folders_below_a_folder_are_read_on_demand() {
    let places = ["a.txt", "sport/a.md", "sport/boats/a.htm", "sport/b.pdf", ".git/c.txt"];
    let folder = folder_with("recursive/articles", &places);
    folder_with("recursive/elsewhere", &["secret.txt"]);
    #[cfg(unix)]
    for (target, link) in [("..", "circle"), ("../../elsewhere", "sport/link"), ("a.txt", "l.txt")]
    {
        std::os::unix::fs::symlink(target, folder.join(link)).expect("linked");
    }
    let articles = folder.to_str().expect("UTF-8");
    let out = folder.join("results");
    let results = out.to_str().expect("UTF-8");
    printed(&["--out", results, articles]);
    assert_eq!(files(&out), ["a.json"]);

    printed(&["--recursive", "--out", results, "--format", "html", articles]);
    let pages = ["a.html", "sport/a.html", "sport/boats/a.html"];
    let made: Vec<String> = files(&out).into_iter().filter(|f| f.ends_with(".html")).collect();
    assert_eq!(made, pages);
    // What is a page now is no article of the folder that it stands in.
    printed(&["-r", "--force", "--out", results, "--format", "html", articles]);
    assert_eq!(files(&out).len(), 1 + pages.len());

    let draft = folder.join("sport/a.md");
    let draft = draft.to_str().expect("UTF-8");
    let boats = folder.join("sport");
    let boats = boats.to_str().expect("UTF-8");
    assert!(printed(&["verify", "-r", draft, boats]).contains("verbatim"));
    std::fs::remove_file(folder.join("sport/a.md")).expect("it was there");
    let output = dixit(&[boats]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.starts_with("dixit: ") && error.contains("with --recursive alone"), "{error}");
    assert!(printed(&["-r", boats]).contains("Ana Kovic"));
}

#[cfg(unix)]
#[test]
fn no_folder_of_results_leads_elsewhere() {
    let folder = folder_with("led", &["articles/sport/a.txt", "articles/town/a.txt"]);
    for made in ["precious", "out"] {
        std::fs::create_dir_all(folder.join(made)).expect("a folder is made");
    }
    std::os::unix::fs::symlink("../precious", folder.join("out/sport")).expect("linked");
    std::fs::write(folder.join("out/town"), "precious").expect("written");
    let (out, articles) = (folder.join("out"), folder.join("articles"));
    let places = [out.to_str().expect("UTF-8"), articles.to_str().expect("UTF-8")];
    let output = dixit(&["-r", "--force", "--out", places[0], places[1]]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(errors.contains("out/sport is a link") && errors.contains("out/town is"), "{errors}");
    assert_eq!(files(&folder.join("precious")), [""; 0]);
    assert_eq!(std::fs::read_to_string(folder.join("out/town")).ok().as_deref(), Some("precious"));
}

#[test]
fn the_version_is_that_of_the_program_and_of_the_model() {
    let line = printed(&["--version"]);
    assert!(line.starts_with("dixit ") && line.contains(", model news-en/"), "{line}");
}
