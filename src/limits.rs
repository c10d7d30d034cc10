//! How much an extractor takes on, and when it gives up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::clock::Instant;
use crate::error::Error;

/// How much an [`Extractor`](crate::Extractor) takes on before it gives up with an error of the
/// kind [`Limit`](crate::ErrorKind::Limit): for inputs from strangers. Nothing is ever cut: a text
/// is read to its end or not at all.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use std::time::Duration;
///
/// use dixit::{ErrorKind, Extractor, Input, Limits};
///
/// let limits = Limits::default().input_bytes(1 << 20).time(Duration::from_secs(10));
/// let extractor = Extractor::builder().limits(limits).build()?;
/// let text = "“No,” said Ana Kovic. “Yes,” said Ben Brandt.";
/// assert!(extractor.extract(text).is_ok());
///
/// let error = extractor.extract(&"a ".repeat(1 << 20)).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Limit);
/// assert!(error.to_string().contains("1048576 bytes"));
///
/// // Of a page much may be markup, and little the article.
/// let page = format!("<html><nav>{}</nav><p>{text}", "<a href=/>Home</a>".repeat(1000));
/// let limits = Limits::none().text_bytes(100);
/// assert!(extractor.extract(Input::new(&page).limits(limits)).is_ok());
/// let error = extractor.extract(Input::new(&page).limits(limits.text_bytes(10))).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Limit);
///
/// // Another limit for this text alone, and no other.
/// let one = Input::new(text).limits(Limits::none().statements(1));
/// assert_eq!(extractor.extract(one).unwrap_err().kind(), ErrorKind::Limit);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    input_bytes: usize,
    text_bytes: usize,
    statements: usize,
    time: Option<Duration>,
}

/// What is larger is no article, and not even a year of them.
const INPUT_BYTES: usize = 256 << 20;
/// A statement every 256 bytes in the longest input.
const STATEMENTS: usize = 1 << 20;

impl Default for Limits {
    /// 256 MiB of input, all of it text if it likes, 1,048,576 statements, any time.
    fn default() -> Self {
        Self { input_bytes: INPUT_BYTES, statements: STATEMENTS, ..Self::none() }
    }
}

impl Limits {
    /// No limits.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn none() -> Self {
        Self { input_bytes: usize::MAX, text_bytes: usize::MAX, statements: usize::MAX, time: None }
    }

    /// The longest input, in bytes, markup counted. What an extraction needs of memory grows with
    /// it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// The longest text that is read out of an input, in bytes of UTF-8: without markup, and of a
    /// web page the article alone.
    ///
    /// The encoder takes most of the time, and reads nothing else. So an input may be far longer
    /// than a text that takes as long.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn text_bytes(mut self, most: usize) -> Self {
        self.text_bytes = most;
        self
    }

    /// The most statements that one input may hold: what a result needs of memory grows with them.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn statements(mut self, most: usize) -> Self {
        self.statements = most;
        self
    }

    /// How long one extraction may take.
    ///
    /// The clock is looked at between the stages and all along the long ones: a text is given up
    /// within a tenth of this time and half a second more. On an encoder of the caller's own, which
    /// cannot be interrupted, it may be what a few windows take.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub const fn time(mut self, most: Duration) -> Self {
        self.time = Some(most);
        self
    }

    /// The same time, for whatever size.
    pub(crate) const fn of_time_alone(self) -> Self {
        Self { time: self.time, ..Self::none() }
    }

    /// Starts the clock for an input.
    pub(crate) fn begin<'c>(
        &self,
        input: &str,
        cancel: Option<&'c Cancel>,
    ) -> Result<Allowance<'c>, Error> {
        if input.len() > self.input_bytes {
            return Err(Error::limit(format!(
                "the input has {} bytes, more than the limit of {} bytes (`Limits::input_bytes`)",
                input.len(),
                self.input_bytes
            )));
        }
        Ok(Allowance {
            text_bytes: self.text_bytes,
            statements: self.statements,
            time: self.time,
            began: Instant::now(),
            cancel,
        })
    }
}

/// Whoever asked for a text no longer wants it: set by one thread, seen by the one that reads. A
/// text is given up as soon as [`Limits::time`] would be seen to be over. Clones are one and the
/// same.
///
/// # Example
///
/// ```
/// use dixit::{Cancel, ErrorKind, Extractor, Input};
///
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = Extractor::new()?;
/// let (cancel, text) = (Cancel::new(), "“Never,” said Ana Kovic. ".repeat(100_000));
/// let result = std::thread::scope(|scope| {
///     let reading = scope.spawn(|| extractor.extract(Input::new(&text).cancel(&cancel)).map(drop));
///     cancel.cancel();
///     reading.join().expect("no thread panics")
/// });
/// assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Flag>);

#[derive(Debug, Default)]
struct Flag {
    is_set: AtomicBool,
    /// How often it was looked at.
    #[cfg(test)]
    looks: std::sync::atomic::AtomicUsize,
}

impl Cancel {
    /// Nothing is cancelled yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on what is read with it, or with a clone of it, is given up.
    pub fn cancel(&self) {
        self.0.is_set.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        #[cfg(test)]
        self.0.looks.fetch_add(1, Ordering::Relaxed);
        self.0.is_set.load(Ordering::Relaxed)
    }
}

/// What is left for one input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance<'c> {
    text_bytes: usize,
    statements: usize,
    time: Option<Duration>,
    began: Instant,
    cancel: Option<&'c Cancel>,
}

/// How many small steps of a stage go by between two looks at the clock.
const STEPS: usize = 256;

impl Allowance<'_> {
    /// An allowance without limits.
    #[cfg(test)]
    pub(crate) fn unlimited() -> Self {
        Self {
            text_bytes: usize::MAX,
            statements: usize::MAX,
            time: None,
            began: Instant::now(),
            cancel: None,
        }
    }

    /// Whether the text may be given up before its end, so that it has to be read in small parts.
    pub(crate) fn may_end(&self) -> bool {
        self.time.is_some() || self.cancel.is_some()
    }

    /// [`check`](Self::check), of every so many calls with a `step` that is counted up.
    pub(crate) fn check_at(&self, step: usize) -> Result<(), Error> {
        if step.is_multiple_of(STEPS) { self.check() } else { Ok(()) }
    }

    /// That there is time left, and somebody who waits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.cancel.is_some_and(Cancel::is_cancelled) {
            return Err(Error::cancelled());
        }
        match self.time {
            Some(most) if self.began.elapsed() > most => {
                Err(Error::limit(format!("the input is not read within {most:?} (`Limits::time`)")))
            }
            _ => Ok(()),
        }
    }

    /// That so many bytes of text are allowed.
    pub(crate) fn check_text(&self, bytes: usize) -> Result<(), Error> {
        if bytes > self.text_bytes {
            return Err(Error::limit(format!(
                "the input holds {bytes} bytes of text, more than the limit of {} bytes (`Limits::text_bytes`)",
                self.text_bytes
            )));
        }
        Ok(())
    }

    /// That so many statements are allowed.
    pub(crate) fn check_statements(&self, count: usize) -> Result<(), Error> {
        if count > self.statements {
            return Err(Error::limit(format!(
                "the input holds {count} statements, more than the limit of {} (`Limits::statements`)",
                self.statements
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Findings;
    use crate::entities::Entities;
    use crate::kinds::{Attribution, EntityKind};
    use crate::model::{Model, TagSpan, Tags, load};
    use crate::options::Options;
    use crate::scorers::{antecedents, links};
    use crate::text::{InputFormat, PlainText, Reading};
    use crate::{roles, speakers, statements};

    /// How often it was looked at since the last time that this was asked.
    fn looks(cancel: &Cancel) -> usize {
        cancel.0.looks.swap(0, Ordering::Relaxed)
    }

    /// How often the stages before the encoder look whether a text is still wanted.
    fn looks_before_the_encoder(text: &str) -> usize {
        let cancel = Cancel::new();
        let allowance = Limits::none().begin(text, Some(&cancel)).expect("no limits");
        let plain = PlainText::within(text, InputFormat::Auto, &allowance).expect("no end");
        Reading::within(&plain, &allowance).expect("no end");
        looks(&cancel)
    }

    #[test]
    fn every_stage_looks_as_often_as_a_text_is_long() {
        for unit in [
            "<p>Nobody <b>spoke</b> &amp; nobody asked.</p>",
            "Nobody spoke of it and nobody asked ",
            "It rained. ",
            "*Nobody* spoke of **it**.\n\n",
        ] {
            let once = looks_before_the_encoder(&unit.repeat((1 << 20) / unit.len()));
            let twice = looks_before_the_encoder(&unit.repeat((2 << 20) / unit.len()));
            assert!(once >= 64 && 2 * twice >= 3 * once, "{unit:?}: {once}, {twice}");
        }
    }

    /// The same of each stage behind the encoder, of a text of so many paragraphs.
    fn looks_behind_the_encoder(paragraphs: usize) -> Vec<(&'static str, usize)> {
        let text = "“We will go,” said Ana Kovic.\n\n".repeat(paragraphs);
        let bundle = load(Model::Default, None, true).expect("it is compiled in");
        let options = Options::default();
        let cancel = Cancel::new();
        let allowance = Limits::none().begin(&text, Some(&cancel)).expect("no limits");
        let plain = PlainText::new(&text, InputFormat::Text);
        let reading = Reading::new(&plain);
        let tags: Vec<TagSpan<EntityKind>> = (0..reading.words.len())
            .filter(|&i| &text[reading.words[i].span] == "Ana")
            .map(|i| TagSpan { kind: EntityKind::Person, first: i, last: i + 2, score: 0.9 })
            .collect();
        assert_eq!(tags.len(), paragraphs);
        let mut out = Vec::new();
        let mut told = |stage| out.push((stage, looks(&cancel)));
        let entities = Entities::find(&reading, &tags, &allowance).expect("no end");
        told("entities");
        let layers = roles::find(&reading, Tags::default(), &entities, &allowance).expect("no end");
        // Each repair is one look: they are short.
        looks(&cancel);
        let pieces = statements::pieces(&reading, &layers, &entities, &allowance).expect("no end");
        told("pieces");
        let ranker = links::Ranker::new(bundle.link(), false);
        let statements =
            statements::link(&reading, &layers, &pieces, &ranker, &allowance).expect("no end");
        assert_eq!(statements.len(), paragraphs);
        told("links");
        let ranker = antecedents::Ranker::new(bundle.antecedent(), false);
        let speakers = speakers::resolve(
            &reading,
            &entities,
            &pieces.signed,
            &statements,
            &ranker,
            &allowance,
        )
        .expect("no end");
        told("speakers");
        let found = Findings {
            attribution: Attribution::Rules,
            entities,
            known: Vec::new(),
            statements,
            speakers: speakers.of_statement,
            phrases: pieces.phrases,
        };
        found.into_record(&plain, &bundle, &options, "UTF-8", &allowance).expect("no end");
        told("document");
        out
    }

    #[test]
    fn so_does_every_stage_behind_the_encoder() {
        let (once, twice) = (looks_behind_the_encoder(5_000), looks_behind_the_encoder(10_000));
        for ((stage, once), (_, twice)) in once.into_iter().zip(twice) {
            assert!(once >= 19 && 2 * twice >= 3 * once, "{stage}: {once}, {twice}");
        }
    }
}
