//! Whoever is not this crate can write every form that it writes: its renderers, compiled here as an
//! outsider's, find all that they need in what `dixit` shows, and write the same.

#[path = "../src/render/mod.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, unused_imports)]
mod render;

use dixit::{Document, OffsetUnit};

use crate::support::{extract, root};

fn check(document: &Document<'_>) {
    assert_eq!(render::brat(document), dixit::render::brat(document));
    assert_eq!(render::conll(document), dixit::render::conll(document));
    let (source, unit) = ("https://news.example/1", OffsetUnit::Utf16);
    assert_eq!(
        render::web_annotation(document, source, unit),
        dixit::render::web_annotation(document, source, unit)
    );
    let audits = (render::audit(document), dixit::render::audit(document));
    assert_eq!(audits.0.to_csv(), audits.1.to_csv());
    let page = render::Report::new().title("The bridge").page(document);
    assert_eq!(page, dixit::render::Report::new().title("The bridge").page(document));
    let sources = dixit::verify::Sources::new([dixit::verify::Source::new("it", document.input())])
        .expect("within all limits");
    let verification =
        sources.verify(crate::support::extractor(), document.input()).expect("every text is read");
    assert_eq!(
        render::verification(&verification, "The bridge"),
        dixit::render::verification(&verification, "The bridge")
    );
    assert_eq!(
        render::verification_fragment(&verification, "The bridge"),
        dixit::render::verification_fragment(&verification, "The bridge")
    );
    assert_eq!(render::verification_style(), dixit::render::verification_style());
}

#[test]
fn an_outsider_can_write_every_form() {
    for file in [
        "examples/bridge.md",
        "tests/data/interview.txt",
        "tests/data/posts.md",
        "tests/data/entities.html",
    ] {
        let input = std::fs::read_to_string(root().join(file)).expect("the file is there");
        check(&extract(&input));
    }
    check(&extract("“She said: ‘Stay away.’ So I stayed,” said Ana Kovic."));
}
