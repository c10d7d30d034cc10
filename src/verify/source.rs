//! The texts that quotations may come from.

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::index::Index;
use super::words::{BOUND, Id, each_word, id};
use crate::error::Error;
use crate::input::Input;
use crate::limits::Limits;
use crate::text::{InputFormat, Passages, PlainText, Span};

/// A text that quotations may come from, and what it is called.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{SaidBy, Source, Sources};
/// use dixit::{Input, InputFormat};
///
/// let article = Source::new("bridge.txt", "“Never,” said Ana Kovic.");
/// let page = Source::new("page", Input::new("<p>“Never,”…").format(InputFormat::Html));
/// let speech = Source::new("speech.txt", "We will never shut it.").spoken_by("Ana Kovic");
/// let sources = Sources::new([article, page, speech])?;
///
/// let draft = "“We will never shut it,” said Ben Brandt.";
/// let verification = sources.verify(&dixit::Extractor::new()?, draft)?;
/// let quotation = &verification.quotations()[0];
/// assert_eq!(sources.name(quotation.pieces[0].source), Some("speech.txt"));
/// assert_eq!(quotation.said_by, SaidBy::Another);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Source<'t> {
    name: String,
    input: Input<'t>,
    speaker: Option<String>,
}

impl<'t> Source<'t> {
    /// The text `input` by the name of `name`: of a file, of a page, or whatever tells people which
    /// one it is. Without a word on its format it is read as it looks.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn new(name: impl Into<String>, input: impl Into<Input<'t>>) -> Self {
        Self { name: name.into(), input: input.into(), speaker: None }
    }

    /// All of the text are words of this speaker: a speech, a letter, a statement to the press.
    /// Without it the text is read as an article, in which the speakers are found.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn spoken_by(mut self, speaker: impl Into<String>) -> Self {
        self.speaker = Some(speaker.into());
        self
    }
}

/// Texts that quotations may come from, and an index of their words: made once, asked for any
/// number of drafts ([`verify`](Self::verify)), from any number of threads.
///
/// It takes about 20 bytes for each word beside the texts, which it borrows but for those that were
/// decoded.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::verify::{Source, Sources, Verdict};
///
/// let sources = Sources::new([
///     Source::new("bridge.txt", "“We will never shut it,” said Ana Kovic."),
///     Source::new("weather.txt", "It rained."),
/// ])?;
/// assert_eq!((sources.len(), sources.is_empty(), sources.words()), (2, false, 10));
/// assert_eq!(sources.text_bytes(), 54);
/// assert_eq!(sources.names().collect::<Vec<_>>(), ["bridge.txt", "weather.txt"]);
/// assert_eq!((sources.name(1), sources.input(1)), (Some("weather.txt"), Some("It rained.")));
///
/// let verification = sources.verify(&dixit::Extractor::new()?, "“Never shut it,” said Kovic.")?;
/// assert_eq!(verification.quotations()[0].verdict, Verdict::AllowedChanges);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sources<'t> {
    texts: Vec<Text<'t>>,
    index: Index,
}

/// A source as it was read.
#[derive(Debug)]
pub(super) struct Text<'t> {
    pub(super) name: String,
    pub(super) speaker: Option<String>,
    pub(super) plain: PlainText<'t>,
    /// Where its words stand in the plain text.
    words: Vec<(u32, u32)>,
    /// The place of its first word in the index.
    first: usize,
    passages: OnceLock<Passages>,
}

impl Text<'_> {
    /// Where the words of a range stand in the plain text, together; empty where there are none.
    pub(super) fn span(&self, words: std::ops::Range<usize>) -> Span {
        let own = self.words.get(words.start..words.end.min(self.words.len())).unwrap_or_default();
        match (own.first(), own.last()) {
            (Some(first), Some(last)) => Span::new(first.0 as usize, last.1 as usize),
            _ => {
                let at =
                    self.words.get(words.start).map_or(self.plain.text().len(), |w| w.0 as usize);
                Span::new(at, at)
            }
        }
    }

    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The place of its first word in the index.
    pub(super) fn first(&self) -> usize {
        self.first
    }

    /// Whether nothing in it is set apart as speech: a transcript, a speech, a report.
    pub(super) fn is_all_speech(&self) -> bool {
        self.speaker.is_some() || self.passages().all().is_empty()
    }

    /// What stands between its quotation marks.
    pub(super) fn passages(&self) -> &Passages {
        self.passages.get_or_init(|| Passages::read(self.plain.text(), self.plain.blocks()))
    }
}

/// More words than that have no place in the index.
const MOST_WORDS: usize = u32::MAX as usize - super::index::DEPTH;

impl<'t> Sources<'t> {
    /// Reads the texts and indexes their words, on all threads of the caller's rayon pool. Limits
    /// and [`Cancel`](crate::Cancel) are those of each input, or else [`Limits::default`]; of
    /// these, the number of statements does not matter.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// Where a text is over a limit, or was cancelled; where all have more than 4 billion words.
    pub fn new(sources: impl IntoIterator<Item = Source<'t>>) -> Result<Self, Error> {
        let sources: Vec<Source<'t>> = sources.into_iter().collect();
        let read: Vec<(Text<'t>, Vec<Id>)> =
            sources.into_par_iter().map(read).collect::<Result<_, Error>>()?;
        let count: usize = read.iter().map(|(_, own)| own.len()).sum();
        if count > MOST_WORDS {
            return Err(Error::limit(format!(
                "the sources have {count} words, more than the limit of {MOST_WORDS} words of one index"
            )));
        }
        let (mut texts, mut ids) = (Vec::with_capacity(read.len()), Vec::with_capacity(count));
        for (mut text, own) in read {
            text.first = ids.len();
            ids.extend(own);
            texts.push(text);
        }
        Ok(Self { texts, index: Index::new(ids) })
    }

    /// How many texts there are.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// How many words all of them have.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn words(&self) -> usize {
        self.index.len()
    }

    /// How many bytes of text all of them have, markup and what stands beside a page's article left
    /// out.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.texts.iter().map(|text| text.plain.text().len()).sum()
    }

    /// The names of the texts, in their order.
    ///
    /// [Example](Self#example)
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|text| text.name.as_str())
    }

    /// The name of the text at this place of their order.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn name(&self, source: usize) -> Option<&str> {
        self.texts.get(source).map(|text| text.name.as_str())
    }

    /// The text at this place of their order, as it was given; of bytes that were not UTF-8, what
    /// they were decoded to.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn input(&self, source: usize) -> Option<&str> {
        self.texts.get(source).map(|text| text.plain.input())
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    pub(super) fn texts(&self) -> &[Text<'t>] {
        &self.texts
    }

    /// The text that holds the word at `place` of the index, and which of its words that is.
    pub(super) fn locate(&self, place: usize) -> Option<(usize, usize)> {
        let source = self.texts.partition_point(|text| text.first <= place).checked_sub(1)?;
        Some((source, place - self.texts.get(source)?.first))
    }
}

/// A text, and the ids of its words with a bound behind them.
fn read(source: Source<'_>) -> Result<(Text<'_>, Vec<Id>), Error> {
    let Source { name, input, speaker } = source;
    let limits = input.limits.unwrap_or_else(Limits::default);
    let allowance = limits.begin(&input.text, input.cancel)?;
    let format = input.format.unwrap_or(InputFormat::Auto);
    let plain = match input.text {
        Cow::Borrowed(text) => PlainText::within(text, format, &allowance)?,
        Cow::Owned(text) => PlainText::within(&text, format, &allowance)?.into_owned(),
    };
    allowance.check_text(plain.text().len())?;
    allowance.check()?;
    if u32::try_from(plain.text().len()).is_err() {
        return Err(Error::limit(format!("the source {name:?} has more than 4 GiB of text")));
    }
    let (mut words, mut ids, mut stop) = (Vec::new(), Vec::new(), Ok(()));
    let text = plain.text();
    each_word(text, |span| {
        if stop.is_ok() {
            stop = allowance.check_at(words.len());
            ids.push(id(&text[span]));
            words.push((offset(span.start), offset(span.end)));
        }
    });
    stop?;
    ids.push(BOUND);
    Ok((Text { name, speaker, plain, words, first: 0, passages: OnceLock::new() }, ids))
}

/// A longer text was refused.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_the_index_is_a_word_of_a_source() {
        let sources = Sources::new([
            Source::new("a", "It rained."),
            Source::new("b", ""),
            Source::new("c", "It snowed."),
        ])
        .expect("within all limits");
        assert_eq!((sources.len(), sources.words()), (3, 4));
        let places = sources.index().places(&[id("SNOWED")]);
        let found: Vec<_> = places.iter().map(|&p| sources.locate(p as usize)).collect();
        assert_eq!(found, [Some((2, 1))]);
        assert_eq!(sources.texts()[2].span(1..2), Span::new(3, 9));
    }
}
