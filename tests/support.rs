//! What the tests share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dixit::{Document, DocumentRecord, Extractor, OffsetUnit, StatementKind};

/// One extractor for all tests.
pub(crate) fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new().expect("the bundled model loads"))
}

pub(crate) fn extract(input: &str) -> Document<'_> {
    extractor().extract(input).expect("every text is read")
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the test's own, empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the target folder is writable");
    path
}

/// What must hold of every document: all spans can be sliced and give the words that come with them, lists are in order, indices
/// lead somewhere, scores are in 0..=1, and the record says the same.
pub(crate) fn check(document: &Document<'_>) {
    let input = document.input();
    let unit = |score: f32| assert!((0.0..=1.0).contains(&score), "score {score}");
    let mut last = 0;
    for mention in document.mentions() {
        assert_eq!(&input[mention.span()], mention.as_str());
        assert!(!mention.as_str().trim().is_empty());
        assert!(mention.span().start >= last, "mentions are in order and do not overlap");
        last = mention.span().end;
        unit(mention.score());
        assert!(mention.entity().mentions().any(|m| m.span() == mention.span()));
    }
    for entity in document.entities() {
        assert!(!entity.name().is_empty());
        assert!(entity.mentions().len() > 0);
    }
    let mut start = 0;
    for (index, statement) in document.statements().enumerate() {
        unit(statement.score());
        assert!(!statement.spans().is_empty(), "statement {index} has no words");
        for pair in statement.spans().windows(2) {
            assert!(pair[0].end <= pair[1].start, "pieces are in order: {:?}", statement.spans());
        }
        for span in statement.spans() {
            assert!(!input[*span].trim().is_empty());
        }
        assert!(statement.spans()[0].start >= start, "statements are in order");
        start = statement.spans()[0].start;
        if let Some(cue) = statement.cue() {
            assert!(!input[cue].is_empty());
        }
        if let Some(speaker) = statement.speaker() {
            unit(speaker.score());
            if let Some(mention) = speaker.mention() {
                assert!(!input[mention].is_empty());
            }
            if let Some(entity) = speaker.entity() {
                assert_eq!(speaker.name(), Some(entity.name()));
            }
        }
        if let Some(parent) = statement.parent() {
            assert!(parent.spans().iter().any(|p| p.start <= start && start < p.end), "a nested statement lies in its parent");
        } else if statement.kind() == StatementKind::Direct {
            let inside = |s: &dixit::Span| {
                document.statements().take(index).filter(|o| o.parent().is_none()).any(|o| o.spans().iter().any(|p| p.overlaps(*s)))
            };
            assert!(!statement.spans().iter().any(inside), "statements overlap only where they are nested");
        }
    }
    for phrase in document.marked_phrases() {
        assert_eq!(&input[phrase.span()], phrase.as_str());
    }
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        let record = document.to_record(unit);
        let json = serde_json::to_string(&record).expect("a record is JSON");
        let back: DocumentRecord = serde_json::from_str(&json).expect("and reads back");
        assert_eq!(back.statements.len(), document.statements().len());
        assert_eq!(back.mentions.iter().map(|m| &m.text).collect::<Vec<_>>(), document.mentions().map(|m| m.as_str()).collect::<Vec<_>>());
    }
}
