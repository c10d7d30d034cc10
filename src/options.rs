//! What an extractor can be told before it is made.

use crate::error::Error;
use crate::kinds::{Act, EntityKind};
use crate::known::KnownEntities;
use crate::limits::Limits;
#[cfg(feature = "rust-bert")]
use crate::model::Libtorch;
use crate::model::{Encoder, Kernel, LabelMap, Model};
use crate::text::InputFormat;

/// How texts are read, and what of the results is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) format: InputFormat,
    pub(crate) limits: Limits,
    /// The least scores, in 0..=1.
    pub(crate) min_mention_score: f32,
    pub(crate) min_statement_score: f32,
    /// That of indirect statements, where it is more.
    pub(crate) min_indirect_score: f32,
    pub(crate) min_speaker_score: f32,
    pub(crate) acts: Acts,
    /// The most candidates for a speaker.
    pub(crate) speaker_candidates: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: InputFormat::default(),
            limits: Limits::default(),
            min_mention_score: 0.0,
            min_statement_score: 0.0,
            min_indirect_score: ExtractorBuilder::MIN_INDIRECT_SCORE,
            min_speaker_score: 0.0,
            acts: Acts::default(),
            speaker_candidates: 0,
        }
    }
}

/// Which acts are returned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acts {
    speech: bool,
    thought: bool,
    silence: bool,
}

impl Default for Acts {
    fn default() -> Self {
        Self { speech: true, thought: true, silence: true }
    }
}

impl Acts {
    pub(crate) fn has(self, act: Act) -> bool {
        match act {
            Act::Speech => self.speech,
            Act::Thought => self.thought,
            Act::Silence => self.silence,
        }
    }

    fn only(acts: &[Act]) -> Self {
        Self {
            speech: acts.contains(&Act::Speech),
            thought: acts.contains(&Act::Thought),
            silence: acts.contains(&Act::Silence),
        }
    }
}

impl Options {
    /// # Errors
    ///
    /// A score that is none.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (what, score) in [
            ("mention", self.min_mention_score),
            ("statement", self.min_statement_score),
            ("indirect", self.min_indirect_score),
            ("speaker", self.min_speaker_score),
        ] {
            if !(0.0..=1.0).contains(&score) {
                return Err(Error::config(format!(
                    "min_{what}_score is {score}; scores are in 0..=1"
                )));
            }
        }
        Ok(())
    }
}

/// Options of an [`Extractor`](crate::Extractor).
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// use dixit::{ErrorKind, Extractor, ExtractorBuilder, InputFormat, Kernel, Limits, Model};
///
/// let extractor = Extractor::builder()
///     .model(Model::Default)
///     .unverified_model(false)
///     .kernel(Kernel::best())
///     .threads(2)
///     .input_format(InputFormat::Text)
///     .limits(Limits::default().input_bytes(1 << 20))
///     .min_indirect_score(ExtractorBuilder::MIN_INDIRECT_SCORE)
///     .build()?;
/// let document = extractor.extract("“<b>Never,</b>” said Ana Kovic.")?;
/// assert_eq!(document.statements().next().map(|s| s.text()), Some("<b>Never,</b>"));
///
/// let error = Extractor::builder().threads(0).build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Config);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct ExtractorBuilder {
    pub(crate) model: Model,
    pub(crate) encoder: Option<Box<dyn Encoder>>,
    pub(crate) kernel: Option<Kernel>,
    #[cfg(feature = "rust-bert")]
    pub(crate) libtorch: Option<Libtorch>,
    pub(crate) labels: LabelMap,
    pub(crate) unverified: bool,
    pub(crate) threads: Option<usize>,
    pub(crate) options: Options,
    pub(crate) known: KnownEntities,
}

impl ExtractorBuilder {
    /// The least score of an indirect statement, if none is said.
    ///
    /// Of those that it keeps 88 % are statements, and 86 % of those that there are are among them:
    /// measured on training articles of three kinds, each read by a model like the bundled one that
    /// was trained without it. The model card has the figures of other minimums.
    ///
    /// [Example](Self#example)
    pub const MIN_INDIRECT_SCORE: f32 = 0.4;

    /// Where the model comes from; [`Model::Default`] if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn model(mut self, model: Model) -> Self {
        self.model = model;
        self
    }

    /// Takes a model whose files are not those that its manifest was written for, by size and
    /// sha256: one that was edited on purpose. They are refused if not said. All other checks stay.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn unverified_model(mut self, allowed: bool) -> Self {
        self.unverified = allowed;
        self
    }

    /// How to read inputs; [`InputFormat::Auto`] if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn input_format(mut self, format: InputFormat) -> Self {
        self.options.format = format;
        self
    }

    /// What labels of a Hugging Face model mean, beside those that are known by their names
    /// (CoNLL's, OntoNotes', WikiNER's, WNUT's).
    ///
    /// Each is a label ("LABEL_3") or what stands behind its B- or I- ("GPE"), upper or lower case,
    /// with the kind of thing that it is, or `None` if it is not to be tagged. A model of this
    /// crate's own takes no notice of it.
    ///
    /// ```no_run
    /// use dixit::{EntityKind, Extractor, Model};
    ///
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = Extractor::builder()
    ///     .model(Model::Directory("my-tagger".into()))
    ///     .labels([("SHIP", Some(EntityKind::Miscellaneous)), ("DISEASE", None)])
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn labels<L: AsRef<str>>(
        mut self,
        labels: impl IntoIterator<Item = (L, Option<EntityKind>)>,
    ) -> Self {
        self.labels
            .extend(labels.into_iter().map(|(label, kind)| (label.as_ref().to_uppercase(), kind)));
        self
    }

    /// rust-bert's models on libtorch in place of the embedded encoder, over the same weights. An
    /// encoder of the [caller's own](Self::encoder) comes before it.
    ///
    /// [Example](Libtorch#example)
    #[cfg(feature = "rust-bert")]
    #[must_use]
    pub fn libtorch(mut self, options: Libtorch) -> Self {
        self.libtorch = Some(options);
        self
    }

    /// An encoder in place of the embedded one. It must compute the network of the model's
    /// `config.json`.
    ///
    /// [Example](Encoder#example)
    #[must_use]
    pub fn encoder(mut self, encoder: Box<dyn Encoder>) -> Self {
        self.encoder = Some(encoder);
        self
    }

    /// How the embedded encoder computes. If not said, the environment variable `DIXIT_KERNEL`
    /// decides, and without it [`Kernel::best`] (for a Hugging Face model [`Kernel::Reference`]).
    /// Another encoder takes no notice of it.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = Some(kernel);
        self
    }

    /// How many threads work on a text: a pool of the extractor's own. If not said, the caller's
    /// rayon pool, which by default has one thread a core. The result is the same for any number.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// People, organizations and others that the caller knows. An entity that has one of their names
    /// as a whole, or a person's last name where neither list nor text has another of that name,
    /// gets the [id](crate::Entity::known), and the name and kind of the list. A name that several
    /// on the list have is nobody's, and a name of one word does not change what kind it is, but for
    /// miscellaneous.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{EntityKind, Extractor, KnownEntities, KnownEntity};
    ///
    /// let ana = KnownEntity::new("Q1", "Ana Kovic", EntityKind::Person);
    /// let extractor = Extractor::builder().known(KnownEntities::new([ana])?).build()?;
    /// let document = extractor.extract("“We will rebuild the bridge,” said Kovic.")?;
    /// let speaker = document.statements().find_map(|s| s.speaker()?.entity());
    /// assert_eq!(speaker.and_then(|e| e.known()), Some("Q1"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn known(mut self, entities: KnownEntities) -> Self {
        self.known = entities;
        self
    }

    /// How much it takes on before it gives up; [`Limits::default`] if not said.
    ///
    /// [Example](Self#example)
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Leaves out mentions with a lower score, in 0..=1: they name nobody then, speakers neither.
    /// All are kept if not said.
    ///
    /// Scores of `news-en` are calibrated on news: of the mentions with a score of 0.8, four in
    /// five are right; so for the other two minimums. Scores of a Hugging Face model are its own
    /// probabilities, and those of what rules find are the same for all of it.
    ///
    /// [Example](Self::min_speaker_score)
    #[must_use]
    pub fn min_mention_score(mut self, score: f32) -> Self {
        self.options.min_mention_score = score;
        self
    }

    /// Leaves out statements with a lower score, in 0..=1. What of them stands between quotation
    /// marks is kept as a marked phrase that is [`Unsure`](crate::PhraseReason::Unsure). All are
    /// kept if not said.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{Extractor, PhraseReason};
    ///
    /// let extractor = Extractor::builder().min_statement_score(1.0).build()?;
    /// let document = extractor.extract("“Never,” said Ana Kovic.")?;
    /// assert_eq!(document.statements().len(), 0, "nobody is as sure as that");
    /// let phrase = document.marked_phrases().next().expect("it stands between marks");
    /// assert_eq!((phrase.text(), phrase.reason()), ("Never,", PhraseReason::Unsure));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn min_statement_score(mut self, score: f32) -> Self {
        self.options.min_statement_score = score;
        self
    }

    /// Leaves out indirect statements with a lower score, in 0..=1: where marks show nothing, more
    /// is made up. It is [`MIN_INDIRECT_SCORE`](Self::MIN_INDIRECT_SCORE) if not said; 0 keeps all.
    /// Where [`min_statement_score`](Self::min_statement_score) is more, that counts.
    ///
    /// [Example](Self::min_speaker_score)
    #[must_use]
    pub fn min_indirect_score(mut self, score: f32) -> Self {
        self.options.min_indirect_score = score;
        self
    }

    /// Which [acts](crate::Statement::act) are returned; all if not said. What stands between
    /// quotation marks in a statement of another act is kept as a marked phrase that is
    /// [`LeftOut`](crate::PhraseReason::LeftOut).
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{Act, Extractor};
    ///
    /// let extractor = Extractor::builder().acts([Act::Speech, Act::Silence]).build()?;
    /// let document = extractor.extract("Ana Kovic hopes that the bridge will open in May. “It will,” said Ben Brandt.")?;
    /// let acts: Vec<Act> = document.statements().map(|s| s.act()).collect();
    /// assert_eq!(acts, [Act::Speech]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn acts(mut self, acts: impl IntoIterator<Item = Act>) -> Self {
        self.options.acts = Acts::only(&acts.into_iter().collect::<Vec<_>>());
        self
    }

    /// Leaves a statement without a speaker where the speaker's score is lower, in 0..=1. All are
    /// kept if not said.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let text = "“Never,” said Ana Kovic.";
    /// for (least, speakers) in [(0.0, 1), (1.0, 0)] {
    ///     let extractor = dixit::Extractor::builder()
    ///         .min_mention_score(least)
    ///         .min_indirect_score(least)
    ///         .min_speaker_score(least)
    ///         .build()?;
    ///     let document = extractor.extract(text)?;
    ///     assert_eq!(document.statements().filter_map(|s| s.speaker()).count(), speakers);
    ///     assert_eq!(document.mentions().len(), speakers);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn min_speaker_score(mut self, score: f32) -> Self {
        self.options.min_speaker_score = score;
        self
    }

    /// How many [candidates](crate::Speaker::candidates) a speaker comes with, at most; none if not
    /// said.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::builder().speaker_candidates(3).build()?;
    /// let document = extractor.extract("Ana Kovic met Eva Noir on Monday. “We agreed on nothing,” she said.")?;
    /// let speaker = document.statements().find_map(|s| s.speaker()).expect("somebody says it");
    /// let candidates: Vec<_> = speaker.candidates().collect();
    /// assert_eq!(candidates.len(), 2);
    /// assert_eq!(speaker.name(), Some(candidates[0].entity().name()), "the likeliest");
    /// assert!(candidates[0].score() >= candidates[1].score());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn speaker_candidates(mut self, most: usize) -> Self {
        self.options.speaker_candidates = most;
        self
    }
}
