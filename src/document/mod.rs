//! The result: what a text says and who says it, as views on the input, with an owned form for
//! serialization.

mod article;
mod build;
mod layout;
mod quoted;
mod record;
mod views;

pub use article::Article;
pub(crate) use build::Findings;
pub use layout::{Block, Sentence, Word};
pub use record::{
    ArticleRecord, CandidateRecord, DocumentRecord, EntityRecord, MarkedPhraseRecord,
    MentionRecord, SCHEMA, SpeakerRecord, StatementRecord, TextSpanRecord,
};
pub use views::{Candidate, Entity, MarkedPhrase, Mention, Speaker, Statement};

use crate::kinds::Attribution;
use crate::text::{self, InputFormat, OffsetTable, OffsetUnit, PlainText, Span, Stretch};
use crate::timings::Timings;

/// What was found in one text.
///
/// Everything in it points into the input as it was given: `&input[mention.span()] ==
/// mention.as_str()`, always. [`text_of`](Self::text_of) gives the words of a span as they are read.
/// Mentions, statements and marked phrases come in the order of the text.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Attribution, Extractor, InputFormat, OffsetUnit};
///
/// let input = "“The bridge is safe,” said Mayor Ana Kovic. It is a “minor detail” of the plan.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(input)?;
/// for statement in document.statements() {
///     for span in statement.spans() {
///         assert_eq!(&input[*span], "The bridge is safe,");
///     }
/// }
/// assert_eq!((document.mentions().len(), document.entities().len()), (1, 1));
/// assert_eq!(document.marked_phrases().len(), 1);
///
/// // How it was read, and by what.
/// assert_eq!((document.input(), document.encoding()), (input, "UTF-8"));
/// assert_eq!(document.input_format(), InputFormat::Text);
/// assert!(document.article().is_none(), "it is no web page");
/// assert_eq!((document.blocks().len(), document.sentences().len()), (1, 2));
/// assert!(document.words().any(|word| word.text() == "bridge"));
/// assert_eq!(document.attribution(), Attribution::Learned);
/// assert!(document.model().starts_with("news-en/"));
/// assert!(document.timings().word_pieces > 20);
///
/// // What is kept, sent or written.
/// assert_eq!(document.to_record(OffsetUnit::Char).statements[0].spans[0].start, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Document<'t> {
    plain: PlainText<'t>,
    /// Of the plain text, in order.
    sentences: Vec<Span>,
    words: Vec<text::Word>,
    timings: Timings,
    /// What was found, with offsets in bytes: what the views look at.
    record: DocumentRecord,
}

impl<'t> Document<'t> {
    pub(crate) fn new(
        plain: PlainText<'t>,
        sentences: Vec<Span>,
        words: Vec<text::Word>,
        record: DocumentRecord,
        timings: Timings,
    ) -> Self {
        Self { plain, sentences, words, timings, record }
    }

    /// The same with a copy of its text, to be kept longer than the input, or sent elsewhere.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// fn read(extractor: &dixit::Extractor) -> Result<dixit::Document<'static>, dixit::Error> {
    ///     let article = String::from("“Never,” said Ana Kovic.");
    ///     Ok(extractor.extract(&article)?.into_owned())
    /// }
    ///
    /// let document = read(&dixit::Extractor::new()?)?;
    /// assert_eq!(document.input(), "“Never,” said Ana Kovic.");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        let Self { plain, sentences, words, timings, record } = self;
        Document { plain: plain.into_owned(), sentences, words, timings, record }
    }

    /// The text as it was read.
    pub(crate) fn plain(&self) -> &PlainText<'t> {
        &self.plain
    }

    /// The text that was given; of bytes that were not UTF-8, what they were decoded to.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn input(&self) -> &str {
        self.plain.input()
    }

    /// What encoding the input was in before it was a text, by its name in the Encoding Standard.
    /// All offsets count the text, not the bytes that it was decoded from.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn encoding(&self) -> &str {
        &self.record.encoding
    }

    /// How it was read: the format that the extractor was told, or the one that the input looked
    /// like.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn input_format(&self) -> InputFormat {
        self.plain.format()
    }

    /// Name and version of the model that read it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn model(&self) -> &str {
        &self.record.model
    }

    /// How it was found what is a statement, and whose.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        self.record.attribution
    }

    /// How long each stage took.
    ///
    /// The clock is read a dozen times a text, which costs nothing beside the encoder, so it is
    /// always read: nothing need be asked for, and each of many texts has its own times.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn timings(&self) -> Timings {
        self.timings
    }

    /// The mentions of people, places, organizations and other named things, in the order of the
    /// text.
    ///
    /// [Example](Self#example)
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = Mention<'_>> {
        (0..self.record.mentions.len()).map(|index| Mention { document: self, index })
    }

    /// The entities, in the order of their first mentions.
    ///
    /// [Example](Self#example)
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        (0..self.record.entities.len()).map(|index| Entity { document: self, index })
    }

    /// The statements, in the order of the text.
    ///
    /// [Example](Self#example)
    pub fn statements(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        (0..self.record.statements.len()).map(|index| Statement { document: self, index })
    }

    /// The statement at this place among them.
    pub(crate) fn statement(&self, index: usize) -> Option<Statement<'_>> {
        (index < self.record.statements.len()).then_some(Statement { document: self, index })
    }

    /// The words between quotation marks that are no statement, in the order of the text.
    ///
    /// [Example](Self#example)
    pub fn marked_phrases(&self) -> impl ExactSizeIterator<Item = MarkedPhrase<'_>> {
        (0..self.record.marked_phrases.len()).map(|index| MarkedPhrase { document: self, index })
    }

    /// The paragraphs, headings and items of lists that the text was read as, in order.
    ///
    /// [Example](Self#example)
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> {
        (0..self.plain.blocks().len()).map(|index| Block { document: self, index })
    }

    /// The sentences of all blocks, in order.
    ///
    /// [Example](Self#example)
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Sentence<'_>> {
        (0..self.sentences.len()).map(|index| Sentence { document: self, index })
    }

    /// The words of all sentences, in order; marks are words too.
    ///
    /// [Example](Self#example)
    pub fn words(&self) -> impl ExactSizeIterator<Item = Word<'_>> {
        (0..self.words.len()).map(|index| Word { document: self, index })
    }

    /// The article of a web page: its title, who wrote it and when, and where its text stands in the
    /// page. `None` for what is no [whole page](InputFormat::Page).
    ///
    /// [Example](Article#example)
    #[must_use]
    pub fn article(&self) -> Option<Article<'_>> {
        self.record.article.as_ref().map(Article::new)
    }

    /// The words of `span` of the input as a reader sees them: without markup, character references
    /// decoded, one space wherever there is white space. What comes with a span in this result, as
    /// `text` or as a name, was read so.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let input = "<p>“Never,” said Zo&euml;\n <b>Blanc</b>.";
    /// let document = extractor.extract(input)?;
    /// let mention = document.mentions().next().expect("somebody is named");
    /// assert_eq!(&input[mention.span()], "Zo&euml;\n <b>Blanc");
    /// assert_eq!(document.text_of(mention.span()), "Zoë Blanc");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn text_of(&self, span: Span) -> String {
        self.plain.words_of_input(span)
    }

    /// How `span` of the input was read: the stretches that count, in order, markup left out. Of a
    /// character that `span` cuts, and of a character reference, the whole counts. What stands
    /// between two blocks was read as an empty line.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract("<p>“We <b>will</b> rebuild caf&eacute;s,” said Ana Kovic.")?;
    /// let statement = document.statements().next().expect("something is said");
    /// let spans = statement.spans();
    /// let whole = dixit::Span::new(spans[0].start, spans[spans.len() - 1].end);
    /// let read: String = document.stretches(whole).map(|s| s.text).collect();
    /// assert_eq!(read, "We will rebuild cafés,");
    /// # Ok(())
    /// # }
    /// ```
    pub fn stretches(&self, span: Span) -> impl Iterator<Item = Stretch<'_>> {
        self.plain.stretches_of_input(span)
    }

    /// The owned form, offsets in `unit`.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn to_record(&self, unit: OffsetUnit) -> DocumentRecord {
        let mut record = self.record.clone();
        record.convert(&OffsetTable::new(self.input(), unit));
        record
    }
}
