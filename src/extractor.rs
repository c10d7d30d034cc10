use std::fmt;

use rayon::prelude::*;

use crate::document::Document;
use crate::error::Error;
use crate::input::Input;
use crate::limits::Limits;
#[cfg(feature = "rust-bert")]
use crate::model::LibtorchEncoder;
use crate::model::{EmbeddedEncoder, Tagger, load};
use crate::options::ExtractorBuilder;
use crate::pipeline::Pipeline;
#[cfg(feature = "training")]
use crate::scorers::Records;

/// Reads texts and says who said what in them.
///
/// Loading a model takes a fraction of a second and tens of megabytes: make one extractor and share
/// it between threads. Nothing is fetched from a network, ever.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), dixit::Error> {
/// let extractor = dixit::Extractor::new()?;
/// let document = extractor.extract("“We will rebuild the bridge,” said Ana Kovic.")?;
/// let statement = document.statements().next().expect("something is said");
/// assert_eq!(statement.text(), "We will rebuild the bridge,");
/// assert_eq!(statement.speaker().and_then(|s| s.name()), Some("Ana Kovic"));
/// # Ok(())
/// # }
/// ```
pub struct Extractor {
    pipeline: Pipeline,
    threads: Option<rayon::ThreadPool>,
}

// Millions of weights would say less.
impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor")
            .field("model", &self.pipeline.tagger.bundle().name())
            .field("options", &self.pipeline.options)
            .field("known", &self.pipeline.known)
            .finish_non_exhaustive()
    }
}

impl Extractor {
    /// An extractor with the default model, [`InputFormat::Auto`](crate::InputFormat::Auto) and as
    /// many threads as there are cores.
    ///
    /// [Example](Self#example)
    ///
    /// # Errors
    ///
    /// Where the default model is missing or damaged; see
    /// [`Model::Default`](crate::Model::Default).
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A builder for an extractor with other options.
    ///
    /// [Example](ExtractorBuilder#example)
    #[must_use]
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// Reads a text: a string as it is, or an [`Input`] that says more about it.
    ///
    /// Every text within the [`Limits`](crate::Limits) gives a result: an empty one an empty
    /// document, one in another language a poor one with low scores.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// use dixit::{Extractor, Input, InputFormat};
    ///
    /// let extractor = Extractor::new()?;
    /// let document = extractor.extract("“Never,” said Ana Kovic.")?;
    /// assert_eq!(document.statements().len(), 1);
    ///
    /// let bytes = "<p>“Never,” said Ana Kovic.".as_bytes();
    /// let document = extractor.extract(Input::from_utf8(bytes)?.format(InputFormat::Html))?;
    /// assert_eq!(document.statements().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Where the input is over a limit; where the tokenizer or a caller's own encoder fails.
    pub fn extract<'t>(&self, input: impl Into<Input<'t>>) -> Result<Document<'t>, Error> {
        let input = input.into();
        self.in_pool(|| self.pipeline.run(input, None))
    }

    /// Reads a text that comes as bytes, in the encoding that they name or that `encoding` names:
    /// what [`Input::from_bytes`] makes of them.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let document = extractor.extract_bytes(b"\x93Non,\x94 said Zo\xeb Blanc.", Some("windows-1252"))?;
    /// assert_eq!(document.input(), "“Non,” said Zoë Blanc.");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`extract`](Self::extract) and [`Input::from_bytes`].
    pub fn extract_bytes<'t>(
        &self,
        bytes: &'t [u8],
        encoding: Option<&str>,
    ) -> Result<Document<'t>, Error> {
        self.extract(Input::from_bytes(bytes, encoding)?)
    }

    /// Reads many texts, several at a time: one result for each, in their order.
    ///
    /// For archives this is the fast way: a short text alone cannot keep many threads busy.
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let texts = ["“Never,” said Ana Kovic.", "Nobody spoke."];
    /// let mut counts = Vec::new();
    /// for document in extractor.extract_all(&texts) {
    ///     counts.push(document?.statements().len());
    /// }
    /// assert_eq!(counts, [1, 0]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn extract_all<'t, I>(&self, inputs: I) -> Vec<Result<Document<'t>, Error>>
    where
        I: IntoIterator<Item: Into<Input<'t>>>,
    {
        let inputs: Vec<Input<'t>> = inputs.into_iter().map(Into::into).collect();
        self.in_pool(|| {
            inputs.into_par_iter().map(|input| self.pipeline.run(input, None)).collect()
        })
    }

    /// Reads a text and tells what the scorers of links and of antecedents saw: what they are
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
        input: impl Into<Input<'t>>,
    ) -> Result<(Document<'t>, crate::training::Trace), Error> {
        let input = input.into();
        let mut seen = Records::default();
        let document = self.in_pool(|| self.pipeline.run(input, Some(&mut seen)))?;
        let trace = crate::training::Trace::new(document.plain(), seen);
        Ok((document, trace))
    }

    /// How much it takes on of a text that does not say.
    pub(crate) fn limits(&self) -> Limits {
        self.pipeline.options.limits
    }

    fn in_pool<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.threads {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

impl ExtractorBuilder {
    /// Loads and checks the model.
    ///
    /// [Example](ExtractorBuilder#example)
    ///
    /// # Errors
    ///
    /// A model that is missing, damaged or made for another version; labels of unknown meaning; an
    /// encoder that does not fit the model; a kernel that the processor lacks; a CUDA device that
    /// is not there, or half precision without one; zero threads; a score that is not in 0..=1.
    pub fn build(self) -> Result<Extractor, Error> {
        self.options.check()?;
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
        let encoder = match self.encoder {
            Some(encoder) => encoder,
            #[cfg(feature = "rust-bert")]
            None if self.libtorch.is_some() => Box::new(LibtorchEncoder::new(
                &bundle,
                &self.libtorch.unwrap_or_default().or_threads(self.threads),
            )?),
            None => Box::new(EmbeddedEncoder::new(&bundle, self.kernel)?),
        };
        let tagger = Tagger::new(bundle.without_weights(), encoder)?;
        Ok(Extractor {
            pipeline: Pipeline { tagger, options: self.options, known: self.known },
            threads,
        })
    }
}
