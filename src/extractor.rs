use rayon::prelude::*;

use crate::document::{Document, EntityData, MarkedPhraseData, MentionData, SpeakerData, StatementData};
use crate::entities::Entities;
use crate::error::Error;
use crate::model::{Bundle, EmbeddedEncoder, Encoder, Kernel, ModelSource, Tagger};
use crate::speakers::{Resolved, Statement, Trace};
use crate::statements::{MarkedPhrase, Roles};
use crate::text::{InputFormat, Layout, Source};
use crate::timings::{Stopwatch, Timings};
use crate::{speakers, statements};

/// Reads texts and says who said what in them.
///
/// Loading a model takes a fraction of a second and tens of megabytes: make one extractor and share it between threads. Nothing
/// is fetched from a network, ever.
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
#[derive(Debug)]
pub struct Extractor {
    format: InputFormat,
    tagger: Tagger,
    threads: Option<rayon::ThreadPool>,
}

impl Extractor {
    /// An extractor with the default model, [`InputFormat::Auto`] and as many threads as there are cores.
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
    /// Every text gives a result: an empty one an empty document, one in another language a poor one with low scores.
    ///
    /// # Errors
    ///
    /// Where the tokenizer or a caller's own encoder fails.
    pub fn extract<'t>(&self, input: &'t str) -> Result<Document<'t>, Error> {
        self.in_pool(|| self.run(input, &mut Timings::default(), None))
    }

    /// Reads `input` and says how long each stage took.
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract).
    pub fn extract_timed<'t>(&self, input: &'t str) -> Result<(Document<'t>, Timings), Error> {
        let mut timings = Timings::default();
        let document = self.in_pool(|| self.run(input, &mut timings, None))?;
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
    pub fn extract_all<'t, T: AsRef<str> + Sync>(&self, inputs: &'t [T]) -> Vec<Result<Document<'t>, Error>> {
        self.in_pool(|| inputs.par_iter().map(|input| self.run(input.as_ref(), &mut Timings::default(), None)).collect())
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

    /// Reads `input` and tells, for each reference to somebody, what the ranker of antecedents saw: what a ranker is trained on.
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract).
    #[cfg(feature = "training")]
    pub fn extract_traced<'t>(&self, input: &'t str) -> Result<(Document<'t>, Vec<crate::training::ReferenceTrace>), Error> {
        let mut seen = Vec::new();
        let document = self.in_pool(|| self.run(input, &mut Timings::default(), Some(&mut seen)))?;
        let source = Source::new(input, self.format);
        Ok((document, seen.into_iter().map(|t| crate::training::ReferenceTrace::new(&source, t)).collect()))
    }

    /// The pipeline.
    fn run<'t>(&self, input: &'t str, time: &mut Timings, trace: Option<&mut Vec<Trace>>) -> Result<Document<'t>, Error> {
        let mut clock = Stopwatch::start();
        let source = Source::new(input, self.format);
        let text = source.text();
        let layout = Layout::new(&source);
        clock.lap(&mut time.layout);
        let tags = self.tagger.tag(text, &layout.sentences, &layout.words, &layout.starts_block, time)?;
        clock = Stopwatch::start();
        let entities = Entities::find(text, &layout.words, &tags.entities);
        clock.lap(&mut time.entities);
        let roles = Roles::new(&layout.words, &tags)
            .with_inner_attributions(text, &layout.words)
            .with_whole_names(text, &entities)
            .with_contents_of_according(text, &layout);
        let pieces = statements::pieces(text, &layout, &roles, &entities);
        clock.lap(&mut time.statements);
        let statements = speakers::link(text, &layout, &roles, &pieces);
        let ranker = self.tagger.bundle().antecedent();
        let speakers = speakers::resolve(text, &layout, &entities, &pieces.signed, &statements, ranker, trace);
        clock.lap(&mut time.speakers);
        Ok(document(&source, self.tagger.bundle().name(), entities, statements, speakers, &pieces.phrases))
    }
}

/// Everything that was found, in offsets of the input.
fn document<'t>(
    source: &Source<'t>,
    model: &str,
    entities: Entities,
    statements: Vec<Statement>,
    speakers: Vec<Option<Resolved>>,
    phrases: &[MarkedPhrase],
) -> Document<'t> {
    let name = |resolved: &Resolved| match resolved.entity {
        Some(entity) => Some(entities.entities[entity].name.clone()),
        None => resolved.words.clone(),
    };
    let statements = statements
        .into_iter()
        .zip(&speakers)
        .map(|(s, speaker)| StatementData {
            kind: s.kind,
            spans: s.spans.iter().flat_map(|&span| source.verbatim(span)).collect(),
            score: s.score,
            cue: s.cue.map(|span| source.to_input(span)),
            speaker: speaker.as_ref().map(|r| SpeakerData {
                mention: r.mention.map(|span| source.to_input(span)),
                form: r.form,
                kind: r.kind,
                entity: r.entity,
                name: name(r),
                score: r.score,
            }),
            parent: s.parent,
        })
        .collect();
    Document {
        input: source.input(),
        model: model.to_owned(),
        mentions: entities
            .mentions
            .iter()
            .map(|m| MentionData { span: source.to_input(m.span), kind: m.kind, score: m.score, entity: m.entity })
            .collect(),
        entities: entities
            .entities
            .iter()
            .map(|e| EntityData { name: e.name.clone(), kind: e.kind, mentions: e.mentions.clone() })
            .collect(),
        statements,
        marked_phrases: phrases.iter().map(|p| MarkedPhraseData { span: source.to_input(p.span), reason: p.reason }).collect(),
    }
}

/// Options of an [`Extractor`].
#[derive(Debug, Default)]
pub struct ExtractorBuilder {
    model: ModelSource,
    format: InputFormat,
    encoder: Option<Box<dyn Encoder>>,
    kernel: Option<Kernel>,
    threads: Option<usize>,
}

impl ExtractorBuilder {
    /// Where the model comes from; [`ModelSource::Default`] if not said.
    #[must_use]
    pub fn model(mut self, source: ModelSource) -> Self {
        self.model = source;
        self
    }

    /// How to read inputs; [`InputFormat::Auto`] if not said.
    #[must_use]
    pub fn input_format(mut self, format: InputFormat) -> Self {
        self.format = format;
        self
    }

    /// An encoder in place of the embedded one. It must compute the network of the model's `config.json`.
    #[must_use]
    pub fn encoder(mut self, encoder: Box<dyn Encoder>) -> Self {
        self.encoder = Some(encoder);
        self
    }

    /// How the embedded encoder computes. If not said, the environment variable `DIXIT_KERNEL` decides, and without it
    /// [`Kernel::best`]. Another [encoder](Self::encoder) takes no notice of it.
    #[must_use]
    pub fn kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = Some(kernel);
        self
    }

    /// How many threads work on a text: a pool of the extractor's own. If not said, the caller's rayon pool, which by default has
    /// one thread a core. The result is the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Loads and checks the model.
    ///
    /// # Errors
    ///
    /// A model that is missing, damaged or made for another version; an encoder that does not fit it; zero threads.
    pub fn build(self) -> Result<Extractor, Error> {
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
        let bundle = Bundle::load(self.model)?;
        bundle.antecedent().check(speakers::ANTECEDENT_FEATURES)?;
        let encoder = match self.encoder {
            Some(encoder) => encoder,
            None => Box::new(EmbeddedEncoder::new(&bundle, self.kernel)?),
        };
        Ok(Extractor { format: self.format, tagger: Tagger::new(bundle, encoder)?, threads })
    }
}
