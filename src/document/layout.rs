//! What the text was read as: its blocks, their sentences, their words, as views on a document.

use std::ops::Range;

use super::Document;
use crate::kinds::BlockKind;
use crate::text::{self, Span, Stretch};

/// A paragraph of the text, or what stands in place of one.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::BlockKind;
///
/// let input = "# The bridge\n\n> “It is *shut*,” said Ana Kovic. She left.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
/// let blocks: Vec<_> = document.blocks().map(|b| (b.kind(), b.quote_depth(), b.text())).collect();
/// assert_eq!(blocks, [
///     (BlockKind::Heading, 0, "The bridge"),
///     (BlockKind::Paragraph, 1, "“It is shut,” said Ana Kovic. She left."),
/// ]);
///
/// let block = document.blocks().nth(1).expect("there are two");
/// assert_eq!(block.index(), 1);
/// assert_eq!(&input[block.span()], "“It is *shut*,” said Ana Kovic. She left.");
/// assert_eq!(block.sentences().len(), 2);
/// let read: Vec<&str> = block.stretches().map(|s| s.text).collect();
/// assert_eq!(read, ["“It is ", "shut", ",” said Ana Kovic. She left."]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Block<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Block<'d> {
    fn data(self) -> &'d text::Block {
        &self.document.plain.blocks()[self.index]
    }

    /// Its place among the blocks.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input, from its first character that counts to its last.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn span(self) -> Span {
        self.document.plain.to_input(self.data().span)
    }

    /// What it is.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kind(self) -> BlockKind {
        self.data().kind
    }

    /// How many block quotes it stands in.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn quote_depth(self) -> usize {
        self.data().quote_depth
    }

    /// What was read, without markup.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.document.plain.text()[self.data().span]
    }

    /// The stretches of the input that it was read from, in order: all of its
    /// [`text`](Self::text), and where each bit of it stands.
    ///
    /// [Example](Self#example)
    pub fn stretches(self) -> impl Iterator<Item = Stretch<'d>> {
        self.document.plain.stretches(self.data().span)
    }

    /// Its sentences, in order.
    ///
    /// [Example](Self#example)
    pub fn sentences(self) -> impl ExactSizeIterator<Item = Sentence<'d>> {
        let document = self.document;
        inside(&document.sentences, |s| *s, self.data().span)
            .map(move |index| Sentence { document, index })
    }
}

/// A sentence of a block.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "<p>The <b>bridge</b> is shut. Ana Kovic left.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
/// let sentence = document.sentences().next().expect("there are two");
/// assert_eq!((sentence.index(), sentence.text()), (0, "The bridge is shut."));
/// assert_eq!(&input[sentence.span()], "The <b>bridge</b> is shut.");
/// assert_eq!(sentence.words().len(), 5, "the stop is one, too");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Sentence<'d> {
    fn read(self) -> Span {
        self.document.sentences[self.index]
    }

    /// Its place among the sentences of the document.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn span(self) -> Span {
        self.document.plain.to_input(self.read())
    }

    /// What was read, without markup.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.document.plain.text()[self.read()]
    }

    /// Its words, in order.
    ///
    /// [Example](Self#example)
    pub fn words(self) -> impl ExactSizeIterator<Item = Word<'d>> {
        let document = self.document;
        inside(&document.words, |w| w.span, self.read()).map(move |index| Word { document, index })
    }
}

/// A word of a sentence, or a mark: what the tags are about.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "<p>Caf&eacute;s are shut.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
/// let word = document.words().next().expect("there are four");
/// assert_eq!((word.index(), word.text()), (0, "Cafés"));
/// assert_eq!(&input[word.span()], "Caf&eacute;s");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Word<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Word<'d> {
    fn read(self) -> Span {
        self.document.words[self.index].span
    }

    /// Its place among the words of the document.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn span(self) -> Span {
        self.document.plain.to_input(self.read())
    }

    /// What was read, without markup.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.document.plain.text()[self.read()]
    }
}

/// The places of those in `list`, which is in order, that lie in `span`.
fn inside<T>(list: &[T], of: impl Fn(&T) -> Span, span: Span) -> Range<usize> {
    let from = list.partition_point(|item| of(item).start < span.start);
    let to = list.partition_point(|item| of(item).start < span.end);
    from..to
}
