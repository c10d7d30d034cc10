//! The HTML report.

mod article;
pub(super) mod escape;
mod people;

use self::escape::{attribute, words};
use super::voices::{Voice, one_line, voices};
use crate::{Act, Article, Attribution, Block, BlockKind, Document, StatementKind};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// An HTML page of a document: the article as it was, its statements shaded by speaker, cues and
/// speakers marked, and who said what. Thoughts are marked and listed where a box is ticked, on
/// paper too.
///
/// The page stands alone, needs no script to be read or filtered, and loads nothing. A small script
/// draws lines from pronouns and nominals to the names that they stand for; the page's own content
/// security policy lets that one run and no other. Every byte of the article is escaped, whatever
/// it holds.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::render::Report;
///
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("# Bridge\n\n“We will rebuild,” said *Ana Kovic*.")?;
/// let page = Report::new().page(&document);
/// assert!(page.contains("<title>Bridge</title>"), "without a title, the first heading");
///
/// // In a page of your own.
/// let report = Report::new().title("The old bridge").thoughts(true).fragment(&document);
/// let (style, script) = (Report::style(), Report::script());
/// let page = format!("<style>{style}</style>{report}<script>{script}</script>");
/// let policy = format!("default-src 'none'; script-src '{}'", Report::SCRIPT_HASH);
/// assert!(page.contains("<h1 dir=\"auto\">The old bridge</h1>") && policy.contains("sha256-"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    title: Option<String>,
    thoughts: bool,
}

impl Report {
    /// A report with the title of a web page's article, or the article's first heading, as its title.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another title.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Whether thoughts are shown from the start; not, if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn thoughts(mut self, shown: bool) -> Self {
        self.thoughts = shown;
        self
    }

    /// The whole page, from `<!doctype html>` on.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn page(&self, document: &Document<'_>) -> String {
        let title = self.title_of(document);
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{}'\">\n\
             <title>{}</title>\n<style>\nhtml {{ color-scheme: light dark; }}\nbody {{ margin: 0; }}\n{STYLE}</style>\n</head>\n<body>\n{}\
             <script>{SCRIPT}</script>\n</body>\n</html>\n",
            Self::SCRIPT_HASH,
            words(&title),
            self.body(document, &title),
        )
    }

    /// What stands in the page's body, for a page of the caller's own: one element `<div
    /// class="dixit">`, which needs [`style`](Self::style) and can do without
    /// [`script`](Self::script).
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn fragment(&self, document: &Document<'_>) -> String {
        self.body(document, &self.title_of(document))
    }

    /// The style sheet. All of its rules are about `.dixit` and what stands in it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn style() -> &'static str {
        STYLE
    }

    /// The script that draws lines, once for each report that is in the page when it runs.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn script() -> &'static str {
        SCRIPT
    }

    /// The script's hash, as a content security policy names it.
    ///
    /// [Example](Self#example)
    pub const SCRIPT_HASH: &'static str = "sha256-Q+FPhA8AFpd2Cdv0osoXNo6xlLjZETjwwqMaoF8VwzM=";

    fn title_of(&self, document: &Document<'_>) -> String {
        let heading = || first_heading(document).map(|b| one_line(b.text()));
        let own = || self.own_title(document).map(str::to_owned);
        own().or_else(heading).unwrap_or_else(|| "Who said what".to_owned())
    }

    /// The title that was given, or that of a web page's article, which is no part of its text.
    fn own_title<'a>(&'a self, document: &'a Document<'_>) -> Option<&'a str> {
        self.title.as_deref().or_else(|| document.article().and_then(Article::title))
    }

    fn body(&self, document: &Document<'_>, title: &str) -> String {
        let voices = voices(document);
        let places = people::places(&voices, document.statements().len());
        // An article's own heading is not said twice.
        let main_heading = first_heading(document).filter(|_| self.own_title(document).is_none());
        let heading = if main_heading.is_some() {
            String::new()
        } else {
            format!("<h1 dir=\"auto\">{}</h1>\n", words(title))
        };
        let byline = byline(document);
        let summary = summary(document, &voices);
        let mut out = format!(
            "<div class=\"dixit\">\n<header>\n{heading}{byline}<p><a href=\"#who-said-what\">{summary}</a></p>\n</header>\n"
        );
        // Writing into a string cannot fail.
        let quoted = quoted(document, &voices);
        let _ = people::write(&mut out, document, &voices, &quoted, self.thoughts);
        let _ = article::write(&mut out, document, &places, main_heading);
        out += &format!("<p class=\"foot\">Read by {}.", words(document.model()));
        if document.attribution() == Attribution::Rules {
            out += " What is a statement, and whose, comes from rules: less is found, and less of it is right.";
        }
        out += "</p>\n</div>\n";
        out
    }
}

/// Who wrote the article of a web page, and when, in a line of their own.
fn byline(document: &Document<'_>) -> String {
    let article = document.article();
    let parts = [article.and_then(Article::byline), article.and_then(Article::date)];
    let known: Vec<_> = parts.into_iter().flatten().map(words).collect();
    if known.is_empty() {
        return String::new();
    }
    format!("<p class=\"byline\" dir=\"auto\">{}</p>\n", known.join(" · "))
}

/// The share of each speaker of the words that are quoted, in percent.
fn quoted(document: &Document<'_>, voices: &[Voice]) -> Vec<f32> {
    let statements: Vec<_> = document.statements().collect();
    let words = |voice: &Voice| -> usize {
        let own = voice.statements.iter().filter_map(|i| statements.get(*i));
        own.map(|statement| statement.words_quoted()).sum()
    };
    let words: Vec<usize> = voices.iter().map(words).collect();
    let all = words.iter().sum::<usize>().max(1) as f32;
    words.into_iter().map(|own| 100.0 * own as f32 / all).collect()
}

fn first_heading<'d>(document: &'d Document<'_>) -> Option<Block<'d>> {
    document.blocks().find(|b| b.kind() == BlockKind::Heading)
}

fn summary(document: &Document<'_>, voices: &[Voice]) -> String {
    let said = || document.statements().filter(|s| s.act() != Act::Thought);
    let count = |kind| said().filter(|s| s.kind() == kind).count();
    let named = voices.iter().filter(|v| v.name.is_some() && v.said() > 0).count();
    let thoughts = match document.statements().len() - said().count() {
        0 => String::new(),
        thoughts => format!(", and {}", number(thoughts, "thought")),
    };
    format!(
        "{} ({} direct, {} mixed, {} indirect) by {}{thoughts}",
        number(said().count(), "statement"),
        count(StatementKind::Direct),
        count(StatementKind::Mixed),
        count(StatementKind::Indirect),
        number(named, "speaker"),
    )
}

/// "1 statement", "2 statements".
fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
