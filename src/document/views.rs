use super::quoted;
use super::{
    CandidateRecord, Document, EntityRecord, MarkedPhraseRecord, MentionRecord, SpeakerRecord,
    StatementRecord, TextSpanRecord,
};
use crate::kinds::{Act, EntityKind, PhraseReason, SpeakerForm, SpeakerKind, StatementKind};
use crate::text::Span;

/// A stretch of the text that names something.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "<p>Mayor <b>Ana Kovic</b> met Zo&euml; Blanc of Quay Ferries.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
///
/// let mention = document.mentions().nth(1).expect("two people are named");
/// assert_eq!(mention.index(), 1);
/// assert_eq!(&input[mention.span()], "Zo&euml; Blanc");
/// assert_eq!((mention.as_str(), mention.text()), ("Zo&euml; Blanc", "Zoë Blanc"));
/// assert_eq!(mention.kind(), dixit::EntityKind::Person);
/// assert_eq!(mention.entity().name(), "Zoë Blanc");
/// assert!(mention.score() > 0.5 && mention.score() <= 1.0);
/// # Ok(())
/// # }
/// ```
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
        Span::new(self.record().start, self.record().end)
    }

    /// The input's own words, markup and all.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn as_str(self) -> &'d str {
        &self.document.input()[self.span()]
    }

    /// Its words as they are read: without markup, references decoded, spaces folded.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.record().text
    }

    /// What it names.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kind(self) -> EntityKind {
        self.record().kind
    }

    /// The probability that both its ends and its kind are right; in 0..=1. Calibrated on news,
    /// from the mean probability of its words' tags: on other texts it is often too high.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn score(self) -> f32 {
        self.record().score
    }

    /// The entity that it names.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn entity(self) -> Entity<'d> {
        Entity { document: self.document, index: self.record().entity }
    }
}

/// One person, place, organization or other thing, under all its names in the text.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("Mayor Ana Kovic met Ben Brandt of Quay Ferries. Ms. Kovic left.")?;
///
/// let entity = document.entities().next().expect("somebody is named");
/// assert_eq!((entity.id(), entity.name()), (0, "Ana Kovic"));
/// assert_eq!(entity.kind(), dixit::EntityKind::Person);
/// assert_eq!(entity.mentions().len(), 2, "once by her whole name, once by her last");
/// # Ok(())
/// # }
/// ```
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
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn id(self) -> usize {
        self.index
    }

    /// What the text calls it, markup left out: of its names of several words the longest that
    /// stands twice or more, else its longest name.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn name(self) -> &'d str {
        &self.record().name
    }

    /// What it is.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kind(self) -> EntityKind {
        self.record().kind
    }

    /// The id that the caller's list has for it, where it is on the list. Its name and kind are
    /// those of the list then.
    ///
    /// [Example](crate::ExtractorBuilder::known)
    #[must_use]
    pub fn known(self) -> Option<&'d str> {
        self.record().known.as_deref()
    }

    /// Its mentions, in the order of the text.
    ///
    /// [Example](Self#example)
    pub fn mentions(self) -> impl ExactSizeIterator<Item = Mention<'d>> {
        let document = self.document;
        self.record().mentions.iter().map(move |&index| Mention { document, index })
    }
}

/// What somebody said or wrote, thought, or kept back.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Act, Extractor, StatementKind};
///
/// let input = "Mayor Ana Kovic closed the bridge. “We will not wait,” she told reporters, “for an accident.”";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(input)?;
///
/// let statement = document.statements().next().expect("something is said");
/// assert_eq!((statement.kind(), statement.act()), (StatementKind::Direct, Act::Speech));
/// let pieces: Vec<&str> = statement.spans().iter().map(|span| &input[*span]).collect();
/// assert_eq!(pieces, ["We will not wait,", "for an accident."]);
/// assert_eq!(statement.cue().map(|span| &input[span]), Some("told"));
/// assert_eq!(statement.speaker().and_then(|s| s.name()), Some("Ana Kovic"));
/// assert!(statement.score() > 0.5 && statement.score() <= 1.0);
/// # Ok(())
/// # }
/// ```
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
    /// let nested = document.statements().find(|s| s.parent().is_some()).expect("one stands in another");
    /// assert_eq!(nested.text(), "Stay away.");
    /// assert_eq!((nested.index(), nested.parent().map(|p| p.index())), (1, Some(0)));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// How it is reported.
    ///
    /// [Example](Self#example)
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
    ///
    /// [Example](Self#example)
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
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn score(self) -> f32 {
        self.record().score
    }

    /// The words that report it ("said", "according to", ":").
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn cue(self) -> Option<Span> {
        self.record().cue.as_ref().map(TextSpanRecord::span)
    }

    /// Who said it, where the text tells.
    ///
    /// [Example](Self#example)
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
    /// let statement = document.statements().next().expect("something is said");
    /// let names: Vec<_> = statement.speakers().filter_map(|s| s.name()).collect();
    /// assert_eq!(names, ["Ana Kovic", "Ben Brandt"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn speakers(self) -> impl Iterator<Item = Speaker<'d>> {
        let Self { document, .. } = self;
        let StatementRecord { speaker, speakers, .. } = self.record();
        let alone = speaker.iter().filter(|_| speakers.is_empty());
        alone.chain(speakers).map(move |record| Speaker { document, record })
    }

    /// How many of its words are quoted: all of a direct one, of a mixed one those between quotation
    /// marks, of an indirect one none.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract("“We will not wait,” said Ana Kovic.")?;
    /// assert_eq!(document.statements().next().map(|s| s.words_quoted()), Some(4));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn words_quoted(self) -> usize {
        match self.kind() {
            StatementKind::Direct => quoted::words(self.text()),
            StatementKind::Mixed => quoted::words_between_marks(self.text()),
            StatementKind::Indirect => 0,
        }
    }

    /// The statement that it stands in, for one that is nested.
    ///
    /// [Example](Self::index)
    #[must_use]
    pub fn parent(self) -> Option<Statement<'d>> {
        self.record().parent.map(|index| Statement { document: self.document, index })
    }
}

/// Who said a statement.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{Extractor, SpeakerForm, SpeakerKind};
///
/// let input = "Mayor Ana Kovic closed the bridge. “We will not wait for an accident,” she told reporters.";
/// let extractor = Extractor::new()?;
/// let document = extractor.extract(input)?;
///
/// let speaker = document.statements().find_map(|s| s.speaker()).expect("somebody says it");
/// assert_eq!(speaker.mention().map(|span| &input[span]), Some("she"));
/// assert_eq!((speaker.form(), speaker.kind()), (SpeakerForm::Pronoun, SpeakerKind::Person));
/// assert_eq!(speaker.name(), Some("Ana Kovic"));
/// assert_eq!(speaker.entity().map(|e| e.mentions().len()), Some(1), "“she” is no mention of it");
/// assert_eq!(speaker.title().map(|span| &input[span]), Some("Mayor"));
/// assert!(speaker.score() > 0.5 && speaker.score() <= 1.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'d> {
    document: &'d Document<'d>,
    record: &'d SpeakerRecord,
}

impl<'d> Speaker<'d> {
    /// Where the text names the speaker: a name, a nominal or a pronoun; for an implicit speaker,
    /// who goes on from a statement beside this one, where that one names them. `None` where words of
    /// the reporter's stand between, or no words name the speaker.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn mention(self) -> Option<Span> {
        self.record.mention.as_ref().map(TextSpanRecord::span)
    }

    /// How the text names the speaker.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn form(self) -> SpeakerForm {
        self.record.form
    }

    /// What the speaker is.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kind(self) -> SpeakerKind {
        self.record.kind
    }

    /// The entity behind the mention, where one is known.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn entity(self) -> Option<Entity<'d>> {
        self.record.entity.map(|index| Entity { document: self.document, index })
    }

    /// The entity's name; without an entity, the words that stand for one ("the ministry"); `None`
    /// where there is only a pronoun.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn name(self) -> Option<&'d str> {
        self.record.name.as_deref()
    }

    /// Where the text gives the speaker's post, occupation or affiliation, if it does: "chief
    /// executive of Quay Ferries". It may do so far from the statement.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn title(self) -> Option<Span> {
        self.record.title.as_ref().map(TextSpanRecord::span)
    }

    /// The organization that the speaker speaks for, where the text names one: with "a spokeswoman
    /// for Quay Ferries" it is Quay Ferries; with "the Quay Ferries poll" its makers.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let text = "“No,” said Ana Kovic, chief executive of Quay Ferries.";
    /// let document = extractor.extract(text)?;
    /// for speaker in document.statements().filter_map(|s| s.speaker()) {
    ///     let of = speaker.affiliation().map_or("?", |organization| organization.name());
    ///     println!("{} speaks for {of}", speaker.name().unwrap_or("?"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn affiliation(self) -> Option<Entity<'d>> {
        self.record.affiliation.map(|index| Entity { document: self.document, index })
    }

    /// The probability that this is the speaker, if the words are a statement at all; in 0..=1.
    /// Calibrated on news, for each [form](Self::form) apart, from the mean probability of the
    /// source's tags and of how it was resolved.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn score(self) -> f32 {
        self.record.score
    }

    /// The likeliest entities, this speaker's own first: as many as
    /// [`ExtractorBuilder::speaker_candidates`](crate::ExtractorBuilder::speaker_candidates) says.
    /// Several for a pronoun or a nominal, one for a name, none where no entity is known.
    ///
    /// [Example](crate::ExtractorBuilder::speaker_candidates)
    pub fn candidates(self) -> impl ExactSizeIterator<Item = Candidate<'d>> {
        let document = self.document;
        self.record.candidates.iter().map(move |&record| Candidate { document, record })
    }
}

/// Somebody who may be the speaker.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::builder().speaker_candidates(2).build()?;
/// let document = extractor.extract("Ana Kovic met Eva Noir on Monday. “We agreed on nothing,” she said.")?;
///
/// let speaker = document.statements().find_map(|s| s.speaker()).expect("somebody says it");
/// let mut names: Vec<&str> = speaker.candidates().map(|c| c.entity().name()).collect();
/// names.sort();
/// assert_eq!(names, ["Ana Kovic", "Eva Noir"], "it may be either of them");
/// assert!(speaker.candidates().map(|c| c.score()).sum::<f32>() <= 1.001);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'d> {
    document: &'d Document<'d>,
    record: CandidateRecord,
}

impl<'d> Candidate<'d> {
    /// Who it is.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn entity(self) -> Entity<'d> {
        Entity { document: self.document, index: self.record.entity }
    }

    /// The probability that they are the speaker; in 0..=1. Those of all candidates add up to 1 at
    /// most.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn score(self) -> f32 {
        self.record.score
    }
}

/// Words between quotation marks that are no statement.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let input = "<p>The bridge, a “minor <i>little</i> detail” of the plan, was closed by Ana Kovic.";
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract(input)?;
///
/// let phrase = document.marked_phrases().next().expect("something stands between marks");
/// assert_eq!(phrase.index(), 0);
/// assert_eq!(&input[phrase.span()], phrase.as_str());
/// assert_eq!((phrase.as_str(), phrase.text()), ("minor <i>little</i> detail", "minor little detail"));
/// assert_eq!(phrase.reason(), dixit::PhraseReason::ScareQuote);
/// # Ok(())
/// # }
/// ```
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
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands in the input, marks left out.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(self.record().start, self.record().end)
    }

    /// The input's own words, markup and all.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn as_str(self) -> &'d str {
        &self.document.input()[self.span()]
    }

    /// Its words as they are read: without markup, references decoded, spaces folded.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.record().text
    }

    /// What it is instead.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn reason(self) -> PhraseReason {
        self.record().reason
    }
}
