//! What must hold of every document, whoever wrote the text and whatever the model said of it.

use dixit::{Document, DocumentRecord, OffsetTable, OffsetUnit, Span, StatementKind, Stretch};

/// What must hold of every document: all spans can be sliced and give the words that come with
/// them, lists are in order, indices lead somewhere, scores are in 0..=1, and the record says the
/// same.
pub(crate) fn check(document: &Document<'_>) {
    let input = document.input();
    let unit = |score: f32| assert!((0.0..=1.0).contains(&score), "score {score}");
    let mut last = 0;
    for mention in document.mentions() {
        assert_eq!(&input[mention.span()], mention.as_str());
        assert!(!mention.as_str().trim().is_empty());
        // A span takes in the whole of a reference of which the mention is a part.
        assert!(document.text_of(mention.span()).contains(mention.text()));
        assert!(is_folded(mention.text()));
        assert!(mention.span().start >= last, "mentions are in order and do not overlap");
        last = mention.span().end;
        unit(mention.score());
        assert!(mention.entity().mentions().any(|m| m.span() == mention.span()));
    }
    for entity in document.entities() {
        assert!(!entity.name().is_empty() && is_folded(entity.name()));
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
        assert!(is_folded(statement.text()), "{:?}", statement.text());
        let ends = statement.spans().iter().map(|s| s.end);
        let whole = Span::new(statement.spans()[0].start, ends.max().unwrap_or_default());
        let read = document.text_of(whole);
        assert!(statement.text().split(' ').all(|word| word == "…" || read.contains(word)));
        assert!(statement.spans()[0].start >= start, "statements are in order");
        start = statement.spans()[0].start;
        if let Some(cue) = statement.cue() {
            assert!(!input[cue].is_empty());
        }
        if let Some(speaker) = statement.speaker() {
            unit(speaker.score());
            let is_somebody = speaker.mention().is_some() || speaker.name().is_some();
            assert!(is_somebody, "a speaker is told by words of the text, or has a name");
            if let Some(mention) = speaker.mention() {
                assert!(!input[mention].is_empty());
            }
            if let Some(entity) = speaker.entity() {
                assert_eq!(speaker.name(), Some(entity.name()));
            }
            if let Some(title) = speaker.title() {
                assert!(!input[title].trim().is_empty());
            }
            if let Some(affiliation) = speaker.affiliation() {
                assert_eq!(affiliation.kind(), dixit::EntityKind::Organization);
            }
        }
        let together = statement.speakers().count();
        assert_eq!(together > 0, statement.speaker().is_some(), "who speaks is among the speakers");
        for speaker in statement.speakers().filter(|_| together > 1) {
            assert!(speaker.entity().is_some(), "each of several has a name");
        }
        if let Some(parent) = statement.parent() {
            assert!(
                parent.spans().iter().any(|p| p.start <= start && start < p.end),
                "a nested statement lies in its parent"
            );
        } else if statement.kind() == StatementKind::Direct {
            let inside = |s: &dixit::Span| {
                document
                    .statements()
                    .take(index)
                    .filter(|o| o.parent().is_none())
                    .any(|o| o.spans().iter().any(|p| p.overlaps(*s)))
            };
            assert!(
                !statement.spans().iter().any(inside),
                "statements overlap only where they are nested"
            );
        }
    }
    for phrase in document.marked_phrases() {
        assert_eq!(&input[phrase.span()], phrase.as_str());
        assert!(document.text_of(phrase.span()).contains(phrase.text()));
    }
    for (index, statement) in document.statements().enumerate() {
        assert_eq!(statement.index(), index);
        assert!(statement.parent().is_none_or(|p| p.index() < index), "a parent comes first");
    }
    if let Some(article) = document.article() {
        let blocks: Vec<Span> = document.blocks().map(|b| b.span()).collect();
        assert_eq!(article.blocks(), blocks);
        let spans = [article.title_span(), article.byline_span(), article.date_span()];
        assert!(spans.into_iter().flatten().all(|span| !input[span].trim().is_empty()));
    }
    check_layout(document);
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        let record = document.to_record(unit);
        let json = serde_json::to_string(&record).expect("a record is JSON");
        let back: DocumentRecord = serde_json::from_str(&json).expect("and reads back");
        assert_eq!(back, record);
        let table = OffsetTable::new(input, unit);
        for (record, mention) in record.mentions.iter().zip(document.mentions()) {
            assert_eq!(record.text, mention.text());
            let span = Span::new(
                table.to_byte(record.start).expect("an offset"),
                table.to_byte(record.end).expect("an offset"),
            );
            assert_eq!(span, mention.span(), "{unit}");
        }
    }
}

/// Whether words have one space between them and none around.
fn is_folded(words: &str) -> bool {
    words.split_whitespace().collect::<Vec<_>>().join(" ") == words
}

/// What was read of the text: blocks, sentences and words lie in each other and in order, and all of
/// a block's words are somewhere in the input.
fn check_layout(document: &Document<'_>) {
    let input = document.input();
    let (mut sentences, mut words) = (0, 0);
    for (index, block) in document.blocks().enumerate() {
        assert_eq!(block.index(), index);
        let stretches: Vec<Stretch<'_>> = block.stretches().collect();
        assert_eq!(stretches.iter().map(|s| s.text).collect::<String>(), block.text());
        assert!(stretches.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        for stretch in &stretches {
            assert_eq!(&input[stretch.span] == stretch.text, stretch.verbatim, "{stretch:?}");
            assert!(block.span().covers(stretch.span));
        }
        assert_eq!(document.stretches(block.span()).collect::<Vec<_>>(), stretches);
        for sentence in block.sentences() {
            assert_eq!(sentence.index(), sentences);
            sentences += 1;
            assert!(block.span().covers(sentence.span()) && block.text().contains(sentence.text()));
            for word in sentence.words() {
                assert_eq!(word.index(), words);
                words += 1;
                assert!(sentence.span().covers(word.span()));
                assert!(sentence.text().contains(word.text()) && !word.text().trim().is_empty());
                let read: String = document.stretches(word.span()).map(|s| s.text).collect();
                assert!(read.contains(word.text()), "{read:?} of {word:?}");
            }
        }
    }
    assert_eq!((document.sentences().len(), document.words().len()), (sentences, words));
    let whole: String =
        document.stretches(Span::new(0, usize::MAX)).map(|stretch| stretch.text).collect();
    let mut rest = whole.as_str();
    for block in document.blocks() {
        let at = rest.find(block.text()).expect("a block is a part of the whole");
        rest = &rest[at + block.text().len()..];
    }
}
