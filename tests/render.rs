//! Reports and the forms for other tools: whatever an article holds, they are well-formed, and say
//! what the document says.

use std::collections::HashSet;

use base64::Engine as _;
use dixit::render::{self, Report};
use dixit::{Document, InputFormat, OffsetUnit};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use sha2::Digest as _;

use crate::support::{extract, root};

/// Articles with everything that could break out of a form.
const HOSTILE: &[&str] = &[
    "",
    "“<script>alert(1)</script>” said \"><img src=x onerror=alert(1)> Ana Kovic & Sons.",
    "</article></div></style><style>*{display:none}</style> “We <b>will</b> go,” said Ana Kovic.",
    "<p>“We &lt;script&gt; will &amp;amp; go,” said <b onclick=\"x()\">Ana</b> Kovic. ]]> --> <!--",
    "“We\twill\r\ngo\u{2028}now\u{85},” said Ana\u{a0}Kovic \u{202e}gnihton\u{202c} \0\u{1b}[31m.",
    "😀 “Ça va 😀, he said that ‘no 👩‍👩‍👧‍👦’ was “never” true,” said Zoë Ångström. *“Non,”* she added.",
    "> “One\n> two,” said Ana Kovic.\n>> He said no.\n\n- “Three,” she said.\n- Four\n\n# “Five,” says Kovic",
];

/// What a browser would make of a page: its tags, balanced, and the text inside of `<article>`.
struct Parsed {
    tags: Vec<(String, Vec<(String, String)>)>,
    article: String,
}

fn parse(page: &str) -> Parsed {
    let mut out = Parsed { tags: Vec::new(), article: String::new() };
    let mut open: Vec<String> = Vec::new();
    let mut emitter = html5gum::DefaultEmitter::<()>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).expect("tags are ours");
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(k, v)| {
                        (
                            String::from_utf8_lossy(k).into_owned(),
                            String::from_utf8_lossy(v).into_owned(),
                        )
                    })
                    .collect();
                if !["meta", "input"].contains(&name.as_str()) {
                    open.push(name.clone());
                }
                out.tags.push((name, attributes));
            }
            Token::EndTag(tag) => assert_eq!(
                open.pop().as_deref().map(str::as_bytes),
                Some(&tag.name[..]),
                "tags are balanced"
            ),
            Token::String(text) if open.iter().any(|name| name == "article") => {
                out.article += &String::from_utf8_lossy(&text.value)
            }
            Token::Error(error) => panic!("not well-formed: {error:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} left open");
    out
}

/// The letters of a text, whatever stands between them.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !('\u{2400}'..='\u{2421}').contains(c)
                && *c != '\u{fffd}'
        })
        .collect()
}

fn check_report(document: &Document<'_>) {
    let parsed = parse(&Report::new().page(document));
    let known = [
        "a",
        "article",
        "aside",
        "bdi",
        "blockquote",
        "body",
        "details",
        "div",
        "fieldset",
        "h1",
        "h2",
        "head",
        "header",
        "html",
        "input",
        "label",
        "legend",
        "li",
        "mark",
        "meta",
        "meter",
        "ol",
        "p",
        "script",
        "span",
        "style",
        "summary",
        "title",
    ];
    let mut ids = HashSet::new();
    for (name, attributes) in &parsed.tags {
        assert!(known.contains(&name.as_str()), "<{name}> is none of ours");
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on") && attribute != "src", "{attribute}={value}");
            if attribute == "id" {
                assert!(ids.insert(value.clone()), "{value} twice");
            }
        }
    }
    assert_eq!(parsed.tags.iter().filter(|(name, _)| name == "script").count(), 1);
    for (name, attributes) in &parsed.tags {
        for (_, target) in attributes.iter().filter(|(a, _)| name == "a" && a == "href") {
            assert!(
                target.strip_prefix('#').is_some_and(|id| ids.contains(id)),
                "{target} leads nowhere"
            );
        }
    }
    for (index, _) in document.statements().enumerate() {
        assert!(ids.contains(&format!("s{index}")), "statement {index} is shown");
    }
    for (index, _) in document.mentions().enumerate() {
        assert!(ids.contains(&format!("m{index}")), "mention {index} is shown");
    }
    if document.input_format() == InputFormat::Text {
        assert_eq!(letters(&parsed.article), letters(document.input()), "the article is all there");
    }
}

fn check_brat(document: &Document<'_>) {
    let characters: Vec<char> = document.input().chars().collect();
    let (mut known, mut contents) = (HashSet::new(), 0);
    let standoff = render::brat(document);
    for line in standoff.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns[0].starts_with('T') {
            let [id, place, words] = columns[..] else { panic!("{line:?}") };
            let (kind, spans) = place.split_once(' ').expect("kind and places");
            contents += usize::from(kind == "Content");
            let slices: Vec<String> = spans
                .split(';')
                .map(|span| {
                    let (start, end) = span.split_once(' ').expect("start and end");
                    characters[start.parse().expect("a number")..end.parse().expect("a number")]
                        .iter()
                        .collect()
                })
                .collect();
            assert_eq!(slices.join(" "), words, "{line:?}");
            known.insert(id.to_owned());
        } else {
            for word in columns[1]
                .split([' ', ':'])
                .filter(|w| w.starts_with('T') && w[1..].parse::<usize>().is_ok())
            {
                assert!(known.contains(word), "{line:?} is about nothing");
            }
        }
    }
    assert_eq!(contents, document.statements().len());
}

fn check_conll(document: &Document<'_>) {
    let lines = render::conll(document);
    let (mut entities, mut contents) = (0, 0);
    let mut before = ["O".to_owned(), "O".to_owned()];
    for line in lines.split('\n') {
        if line.is_empty() {
            before = ["O".to_owned(), "O".to_owned()];
            continue;
        }
        let [word, role, entity] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?}")
        };
        assert!(!word.is_empty());
        for (tag, last) in [role, entity].into_iter().zip(&mut before) {
            if let Some(label) = tag.strip_prefix("I-") {
                assert!(last.get(2..) == Some(label), "{line:?} goes on from {last}");
            }
            *last = tag.to_owned();
        }
        entities += usize::from(entity.starts_with("B-"));
        contents += usize::from(role == "B-CONTENT");
    }
    assert!(entities >= document.mentions().len(), "every mention begins somewhere");
    let own = document.statements().filter(|s| s.parent().is_none()).count();
    assert!(contents >= own, "{contents} contents of {own} statements");
}

fn check_web_annotation(document: &Document<'_>) {
    let units: Vec<u16> = document.input().encode_utf16().collect();
    let json =
        render::web_annotation(document, "https://news.example/a%20b?c=“d”", OffsetUnit::Utf16);
    let page: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    let items = page["items"].as_array().expect("annotations");
    let mut ids = HashSet::new();
    for item in items {
        assert!(ids.insert(item["id"].as_str().expect("an IRI")));
        for target in item["target"].as_array().expect("targets") {
            let [position, quote] = &target["selector"].as_array().expect("selectors")[..] else {
                panic!("{target}")
            };
            let at = |end: &str| position[end].as_u64().expect("an offset") as usize;
            assert_eq!(
                String::from_utf16_lossy(&units[at("start")..at("end")]),
                quote["exact"].as_str().expect("words")
            );
        }
    }
    for link in items
        .iter()
        .flat_map(|i| i["body"].as_array().expect("bodies"))
        .filter(|b| b["type"] == "SpecificResource")
    {
        assert!(ids.contains(link["source"].as_str().expect("an IRI")));
    }
    assert!(items.len() >= document.mentions().len() + document.statements().len());
}

fn check(document: &Document<'_>) {
    check_report(document);
    check_brat(document);
    check_conll(document);
    check_web_annotation(document);
}

#[test]
fn nothing_in_an_article_breaks_out() {
    for input in HOSTILE {
        check(&extract(input));
    }
}

#[test]
fn articles_are_whole_in_every_form() {
    for file in [
        "examples/bridge.md",
        "tests/data/court.txt",
        "tests/data/interview.txt",
        "tests/data/posts.md",
        "tests/data/entities.html",
    ] {
        let input = std::fs::read_to_string(root().join(file)).expect("the file is there");
        check(&extract(&input));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn made_up_articles_are_whole_in_every_form(
        parts in prop::collection::vec(prop::sample::select(vec![
            "“", "”", "\"", "‘", "’", "<b>", "</p>", "<!--", "&lt;", "&", "\n\n", "\r", "> ", "# ", "**", "[x](y)", "\t", "\u{2029}", "\0", "😀",
            "We will go", "he said", "said Ana Kovic", "according to the ministry", "Ben Brandt told her that", ", ", ". ", " ",
        ]), 0..40),
    ) {
        check(&extract(&parts.concat()));
    }
}

/// Bytes that come out for a byte of a text that is nothing but short answers, each with all that is
/// said of it: the most that any text was seen to give. BENCHMARKS.md has the figures.
#[test]
fn no_form_is_many_times_as_long_as_the_article() {
    let input = "Q: Why?\n\nA: No.\n\nKOVIC: Never.\n\n“No,” she said. “Yes.”\n\n".repeat(300);
    let document = extract(&input);
    assert!(document.statements().len() > 300);
    let json = serde_json::to_string(&document.to_record(OffsetUnit::Byte)).expect("JSON");
    for (form, out, most) in [
        ("json", json, 40),
        ("html", Report::new().page(&document), 40),
        ("conll", render::conll(&document), 12),
        ("brat", render::brat(&document), 25),
        ("webannotation", render::web_annotation(&document, "a.md", OffsetUnit::Utf16), 100),
    ] {
        println!("{form}: {:.1}", out.len() as f64 / input.len() as f64);
        assert!(out.len() < most * input.len(), "{form}: {} of {}", out.len(), input.len());
    }
}

#[test]
fn the_policy_lets_the_script_run_and_no_other() {
    let hash =
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(Report::script()));
    assert_eq!(Report::SCRIPT_HASH, format!("sha256-{hash}"));
    assert!(
        Report::new()
            .page(&extract("Nothing."))
            .contains(&format!("script-src '{}'", Report::SCRIPT_HASH))
    );
}

#[test]
fn a_title_is_given_or_found() {
    let with_heading = extract("# Roads & bridges\n\nIt rained all day in Port Alder.");
    let page = Report::new().page(&with_heading);
    assert!(
        page.contains("<title>Roads &amp; bridges</title>")
            && page.contains("<h1 dir=\"auto\">Roads &amp; bridges</h1>"),
        "{page}"
    );
    let page = Report::new().title("<Title>").page(&with_heading);
    assert!(
        page.contains("<title>&lt;Title&gt;</title>")
            && page.contains("<h2 dir=\"auto\">Roads &amp; bridges</h2>"),
        "{page}"
    );
    assert!(Report::new().page(&extract("Nothing.")).contains("<title>Who said what</title>"));
}

#[test]
fn the_title_and_the_byline_of_a_page_head_its_report() {
    let page = "<html><head><title>Roads & bridges</title><meta name=author content='Eva <Noir>'></head>\
        <body><nav><a href=/>Home</a></nav><p>It rained all day in Port Alder, and the old bridge stayed \
        shut until the evening.</p><h2>The ferry</h2><p>The ferry went on, said Ana Kovic, who never \
        saw it stop in all of her years there.</p></body></html>";
    let report = Report::new().page(&extract(page));
    assert!(
        report.contains("<h1 dir=\"auto\">Roads &amp; bridges</h1>")
            && report.contains("<p class=\"byline\" dir=\"auto\">Eva &lt;Noir&gt;</p>")
            && report.contains("<h2 dir=\"auto\">The ferry</h2>")
            && !report.contains("Home"),
        "{report}"
    );
}

#[test]
fn words_of_a_torn_paragraph_stay_apart() {
    let document = extract("“It would be a **mistake** to take\n\npart in this,” said Ana Kovic.");
    let page = Report::new().fragment(&document);
    assert!(page.contains("take\n\npart"), "{page}");
}

#[test]
fn a_pronoun_leads_to_the_name_behind_it() {
    let document = extract(
        "Mayor Ana Kovic closed the bridge. “We are not going to wait,” she told reporters. “It is shut,” said Kovic.",
    );
    let page = Report::new().fragment(&document);
    assert!(
        page.contains(
            "<a class=\"who\" href=\"#m0\" data-name=\"Ana Kovic\" data-by=\"voice-0\">she</a>"
        ),
        "{page}"
    );
    assert_eq!(page.matches("class=\"who\"").count(), 2, "a name needs no other");
    assert_eq!(page.matches("data-name").count(), 1);
}

#[test]
fn a_report_tells_apart_who_speaks() {
    let document = extract(
        "“Yes,” said Ana Kovic. “No,” said Ben Brandt. “Never,” he added. “Perhaps,” he said. “Maybe,” said one of them.",
    );
    let page = Report::new().fragment(&document);
    let list = &page[page.find("<aside").expect("the list")..];
    assert!(
        list.find("Ben Brandt").expect("listed") < list.find("Ana Kovic").expect("listed"),
        "who says most comes first"
    );
    assert!(list.contains("3 statements") && list.contains("1 statement<"), "{list}");
}

#[test]
fn a_report_shows_thoughts_where_a_box_is_ticked() {
    let document = extract(
        "Eva Noir hopes that the bridge will open in May. “It will,” said Ana Kovic. She believes that it is safe.",
    );
    let page = Report::new().fragment(&document);
    assert!(page.contains("id=\"show-thought\">"), "{page}");
    assert!(Report::new().thoughts(true).page(&document).contains("id=\"show-thought\" checked>"));
    assert!(page.contains("<mark class=\"indirect thought "), "{page}");
    assert!(page.contains("<li class=\"indirect thought\">"), "{page}");
    assert!(
        page.contains("1 statement (1 direct, 0 mixed, 0 indirect) by 1 speaker, and 2 thoughts"),
        "{page}"
    );
    // Who only thinks goes where thoughts are hidden, who speaks as well stays.
    let list = &page[page.find("<aside").expect("the list")..];
    assert_eq!(list.matches("<div class=\"voice thought ").count(), 1, "{list}");
    assert!(list.contains("1 statement<span class=\"thought\">, 1 thought</span>"), "{list}");
    assert!(list.find("Ana Kovic").expect("listed") < list.find("Eva Noir").expect("listed"));
    let said = extract("“It will,” said Ana Kovic.");
    assert!(!Report::new().fragment(&said).contains("show-thought"), "there is nothing to show");
}

#[test]
fn other_forms_tell_what_is_thought() {
    let document = extract("Eva Noir hopes that the bridge will open in May.");
    assert!(render::brat(&document).contains("\tAct T"), "{}", render::brat(&document));
    assert!(render::brat(&document).contains(" thought\n"));
    let json = render::web_annotation(&document, "a.txt", OffsetUnit::Utf16);
    assert!(json.contains("\"value\":\"thought\""), "{json}");
}

/// A row of an audit by whose it is.
fn row<'a>(rows: &'a [render::AuditRow], source: &str) -> &'a render::AuditRow {
    let named = rows.iter().find(|row| row.source.as_deref() == Some(source));
    named.unwrap_or_else(|| panic!("{source} is none of {rows:?}"))
}

#[test]
fn an_audit_counts_who_speaks() {
    let document = extract(
        "# The bridge\n\n“We will not wait,” said Mayor Ana Kovic.\n\nShe called the delay “a shame.” The police declined to comment. “Never,” said Ben Brandt, head of Quay Ferries.",
    );
    let audit = render::audit(&document);
    let ana = row(&audit.speakers, "Ana Kovic");
    assert_eq!((ana.statements, ana.direct, ana.mixed, ana.words_quoted), (2, 1, 1, 6));
    assert_eq!((ana.pronoun, ana.title.as_deref()), (Some("she"), Some("Mayor")));
    assert_eq!((ana.first, ana.named), (Some(render::AuditPlace::Lead), true));
    let ben = row(&audit.speakers, "Ben Brandt");
    assert_eq!((ben.pronoun, ben.first), (None, Some(render::AuditPlace::Body)));
    assert_eq!(ben.affiliation.as_deref(), Some("Quay Ferries"));
    assert!((ben.share - 1.0 / 7.0).abs() < 1e-6, "{}", ben.share);
    assert_eq!(row(&audit.kinds, "person").statements, 3);
    assert_eq!(audit.speakers.iter().map(|row| row.silence).sum::<usize>(), 1);
    let csv = audit.to_csv();
    assert!(csv.starts_with("source,kind,named,title,"), "{csv}");
    assert!(
        csv.contains("\nAna Kovic,person,true,Mayor,,,she,2,1,1,0,2,0,0,6,0.8571,lead\n"),
        "{csv}"
    );
    let page = Report::new().fragment(&document);
    assert!(page.contains("<meter max=\"100\" value=\"86\""), "{page}");
}
