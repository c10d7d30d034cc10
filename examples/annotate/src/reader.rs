//! What reads the articles.

use dixit::{Document, Extractor, ExtractorBuilder, KnownEntities, Model};

use crate::AnyError;
use crate::arguments::Arguments;

#[derive(Debug)]
pub(crate) struct Reader {
    extractor: Extractor,
    encoding: Option<String>,
}

impl Reader {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, AnyError> {
        let mut builder = builder(arguments);
        if let Some(acts) = &arguments.acts {
            builder = builder.acts(acts.iter().copied());
        }
        if let Some(file) = &arguments.known {
            builder = builder.known(KnownEntities::from_file(file)?);
        }
        let extractor = builder
            .input_format(arguments.input)
            .speaker_candidates(arguments.candidates)
            .min_mention_score(arguments.min_mention_score)
            .min_statement_score(arguments.min_statement_score)
            .min_indirect_score(arguments.min_indirect_score)
            .min_speaker_score(arguments.min_speaker_score)
            .build()?;
        Ok(Self { extractor, encoding: arguments.encoding.clone() })
    }

    pub(crate) fn read<'a>(&self, article: &'a [u8]) -> Result<Document<'a>, AnyError> {
        Ok(self.extractor.extract_bytes(article, self.encoding.as_deref())?)
    }

    /// The model's name and version, which every document says.
    pub(crate) fn model(&self) -> Result<String, AnyError> {
        Ok(self.read(b"")?.model().to_owned())
    }
}

/// The model, and what runs it.
fn builder(arguments: &Arguments) -> ExtractorBuilder {
    let mut builder = Extractor::builder();
    if let Some(directory) = &arguments.model {
        builder = builder.model(Model::Directory(directory.clone()));
    }
    #[cfg(feature = "rust-bert")]
    if let Some(device) = arguments.libtorch {
        builder = builder.libtorch(dixit::Libtorch::new().device(device));
    }
    builder
}
