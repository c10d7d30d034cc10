use std::fmt;

use rayon::prelude::*;

use crate::document::{Document, Findings, Wanted};
use crate::entities::Entities;
use crate::error::Error;
use crate::kinds::{Attribution, EntityKind};
use crate::limits::Limits;
use crate::model::{EmbeddedEncoder, Encoder, Kernel, LabelMap, ModelSource, Tagger, load};
#[cfg(feature = "rust-bert")]
use crate::model::{Libtorch, LibtorchEncoder};
use crate::speakers::Traces;
use crate::text::{InputFormat, Reading, Source};
use crate::timings::{Stopwatch, Timings};
use crate::{roles, scorers, speakers, statements};

/// Reads texts and says who said what in them.
///
/// Loading a model takes a fraction of a second and tens of megabytes: make one extractor and share
/// it between threads. Nothing is fetched from a network, ever.
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“We will rebuild the bridge,” said Ana Kovic.")?;
/// for statement in document.statements() {
///     println!("{:?}: {}", statement.speaker().and_then(|s| s.name()), statement.text());
/// }
/// # Ok(())
/// # }
/// ```
pub struct Extractor {
    format: InputFormat,
    tagger: Tagger,
    wanted: Wanted,
    limits: Limits,
    threads: Option<rayon::ThreadPool>,
}

// Millions of weights would say less.
impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor")
            .field("model", &self.tagger.bundle().name())
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

impl Extractor {
    /// An extractor with the default model, [`InputFormat::Auto`] and as many threads as there are
    /// cores.
    ///
    /// # Errors
    ///
    /// Where the default model is missing or damaged; see [`ModelSource::Default`].
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A builder for an extractor with other options.
    #[must_use]
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// Reads `input`.
    ///
    /// Every text within the [`Limits`] gives a result: an empty one an empty document, one in
    /// another language a poor one with low scores.
    ///
    /// # Errors
    ///
    /// Where the input is over a limit; where the tokenizer or a caller's own encoder fails.
    pub fn extract<'t>(&self, input: &'t str) -> Result<Document<'t>, Error> {
        self.extract_as(input, self.format)
    }

    /// Reads `input` in this format, whatever the extractor was told.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::InputFormat;
    ///
    /// let extractor = dixit::Extractor::new()?;
    /// let input = "“<b>Never,</b>” said Ana Kovic.";
    /// let said = |format| extractor.extract_as(input, format).map(|d| d.statements().next().map(|s| s.text()));
    /// assert_eq!(said(InputFormat::Html)?.as_deref(), Some("Never,"));
    /// assert_eq!(said(InputFormat::Text)?.as_deref(), Some("<b>Never,</b>"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract).
    pub fn extract_as<'t>(
        &self,
        input: &'t str,
        format: InputFormat,
    ) -> Result<Document<'t>, Error> {
        self.in_pool(|| self.run(input, format, &mut Timings::default(), None))
    }

    /// Reads `input` and says how long each stage took.
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract).
    pub fn extract_timed<'t>(&self, input: &'t str) -> Result<(Document<'t>, Timings), Error> {
        let mut timings = Timings::default();
        let document = self.in_pool(|| self.run(input, self.format, &mut timings, None))?;
        Ok((document, timings))
    }

    /// Reads many inputs, several at a time: one result for each, in their order.
    ///
    /// For archives this is the fast way: a short text alone cannot keep many threads busy.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let inputs = ["“Never,” said Ana Kovic.", "Nobody spoke."];
    /// let documents = extractor.extract_all(&inputs);
    /// let counts: Vec<usize> = documents.into_iter().map(|d| Ok(d?.statements().len())).collect::<Result<_, dixit::Error>>()?;
    /// assert_eq!(counts, [1, 0]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn extract_all<'t, T: AsRef<str> + Sync>(
        &self,
        inputs: &'t [T],
    ) -> Vec<Result<Document<'t>, Error>> {
        self.in_pool(|| {
            inputs
                .par_iter()
                .map(|input| self.run(input.as_ref(), self.format, &mut Timings::default(), None))
                .collect()
        })
    }

    fn in_pool<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.threads {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// Reads `input`, which must be UTF-8.
    ///
    /// # Errors
    ///
    /// Where it is not, with the first byte that is wrong; and as for [`extract`](Self::extract).
    pub fn extract_bytes<'t>(&self, input: &'t [u8]) -> Result<Document<'t>, Error> {
        self.extract(std::str::from_utf8(input).map_err(Error::encoding)?)
    }

    /// Reads `input` and tells what the scorers of links and of antecedents saw: what they are
    /// trained on.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let input = "Ana Kovic met Ben Brandt. “We agreed on nothing,” she said.";
    /// let (_, trace) = dixit::Extractor::new()?.extract_traced(input)?;
    /// let she = trace.references.iter().find(|r| &input[r.span] == "she").expect("a pronoun is a reference");
    /// assert!(she.answers.iter().all(|a| a.features.len() == dixit::training::ANTECEDENT_FEATURES.len()));
    /// assert!((she.answers.iter().map(|a| a.probability).sum::<f32>() - 1.0).abs() < 1e-3);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract).
    #[cfg(feature = "training")]
    pub fn extract_traced<'t>(
        &self,
        input: &'t str,
    ) -> Result<(Document<'t>, crate::training::Trace), Error> {
        let mut seen = Traces::default();
        let document = self
            .in_pool(|| self.run(input, self.format, &mut Timings::default(), Some(&mut seen)))?;
        let source = Source::new(input, self.format);
        Ok((document, crate::training::Trace::new(&source, seen)))
    }

    /// The pipeline.
    fn run<'t>(
        &self,
        input: &'t str,
        format: InputFormat,
        time: &mut Timings,
        trace: Option<&mut Traces>,
    ) -> Result<Document<'t>, Error> {
        let allowance = self.limits.begin(input)?;
        let mut clock = Stopwatch::start();
        let source = Source::new(input, format);
        let reading = Reading::new(&source);
        clock.lap(&mut time.layout);
        let mut tags = self.tagger.tag(&reading, &allowance, time)?;
        let bundle = self.tagger.bundle();
        let calibration = bundle.calibration();
        clock = Stopwatch::start();
        tags.entities
            .retain(|tag| calibration.mention.apply(tag.score) >= self.wanted.min_mention_score);
        let entities = Entities::find(&reading, &tags.entities);
        clock.lap(&mut time.entities);
        allowance.check_time()?;
        let attribution =
            if tags.roles.is_some() { Attribution::Learned } else { Attribution::Rules };
        let roles = roles::find(&reading, tags.roles, &entities)
            .with_inner_attributions(&reading)
            .with_authors_of_block_quotes(&reading, &entities)
            .with_whole_names(&reading, &entities)
            .with_contents_of_according(&reading);
        let pieces = statements::pieces(&reading, &roles, &entities);
        clock.lap(&mut time.statements);
        allowance.check_time()?;
        let (links, references) = trace.map(|t| (&mut t.links, &mut t.references)).unzip();
        let statements = statements::link(&reading, &roles, &pieces, bundle.link(), links);
        allowance.check_statements(statements.len())?;
        let speakers = speakers::resolve(
            &reading,
            &entities,
            &pieces.signed,
            &statements,
            bundle.antecedent(),
            references,
        );
        clock.lap(&mut time.speakers);
        allowance.check_time()?;
        let findings = Findings { entities, statements, speakers, phrases: pieces.phrases };
        Ok(findings.into_document(&source, bundle.name(), attribution, calibration, self.wanted))
    }
}

/// Options of an [`Extractor`].
#[derive(Debug, Default)]
pub struct ExtractorBuilder {
    model: ModelSource,
    format: InputFormat,
    encoder: Option<Box<dyn Encoder>>,
    kernel: Option<Kernel>,
    #[cfg(feature = "rust-bert")]
    libtorch: Option<Libtorch>,
    labels: LabelMap,
    unverified: bool,
    wanted: Wanted,
    limits: Limits,
    threads: Option<usize>,
}

impl ExtractorBuilder {
    /// Where the model comes from; [`ModelSource::Default`] if not said.
    #[must_use]
    pub fn model(mut self, source: ModelSource) -> Self {
        self.model = source;
        self
    }

    /// Takes a model whose files are not those that its manifest was written for, by size and
    /// sha256: one that was edited on purpose. They are refused if not said. All other checks stay.
    #[must_use]
    pub fn unverified_model(mut self, allowed: bool) -> Self {
        self.unverified = allowed;
        self
    }

    /// How to read inputs; [`InputFormat::Auto`] if not said.
    #[must_use]
    pub fn input_format(mut self, format: InputFormat) -> Self {
        self.format = format;
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
    /// use dixit::{EntityKind, Extractor, ModelSource};
    ///
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = Extractor::builder()
    ///     .model(ModelSource::Directory("my-tagger".into()))
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
    #[cfg(feature = "rust-bert")]
    #[must_use]
    pub fn libtorch(mut self, options: Libtorch) -> Self {
        self.libtorch = Some(options);
        self
    }

    /// An encoder in place of the embedded one. It must compute the network of the model's
    /// `config.json`.
    #[must_use]
    pub fn encoder(mut self, encoder: Box<dyn Encoder>) -> Self {
        self.encoder = Some(encoder);
        self
    }

    /// How the embedded encoder computes. If not said, the environment variable `DIXIT_KERNEL`
    /// decides, and without it [`Kernel::best`] (for a Hugging Face model [`Kernel::Reference`]).
    /// Another encoder takes no notice of it.
    #[must_use]
    pub fn kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = Some(kernel);
        self
    }

    /// How many threads work on a text: a pool of the extractor's own. If not said, the caller's
    /// rayon pool, which by default has one thread a core. The result is the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// How much it takes on before it gives up; [`Limits::default`] if not said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Leaves out mentions with a lower score, in 0..=1: they name nobody then, speakers neither.
    /// All are kept if not said.
    ///
    /// Scores of `news-en` are calibrated on news: of the mentions with a score of 0.8, four in
    /// five are right; so for the other two minimums. Scores of a Hugging Face model are its own
    /// probabilities, and those of what rules find are the same for all of it.
    #[must_use]
    pub fn min_mention_score(mut self, score: f32) -> Self {
        self.wanted.min_mention_score = score;
        self
    }

    /// Leaves out statements with a lower score, in 0..=1. What of them stands between quotation
    /// marks is kept as a marked phrase that is [`Unsure`](crate::PhraseReason::Unsure). All are
    /// kept if not said.
    #[must_use]
    pub fn min_statement_score(mut self, score: f32) -> Self {
        self.wanted.min_statement_score = score;
        self
    }

    /// Leaves a statement without a speaker where the speaker's score is lower, in 0..=1. All are
    /// kept if not said.
    #[must_use]
    pub fn min_speaker_score(mut self, score: f32) -> Self {
        self.wanted.min_speaker_score = score;
        self
    }

    /// How many [candidates](crate::Speaker::candidates) a speaker comes with, at most; none if not
    /// said.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::builder().speaker_candidates(3).build()?;
    /// let document = extractor.extract("Ana Kovic met Eva Noir on Monday. “We agreed on nothing,” she said.")?;
    /// for candidate in document.statements().filter_map(|s| s.speaker()).flat_map(|s| s.candidates()) {
    ///     println!("{} {:.2}", candidate.entity().name(), candidate.score());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn speaker_candidates(mut self, most: usize) -> Self {
        self.wanted.speaker_candidates = most;
        self
    }

    /// Loads and checks the model.
    ///
    /// # Errors
    ///
    /// A model that is missing, damaged or made for another version; labels of unknown meaning; an
    /// encoder that does not fit the model; a kernel that the processor lacks; a CUDA device that
    /// is not there, or half precision without one; zero threads; a score that is not in 0..=1.
    pub fn build(self) -> Result<Extractor, Error> {
        self.wanted.check()?;
        let threads = match self.threads {
            Some(0) => return Err(Error::config("an extractor needs at least one thread")),
            Some(n) => Some(
                rayon::ThreadPoolBuilder::new()
                    .num_threads(n)
                    .build()
                    .map_err(|e| Error::config(format!("cannot start {n} threads: {e}")))?,
            ),
            None => None,
        };
        let bundle = load(self.model, Some(&self.labels), !self.unverified)?;
        bundle.antecedent().check("antecedent", scorers::antecedents::NAMES)?;
        bundle.link().check("link", scorers::links::NAMES)?;
        let encoder = match self.encoder {
            Some(encoder) => encoder,
            #[cfg(feature = "rust-bert")]
            None if self.libtorch.is_some() => Box::new(LibtorchEncoder::new(
                &bundle,
                &self.libtorch.unwrap_or_default().or_threads(self.threads),
            )?),
            None => Box::new(EmbeddedEncoder::new(&bundle, self.kernel)?),
        };
        Ok(Extractor {
            format: self.format,
            tagger: Tagger::new(bundle.without_weights(), encoder)?,
            wanted: self.wanted,
            limits: self.limits,
            threads,
        })
    }
}
