//! Inputs that nobody should send and somebody will.

use dixit::{Extractor, InputFormat};

use crate::support::{check, extract, extractor};

#[test]
fn nothing_gives_nothing() {
    for input in ["", " ", "\n\n\t \r\n", "\u{feff}", "\u{200b}\u{200d}", "\0\0", "\u{1b}[0m"] {
        let document = extract(input);
        check(&document);
        assert_eq!(document.statements().len() + document.mentions().len(), 0, "{input:?}");
    }
}

#[test]
fn line_ends_of_every_kind() {
    let lines = ["“We will go,” said Ana Kovic.", "“We will stay,” said Ben Brandt."];
    let expected: Vec<String> =
        extract(&lines.join("\n\n")).statements().map(|s| s.text().to_owned()).collect();
    assert_eq!(expected, ["We will go,", "We will stay,"]);
    for end in ["\n", "\r\n", "\r\n\r\n", "\r", "\n \n"] {
        let text = lines.join(end);
        let document = extract(&text);
        check(&document);
        assert_eq!(
            document.statements().map(|s| s.text()).collect::<Vec<_>>(),
            expected,
            "{end:?}"
        );
    }
}

#[test]
fn control_characters_stay_in_place() {
    let input = "“We\0will go,” said\u{0} Ana\u{200b} Kovic\u{ad}.";
    let document = extract(input);
    check(&document);
    assert!(document.statements().len() > 0);
}

#[test]
fn a_long_line_without_a_space() {
    let input = "“".to_owned() + &"a".repeat(1 << 20) + "”";
    check(&extract(&input));
}

#[test]
fn a_long_paragraph() {
    let input = "“We will go,” said Ana Kovic, who added that nobody had asked her. ".repeat(400);
    let document = extract(&input);
    check(&document);
    assert!(document.statements().len() >= 700, "{}", document.statements().len());
}

#[test]
fn marks_without_words() {
    for input in [
        "“”",
        "\"\"\"\"",
        "“ “ “ ” ” ”",
        "'''''",
        "«»„“",
        "> ",
        "@",
        "@ @ @",
        "RT",
        "***",
        "<>",
        "&;",
        "&&&&",
        "[]()",
        "“[](”)",
    ] {
        check(&extract(input));
    }
}

#[test]
fn deep_nesting() {
    check(&extract(&("“a ".repeat(5_000) + &"b” ".repeat(5_000))));
    check(&extract(&("> ".repeat(300) + "“Deep,” said Ana Kovic.")));
    check(&extract(
        &("<blockquote>".repeat(2_000)
            + "“Deep,” said Ana Kovic."
            + &"</blockquote>".repeat(1_999)),
    ));
}

#[test]
fn other_languages_are_read_too() {
    for input in [
        "„Wir haben die Brücke gesperrt“, sagte Bürgermeisterin Ana Kovic.",
        "« La valise est perdue », a déclaré le ministre.",
        "市長は「橋は閉鎖されたままだ」と述べた。",
        "قالت العمدة: «الجسر مغلق».",
        "🙂🙃 👩‍👩‍👧‍👦 “🙂” said 🙃.",
        "e\u{301}\u{302}\u{303} “a\u{301}” said Z\u{308}oe\u{308}.",
    ] {
        check(&extract(input));
    }
}

#[test]
fn every_format_reads_every_text() {
    let inputs = [
        include_str!("data/entities.html"),
        include_str!("data/posts.md"),
        include_str!("data/court.txt"),
    ];
    for format in [
        InputFormat::Text,
        InputFormat::Markdown,
        InputFormat::Html,
        InputFormat::Page,
        InputFormat::Subtitles,
    ] {
        let extractor =
            Extractor::builder().input_format(format).build().expect("the bundled model loads");
        for input in inputs {
            check(&extractor.extract(input).expect("every text is read"));
        }
    }
    assert!(format!("{:?}", extractor()).contains("Extractor"));
}
