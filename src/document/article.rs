//! The article of a web page.

use super::{ArticleRecord, TextSpanRecord};
use crate::text::Span;

/// What a web page says of its article, and where in the page the article was found.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let page = "<!doctype html><title>The bridge - The Alder Post</title><body>\
///     <nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>\
///     <article><h1>The bridge</h1><p class=byline>By Eva Noir</p><time>2 May 2026</time>\
///     <p>The old bridge over the Alder stays shut until May, the council of the town decided.</p>\
///     <p>“We are not going to wait for an accident,” said Mayor Ana Kovic on Tuesday.</p></article>\
///     <aside><p>“Buy now, and pay in June,” says Ben Brandt of Brandt Boats, the best of all.</p>";
/// let document = dixit::Extractor::new()?.extract(page)?;
/// let article = document.article().expect("it is a page");
/// assert_eq!(article.title(), Some("The bridge"));
/// assert_eq!(article.byline(), Some("Eva Noir"));
/// assert_eq!(article.date(), Some("2 May 2026"));
/// let spans = [article.title_span(), article.byline_span(), article.date_span()];
/// let there = spans.map(|span| span.map(|span| &page[span]));
/// assert_eq!(there, [Some("The bridge"), Some("By Eva Noir"), Some("2 May 2026")]);
/// assert_eq!(document.statements().len(), 2, "that of the council, and that of the mayor");
/// assert!(article.blocks().iter().all(|b| page[*b].contains("the") || page[*b].contains("We")));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Article<'d> {
    record: &'d ArticleRecord,
}

impl<'d> Article<'d> {
    pub(super) fn new(record: &'d ArticleRecord) -> Self {
        Self { record }
    }

    /// Its title, as the page shows it or else as it tells machines. It is no part of the text: no
    /// statement and no mention comes from it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn title(self) -> Option<&'d str> {
        words(self.record.title.as_ref())
    }

    /// Where its title stands in the input.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn title_span(self) -> Option<Span> {
        span(self.record.title.as_ref())
    }

    /// Who wrote it, in the page's words.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn byline(self) -> Option<&'d str> {
        words(self.record.byline.as_ref())
    }

    /// Where its byline stands in the input.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn byline_span(self) -> Option<Span> {
        span(self.record.byline.as_ref())
    }

    /// When it was published: as the page tells machines ("2026-01-02T09:00:00Z") or else in its own
    /// words.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn date(self) -> Option<&'d str> {
        words(self.record.date.as_ref())
    }

    /// Where its date stands in the input.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn date_span(self) -> Option<Span> {
        span(self.record.date.as_ref())
    }

    /// Where the blocks of its text stand in the input, in order: what was read of the page, and
    /// nothing else was. They are those of [`Document::blocks`](crate::Document::blocks).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn blocks(self) -> &'d [Span] {
        &self.record.blocks
    }
}

fn words(of: Option<&TextSpanRecord>) -> Option<&str> {
    of.map(|words| words.text.as_str())
}

fn span(of: Option<&TextSpanRecord>) -> Option<Span> {
    of.map(TextSpanRecord::span)
}
