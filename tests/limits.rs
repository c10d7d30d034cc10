//! What an extractor does not take on.

use std::time::Duration;

use dixit::verify::{Source, Sources};
use dixit::{Cancel, Error, ErrorKind, Extractor, Input, Limits, OffsetUnit};

use crate::support::extract;

const TEXT: &str = "“We will go,” said Ana Kovic. “We will stay,” said Ben Brandt.";

fn with(limits: Limits) -> Extractor {
    Extractor::builder().limits(limits).build().expect("the bundled model loads")
}

fn refused(limits: Limits) -> Error {
    let error = with(limits).extract(TEXT).expect_err("it is over the limit");
    assert_eq!(error.kind(), ErrorKind::Limit);
    error
}

#[test]
fn an_input_of_exactly_the_limit_is_read() {
    let extractor = with(Limits::none().input_bytes(TEXT.len()).statements(2));
    assert_eq!(extractor.extract(TEXT).expect("it is within the limits").statements().len(), 2);
}

#[test]
fn a_longer_input_is_refused_whole() {
    let error = refused(Limits::default().input_bytes(TEXT.len() - 1));
    assert!(error.to_string().contains("Limits::input_bytes"), "{error}");
    let extractor = with(Limits::default().input_bytes(4));
    assert_eq!(extractor.extract("12345").expect_err("five bytes").kind(), ErrorKind::Limit);
    let results = extractor.extract_all(&["1234", "12345"]);
    assert!(results[0].is_ok());
    assert_eq!(results[1].as_ref().expect_err("five bytes").kind(), ErrorKind::Limit);
}

#[test]
fn of_text_so_much_is_read_however_long_the_markup() {
    let menu = "<a href=/news>All of the news of the town</a> ".repeat(100);
    let page = format!("<html><body><nav>{menu}</nav><p>{TEXT}</p></body></html>");
    // A paragraph of a page ends with an empty line.
    for (input, length) in [(TEXT, TEXT.len()), (&page, TEXT.len() + 2)] {
        let (enough, less) =
            (Limits::none().text_bytes(length), Limits::none().text_bytes(length - 1));
        assert_eq!(with(enough).extract(input).expect("within the limit").statements().len(), 2);
        let error = with(less).extract(input).expect_err("one byte more");
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains("Limits::text_bytes"), "{error}");
        let source = |limits| Sources::new([Source::new("a", Input::new(input).limits(limits))]);
        assert_eq!(source(enough).expect("within the limit").text_bytes(), length);
        assert_eq!(source(less).expect_err("one byte more").kind(), ErrorKind::Limit);
    }
}

#[test]
fn more_statements_are_refused_and_not_left_out() {
    assert_eq!(extract(TEXT).statements().len(), 2);
    let error = refused(Limits::default().statements(1));
    assert!(
        error.to_string().contains("2 statements")
            && error.to_string().contains("Limits::statements"),
        "{error}"
    );
}

#[test]
fn when_the_time_is_up_the_text_is_given_up() {
    let error = refused(Limits::default().time(Duration::ZERO));
    assert!(error.to_string().contains("Limits::time"), "{error}");
    assert!(with(Limits::default().time(Duration::from_secs(600))).extract(TEXT).is_ok());
}

/// The clock is looked at while the encoder works: a text of hours would never be over.
#[test]
fn time_is_up_in_the_middle_of_a_long_text() {
    let text = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(200_000);
    let extractor = with(Limits::default().time(Duration::from_millis(50)));
    assert_eq!(extractor.extract(&text).expect_err("it takes longer").kind(), ErrorKind::Limit);
}

/// Texts of which other stages than the encoder take long: markup, sentences, word pieces. How
/// often each of them looks at the clock is counted in the library's own tests.
#[test]
fn time_is_up_in_the_middle_of_every_stage() {
    let extractor = with(Limits::default().time(Duration::from_millis(300)));
    for (what, text) in [
        ("markup", "<p>Nobody <b>spoke</b> &amp; nobody asked.</p>".repeat(400_000)),
        ("one line", "Nobody spoke of it and nobody asked ".repeat(400_000)),
        ("sentences", "It rained. ".repeat(2_000_000)),
        ("emphasis", "*Nobody* spoke of **it**.\n\n".repeat(400_000)),
        ("one word", "x".repeat(16 << 20)),
    ] {
        let error = extractor.extract(&text).expect_err(what);
        assert_eq!(error.kind(), ErrorKind::Limit, "{what}");
    }
}

#[test]
fn what_nobody_wants_any_longer_is_given_up() {
    let text = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(200_000);
    let (extractor, cancel) = (with(Limits::none()), Cancel::new());
    let error = std::thread::scope(|scope| {
        let reading =
            scope.spawn(|| extractor.extract(Input::new(&text).cancel(&cancel)).map(drop));
        std::thread::sleep(Duration::from_millis(200));
        cancel.clone().cancel();
        reading.join().expect("no thread panics").expect_err("it was cancelled")
    });
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(cancel.is_cancelled());
    assert!(extractor.extract(TEXT).is_ok(), "others go on");
    let fresh = Cancel::new();
    assert!(extractor.extract(Input::new(TEXT).cancel(&fresh)).is_ok());
}

/// How a text is cut into batches depends on the time that they take, and the result does not.
#[test]
fn a_text_that_may_be_given_up_gives_the_same_result() {
    let text = "“We will go,” said Ana Kovic. Nobody spoke of the bridge. ".repeat(200);
    let expected = extract(&text).to_record(OffsetUnit::Byte);
    let limits = Limits::default().time(Duration::from_secs(600));
    assert_eq!(
        with(limits).extract(&text).expect("it is read").to_record(OffsetUnit::Byte),
        expected
    );
}
