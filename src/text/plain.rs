use std::borrow::Cow;

use super::Span;
use super::format::InputFormat;
use crate::kinds::BlockKind;

/// The plain text of an input, and the way back from its offsets to the input's.
#[derive(Clone, Debug)]
pub(crate) struct PlainText<'t> {
    input: Cow<'t, str>,
    format: InputFormat,
    text: Cow<'t, str>,
    segments: Vec<Segment>,
    blocks: Vec<Block>,
    /// What a page says of its article.
    article: Option<Article>,
}

/// A stretch of the text and the stretch of the input that it stands for, in order in both.
#[derive(Clone, Copy, Debug)]
struct Segment {
    text: Span,
    input: Span,
    /// Whether the two hold the same bytes; a decoded entity does not.
    verbatim: bool,
}

/// A paragraph or what stands in place of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Where it lies in the plain text.
    pub(crate) span: Span,
    pub(crate) kind: BlockKind,
    /// How many block quotes it stands in.
    pub(crate) quote_depth: usize,
}

impl<'t> PlainText<'t> {
    /// An input that is read as it is.
    pub(super) fn verbatim_of(input: &'t str, blocks: Vec<Block>) -> Self {
        let all = Span::new(0, input.len());
        Self {
            input: Cow::Borrowed(input),
            format: InputFormat::Text,
            text: Cow::Borrowed(input),
            segments: vec![Segment { text: all, input: all, verbatim: true }],
            blocks,
            article: None,
        }
    }

    /// With the blocks that are made of its own and of the text.
    pub(super) fn with_blocks(mut self, of: impl FnOnce(Vec<Block>, &str) -> Vec<Block>) -> Self {
        self.blocks = of(self.blocks, &self.text);
        self
    }

    /// What is left of it where only the blocks are read for which `kept` is true, in their order.
    /// and of them what stands in none of `cuts`, which are in order and do not overlap.
    pub(super) fn only(
        &self,
        input: &'t str,
        kept: &[bool],
        cuts: &[Span],
        article: Article,
    ) -> Self {
        let mut out = PlainTextBuilder::new(input);
        let read = self.blocks.iter().zip(kept).filter(|(_, kept)| **kept);
        for (block, _) in read {
            out.begin_block(block.kind, block.quote_depth);
            let mut from = block.span.start;
            let first = cuts.partition_point(|cut| cut.end <= block.span.start);
            let cuts = cuts.iter().skip(first).take_while(|cut| cut.start < block.span.end);
            let end = Span::new(block.span.end, block.span.end);
            for cut in cuts.chain([&end]) {
                for segment in self.read(Span::new(from, cut.start.max(from))) {
                    out.add(&self.text[segment.text], segment.input);
                }
                from = cut.end;
            }
        }
        Self { article: Some(article), ..out.finish(self.format) }
    }

    /// The words of `span` of the text, one space between two of them.
    pub(crate) fn words(&self, span: Span) -> String {
        folded(&self.text[span])
    }

    /// The words of several stretches of the text, in order, with an ellipsis where others' words
    /// stand between them.
    pub(crate) fn words_of_pieces(&self, pieces: &[Span]) -> String {
        let mut out = String::new();
        let mut last: Option<Span> = None;
        for &piece in pieces {
            if let Some(last) = last {
                let between = self.text.get(last.end..piece.start).unwrap_or_default();
                out += if between.contains(char::is_alphanumeric) { " … " } else { " " };
            }
            out += &self.words(piece);
            last = Some(piece);
        }
        out
    }

    /// The words of `span` of the input.
    pub(crate) fn words_of_input(&self, span: Span) -> String {
        folded(&self.stretches_of_input(span).map(|s| s.text).collect::<String>())
    }

    /// The text that everything after this layer works on.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn input(&self) -> &str {
        &self.input
    }

    /// The same, with an input of its own.
    pub(crate) fn into_owned(self) -> PlainText<'static> {
        let Self { input, format, text, segments, blocks, article } = self;
        let (input, text) = (Cow::Owned(input.into_owned()), Cow::Owned(text.into_owned()));
        PlainText { input, format, text, segments, blocks, article }
    }

    /// What a page says of its article; other inputs say nothing.
    pub(crate) fn article(&self) -> Option<&Article> {
        self.article.as_ref()
    }

    /// How the input was read; never [`InputFormat::Auto`].
    pub(crate) fn format(&self) -> InputFormat {
        self.format
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The shortest stretch of the input that holds the characters of `span` of the text.
    ///
    /// Where markup stands inside the span it lies inside the result too; see
    /// [`verbatim`](Self::verbatim).
    pub(crate) fn to_input(&self, span: Span) -> Span {
        if let Some(whole) = self.read(span).map(|s| s.input).reduce(Span::join) {
            return whole;
        }
        // An empty span: where the text that follows it begins.
        let next = self.segments.get(self.segments.partition_point(|s| s.text.end <= span.start));
        let at = next.map_or(self.input.len(), |s| {
            if s.verbatim {
                s.input.start + span.start.saturating_sub(s.text.start)
            } else {
                s.input.start
            }
        });
        Span::new(at, at)
    }

    /// The stretches of the input that `span` of the text was read from, cut where markup with
    /// words in it (a link's target, a tag) stands between them; emphasis marks and the like do not
    /// cut.
    pub(crate) fn verbatim(&self, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for span in self.read(span).map(|s| s.input) {
            match out.last_mut() {
                Some(last) if !self.input[last.end..span.start].contains(char::is_alphanumeric) => {
                    last.end = span.end
                }
                _ => out.push(span),
            }
        }
        let input = &*self.input;
        out.into_iter()
            .map(|s| s.trim(input, char::is_whitespace))
            .filter(|s| !s.is_empty())
            .collect()
    }

    /// How `span` of the text was read: every byte of it is in a stretch.
    pub(crate) fn stretches(&self, span: Span) -> impl Iterator<Item = Stretch<'_>> {
        self.without_gaps(self.read(span))
    }

    /// How `span` of the input was read; of a character that it cuts the whole counts.
    pub(crate) fn stretches_of_input(&self, span: Span) -> impl Iterator<Item = Stretch<'_>> {
        let span = span.at_characters(&self.input);
        let from = self.segments.partition_point(|s| s.input.end <= span.start);
        let reached = self.segments.iter().skip(from).take_while(move |s| s.input.start < span.end);
        let cut = reached.map(move |&segment| {
            if !segment.verbatim {
                return segment;
            }
            let input = segment.input.overlap(span);
            Segment { text: input.moved(segment.input.start, segment.text.start), input, ..segment }
        });
        self.without_gaps(cut.filter(|s| !s.text.is_empty()))
    }

    /// The stretches of the input that `span` of the text was read from.
    fn read(&self, span: Span) -> impl Iterator<Item = Segment> {
        let from = self.segments.partition_point(|s| s.text.end <= span.start);
        let reached = self.segments.iter().skip(from).take_while(move |s| s.text.start < span.end);
        let cut = reached.map(move |&segment| {
            let text = segment.text.overlap(span);
            let input = if segment.verbatim {
                text.moved(segment.text.start, segment.input.start)
            } else {
                segment.input
            };
            Segment { text, input, ..segment }
        });
        cut.filter(|s| !s.text.is_empty())
    }

    /// What stands between two blocks is read out of nothing: where it lies between two segments,
    /// it stands for the markup between them.
    fn without_gaps(
        &self,
        segments: impl Iterator<Item = Segment>,
    ) -> impl Iterator<Item = Stretch<'_>> {
        let mut last: Option<Segment> = None;
        let gap = move |segment: Segment| {
            let last = last.replace(segment)?;
            let text = Span::new(last.text.end, segment.text.start);
            let input = Span::new(last.input.end, segment.input.start);
            let verbatim = self.input.get(input.range()) == self.text.get(text.range());
            (!text.is_empty()).then_some(Segment { text, input, verbatim })
        };
        segments
            .scan(gap, |gap, segment| Some((gap(segment), segment)))
            .flat_map(|(gap, segment)| gap.into_iter().chain([segment]))
            .map(|s| Stretch { span: s.input, text: &self.text[s.text], verbatim: s.verbatim })
    }
}

/// What a page says of its article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) title: Option<Part>,
    pub(crate) byline: Option<Part>,
    pub(crate) date: Option<Part>,
}

/// Something that a page says of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where it stands in the input: in what readers see, in an attribute or in a script.
    pub(crate) span: Span,
    pub(crate) words: String,
}

/// `text` with one space wherever it has white space, and none at its ends.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A stretch of the input and what it was read as: [`Document::stretches`](crate::Document::stretches).
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "<p>Caf&eacute;s <b>shut</b>.";
/// let document = dixit::Extractor::new()?.extract(input)?;
/// let block = document.blocks().next().expect("there is one");
/// let read: Vec<_> = block.stretches().map(|s| (&input[s.span], s.text, s.verbatim)).collect();
/// assert_eq!(read, [
///     ("Caf", "Caf", true),
///     ("&eacute;", "é", false),
///     ("s ", "s ", true),
///     ("shut", "shut", true),
///     (".", ".", true),
/// ]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'d> {
    /// Where it stands in the input.
    pub span: Span,
    /// What it was read as.
    pub text: &'d str,
    /// Whether the two are the same, byte for byte. A character reference (`&eacute;`) is not what it
    /// is read as; only as a whole does it stand for that.
    pub verbatim: bool,
}

/// Collects plain text from a parser's events, with the way back.
#[derive(Debug)]
pub(crate) struct PlainTextBuilder<'t> {
    input: &'t str,
    text: String,
    segments: Vec<Segment>,
    blocks: Vec<Block>,
    open: Option<(usize, BlockKind, usize)>,
}

impl<'t> PlainTextBuilder<'t> {
    pub(crate) fn new(input: &'t str) -> Self {
        Self {
            input,
            text: String::with_capacity(input.len()),
            segments: Vec::new(),
            blocks: Vec::new(),
            open: None,
        }
    }

    /// Ends the block that is open, if any, and begins the next one.
    pub(crate) fn begin_block(&mut self, kind: BlockKind, quote_depth: usize) {
        self.end_block();
        self.open = Some((self.text.len(), kind, quote_depth));
    }

    /// Ends the block that is open; one without a visible character leaves nothing behind.
    pub(crate) fn end_block(&mut self) {
        if let Some((start, kind, quote_depth)) = self.open.take() {
            let span = Span::new(start, self.text.len()).trim(&self.text, char::is_whitespace);
            if !span.is_empty() {
                self.blocks.push(Block { span, kind, quote_depth });
                self.text.push_str("\n\n");
            }
        }
    }

    /// The blocks that have ended.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Adds a space that stands for nothing at the byte `at` of the input, where words would run
    /// together.
    pub(crate) fn part_words(&mut self, at: usize) {
        let in_words = self.open.is_some_and(|(start, ..)| self.text.len() > start);
        if in_words && !self.text.ends_with(char::is_whitespace) {
            self.add(" ", Span::new(at, at));
        }
    }

    /// The last character of the block that is open.
    pub(crate) fn last(&self) -> Option<char> {
        self.open.and_then(|(start, ..)| self.text.get(start..)?.chars().next_back())
    }

    /// How much text there is so far, in bytes.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn in_block(&self) -> bool {
        self.open.is_some()
    }

    /// Adds `text`, which stands for `at` in the input: byte for byte where the two are equal, as a
    /// whole where they are not, but for a tail that is the same in both ("&ampsquo;" is "&squo;":
    /// only its beginning was read as something else).
    pub(crate) fn push(&mut self, text: &str, at: Span) {
        let raw = self.input.get(at.range()).unwrap_or_default();
        if raw != text {
            let tail = common_tail(raw, text);
            if tail > 0 {
                // In bounds: the tail ends both.
                let (head, rest) = text.split_at(text.len() - tail);
                self.add(head, Span::new(at.start, at.end - tail));
                return self.add(rest, Span::new(at.end - tail, at.end));
            }
        }
        self.add(text, at);
    }

    fn add(&mut self, text: &str, at: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let verbatim = self.input.get(at.range()) == Some(text);
        let span = Span::new(start, self.text.len());
        if let Some(last) = self.segments.last_mut()
            && verbatim
            && last.verbatim
            && last.text.end == span.start
            && last.input.end == at.start
        {
            last.text.end = span.end;
            last.input.end = at.end;
            return;
        }
        self.segments.push(Segment { text: span, input: at, verbatim });
    }

    pub(crate) fn finish(mut self, format: InputFormat) -> PlainText<'t> {
        self.end_block();
        PlainText {
            input: Cow::Borrowed(self.input),
            format,
            text: Cow::Owned(self.text),
            segments: self.segments,
            blocks: self.blocks,
            article: None,
        }
    }
}

/// How many bytes at the end of `raw` and `text` are the same, their first characters left out.
fn common_tail(raw: &str, text: &str) -> usize {
    let same = raw.chars().skip(1).count().min(text.chars().skip(1).count());
    raw.chars()
        .rev()
        .zip(text.chars().rev())
        .take(same)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}
