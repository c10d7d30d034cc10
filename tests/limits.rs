//! What an extractor does not take on.

use std::time::Duration;

use dixit::{Error, ErrorKind, Extractor, Limits};

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

/// The clock is looked at while the encoder works: of a text of hours no more is read than what
/// fits into the time.
#[test]
fn time_is_up_in_the_middle_of_a_long_text() {
    let text = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(20_000);
    let extractor = with(Limits::default().time(Duration::from_millis(50)));
    let began = std::time::Instant::now();
    assert_eq!(extractor.extract(&text).expect_err("it takes longer").kind(), ErrorKind::Limit);
    let whole = Duration::from_secs(15);
    assert!(began.elapsed() < whole, "{:?}", began.elapsed());
}
