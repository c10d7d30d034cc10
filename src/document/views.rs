use super::{
    CandidateRecord, Document, EntityRecord, MarkedPhraseRecord, MentionRecord, SpeakerRecord,
    StatementRecord, TextSpanRecord,
};
use crate::kinds::{Act, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind};
use crate::text::Span;

/// A stretch of the text that names something.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Mention<'d> {
    fn record(self) -> &'d MentionRecord {
        &self.document.record.mentions[self.index]
    }

    /// Its place among the mentions.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(self.record().start, self.record().end)
    }

    /// The input's own words, markup and all.
    #[must_use]
    pub fn as_str(self) -> &'d str {
        &self.document.input()[self.span()]
    }

    /// Its words as they are read: without markup, references decoded, spaces folded.
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.record().text
    }

    /// What it names.
    #[must_use]
    pub fn kind(self) -> EntityKind {
        self.record().kind
    }

    /// The probability that both its ends and its kind are right; in 0..=1. Calibrated on news,
    /// from the mean probability of its words' tags: on other texts it is often too high.
    #[must_use]
    pub fn score(self) -> f32 {
        self.record().score
    }

    /// The entity that it names.
    #[must_use]
    pub fn entity(self) -> Entity<'d> {
        Entity { document: self.document, index: self.record().entity }
    }
}

/// One person, place, organization or other thing, under all its names in the text.
#[derive(Clone, Copy, Debug)]
pub struct Entity<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Entity<'d> {
    fn record(self) -> &'d EntityRecord {
        &self.document.record.entities[self.index]
    }

    /// Its number in the document, from 0 in the order of first mentions.
    #[must_use]
    pub fn id(self) -> usize {
        self.index
    }

    /// What the text calls it, markup left out: of its names of several words the longest that
    /// stands twice or more, else its longest name.
    #[must_use]
    pub fn name(self) -> &'d str {
        &self.record().name
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> EntityKind {
        self.record().kind
    }

    /// Its mentions, in the order of the text.
    pub fn mentions(self) -> impl ExactSizeIterator<Item = Mention<'d>> {
        let document = self.document;
        self.record().mentions.iter().map(move |&index| Mention { document, index })
    }
}

/// What somebody said or wrote, thought, or kept back.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> Statement<'d> {
    fn record(self) -> &'d StatementRecord {
        &self.document.record.statements[self.index]
    }

    /// Its place among the statements: what tells two of the same words apart, and what a renderer
    /// can number it by.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract("“She said: ‘Stay away.’ So I stayed,” said Ana Kovic.")?;
    /// for statement in document.statements() {
    ///     if let Some(parent) = statement.parent() {
    ///         println!("statement {} stands in statement {}", statement.index(), parent.index());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// How it is reported.
    #[must_use]
    pub fn kind(self) -> StatementKind {
        self.record().kind
    }

    /// What it is: said ("said", "wrote", "asked"), thought ("believes", "hopes", "plans"), or kept
    /// back ("declined to comment").
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{Act, Extractor};
    ///
    /// let extractor = Extractor::new()?;
    /// let document = extractor.extract("The mayor hopes that the bridge will open in May. “It will,” said Ana Kovic.")?;
    /// let acts: Vec<Act> = document.statements().map(|s| s.act()).collect();
    /// assert_eq!(acts, [Act::Thought, Act::Speech]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn act(self) -> Act {
        self.record().act
    }

    /// Its verbatim pieces, in order, quotation marks left out: “A,” he said, “B.” has two. Where
    /// markup with words in it (a link's target) stands inside a piece, the piece is cut there.
    #[must_use]
    pub fn spans(self) -> &'d [Span] {
        &self.record().spans
    }

    /// The words of its pieces as they are read: without markup, references decoded, spaces folded.
    /// Where others' words stand between two pieces, " … " stands there in their place, else a
    /// space.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract("“We will rebuild,” said Ana Kovic, “by the end of May.”")?;
    /// let statement = document.statements().next().expect("something is said");
    /// assert_eq!(statement.text(), "We will rebuild, … by the end of May.");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.record().text
    }

    /// The probability that these words are a statement; in 0..=1. Calibrated on news, from the
    /// mean probability of the words' tags, and from a constant for words that quotation marks or a
    /// block quote alone show. Indirect statements that little reports ("relished", "would say",
    /// nobody named, a single word) have less of it.
    #[must_use]
    pub fn score(self) -> f32 {
        self.record().score
    }

    /// The words that report it ("said", "according to", ":").
    #[must_use]
    pub fn cue(self) -> Option<Span> {
        self.record().cue.as_ref().map(TextSpanRecord::span)
    }

    /// Who said it, where the text tells.
    #[must_use]
    pub fn speaker(self) -> Option<Speaker<'d>> {
        self.record().speaker.as_ref().map(|record| Speaker { document: self.document, record })
    }

    /// Each of those who said it together, where the text names several: of "said Ana Kovic and Ben
    /// Brandt" [`speaker`](Self::speaker) is a group of that name, and these are the two. Of other
    /// statements it is the speaker alone.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract("“No,” said Ana Kovic and Ben Brandt.")?;
    /// for statement in document.statements() {
    ///     for speaker in statement.speakers() {
    ///         println!("{}: {}", speaker.name().unwrap_or("?"), statement.text());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn speakers(self) -> impl Iterator<Item = Speaker<'d>> {
        let Self { document, .. } = self;
        let StatementRecord { speaker, speakers, .. } = self.record();
        let alone = speaker.iter().filter(|_| speakers.is_empty());
        alone.chain(speakers).map(move |record| Speaker { document, record })
    }

    /// The statement that it stands in, for one that is nested.
    #[must_use]
    pub fn parent(self) -> Option<Statement<'d>> {
        self.record().parent.map(|index| Statement { document: self.document, index })
    }
}

/// Who said a statement.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'d> {
    document: &'d Document<'d>,
    record: &'d SpeakerRecord,
}

impl<'d> Speaker<'d> {
    /// Where the text names the speaker: a name, a nominal or a pronoun; for an implicit speaker,
    /// who goes on from a statement beside this one, where that one names them.
    #[must_use]
    pub fn mention(self) -> Option<Span> {
        self.record.mention.as_ref().map(TextSpanRecord::span)
    }

    /// How the text names the speaker.
    #[must_use]
    pub fn form(self) -> SpeakerForm {
        self.record.form
    }

    /// What the speaker is.
    #[must_use]
    pub fn kind(self) -> SpeakerKind {
        self.record.kind
    }

    /// The entity behind the mention, where one is known.
    #[must_use]
    pub fn entity(self) -> Option<Entity<'d>> {
        self.record.entity.map(|index| Entity { document: self.document, index })
    }

    /// The entity's name; without an entity, the words that stand for one ("the ministry"); `None`
    /// where there is only a pronoun.
    #[must_use]
    pub fn name(self) -> Option<&'d str> {
        self.record.name.as_deref()
    }

    /// Where the text gives the speaker's post, occupation or affiliation, if it does: "chief
    /// executive of Quay Ferries". It may do so far from the statement.
    #[must_use]
    pub fn title(self) -> Option<Span> {
        self.record.title.as_ref().map(TextSpanRecord::span)
    }

    /// The probability that this is the speaker, if the words are a statement at all; in 0..=1.
    /// Calibrated on news, for each [form](Self::form) apart, from the mean probability of the
    /// source's tags and of how it was resolved.
    #[must_use]
    pub fn score(self) -> f32 {
        self.record.score
    }

    /// The likeliest entities, this speaker's own first: as many as
    /// [`ExtractorBuilder::speaker_candidates`](crate::ExtractorBuilder::speaker_candidates) says.
    /// Several for a pronoun or a nominal, one for a name, none where no entity is known.
    pub fn candidates(self) -> impl ExactSizeIterator<Item = Candidate<'d>> {
        let document = self.document;
        self.record.candidates.iter().map(move |&record| Candidate { document, record })
    }
}

/// Somebody who may be the speaker.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'d> {
    document: &'d Document<'d>,
    record: CandidateRecord,
}

impl<'d> Candidate<'d> {
    /// Who it is.
    #[must_use]
    pub fn entity(self) -> Entity<'d> {
        Entity { document: self.document, index: self.record.entity }
    }

    /// The probability that they are the speaker; in 0..=1. Those of all candidates add up to 1 at
    /// most.
    #[must_use]
    pub fn score(self) -> f32 {
        self.record.score
    }
}

/// Words between quotation marks that are no statement.
#[derive(Clone, Copy, Debug)]
pub struct MarkedPhrase<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: usize,
}

impl<'d> MarkedPhrase<'d> {
    fn record(self) -> &'d MarkedPhraseRecord {
        &self.document.record.marked_phrases[self.index]
    }

    /// Its place among the marked phrases.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input, marks left out.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(self.record().start, self.record().end)
    }

    /// The input's own words, markup and all.
    #[must_use]
    pub fn as_str(self) -> &'d str {
        &self.document.input()[self.span()]
    }

    /// Its words as they are read: without markup, references decoded, spaces folded.
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.record().text
    }

    /// What it is instead.
    #[must_use]
    pub fn reason(self) -> PhraseReason {
        self.record().reason
    }
}
