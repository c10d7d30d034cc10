//! What an extractor is made of: the arguments of `dixit.Extractor`, kept so that it can be made
//! again in another process.

use std::path::PathBuf;

use dixit::{Act, Extractor, InputFormat, Model, OffsetUnit};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::exception;
use crate::known::Known;
use crate::limits::Limits;

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) model: Option<PathBuf>,
    pub(crate) limits: Option<Py<Limits>>,
    pub(crate) known: Option<Known>,
    pub(crate) format: InputFormat,
    pub(crate) offsets: OffsetUnit,
    pub(crate) threads: Option<usize>,
    pub(crate) acts: Option<Vec<Act>>,
    pub(crate) min_mention_score: Option<f32>,
    pub(crate) min_statement_score: Option<f32>,
    pub(crate) min_indirect_score: Option<f32>,
    pub(crate) min_speaker_score: Option<f32>,
    pub(crate) speaker_candidates: usize,
}

impl Options {
    /// Loads the model.
    pub(crate) fn build(&self, py: Python<'_>) -> PyResult<Extractor> {
        let mut builder = Extractor::builder()
            .input_format(self.format)
            .speaker_candidates(self.speaker_candidates);
        if let Some(directory) = &self.model {
            builder = builder.model(Model::Directory(directory.clone()));
        }
        if let Some(limits) = &self.limits {
            builder = builder.limits(limits.get().to_crate());
        }
        if let Some(known) = &self.known {
            builder = builder.known(known.entities(py)?);
        }
        if let Some(acts) = &self.acts {
            builder = builder.acts(acts.iter().copied());
        }
        if let Some(score) = self.min_mention_score {
            builder = builder.min_mention_score(score);
        }
        if let Some(score) = self.min_statement_score {
            builder = builder.min_statement_score(score);
        }
        if let Some(score) = self.min_indirect_score {
            builder = builder.min_indirect_score(score);
        }
        if let Some(score) = self.min_speaker_score {
            builder = builder.min_speaker_score(score);
        }
        py.detach(|| builder.build()).map_err(|e| exception(py, &e))
    }

    /// The arguments that it came of.
    pub(crate) fn arguments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        out.set_item("model", &self.model)?;
        out.set_item("limits", &self.limits)?;
        out.set_item("known", self.known.as_ref().map(|known| known.argument(py)).transpose()?)?;
        out.set_item("format", self.format.as_str())?;
        out.set_item("offsets", self.offsets.as_str())?;
        out.set_item("threads", self.threads)?;
        out.set_item(
            "acts",
            self.acts.as_ref().map(|a| a.iter().map(|a| a.as_str()).collect::<Vec<_>>()),
        )?;
        out.set_item("min_mention_score", self.min_mention_score)?;
        out.set_item("min_statement_score", self.min_statement_score)?;
        out.set_item("min_indirect_score", self.min_indirect_score)?;
        out.set_item("min_speaker_score", self.min_speaker_score)?;
        out.set_item("speaker_candidates", self.speaker_candidates)?;
        Ok(out)
    }
}

/// One of the crate's kinds by its name.
pub(crate) fn named<T: std::str::FromStr<Err = dixit::Error>>(
    py: Python<'_>,
    name: &str,
) -> PyResult<T> {
    name.parse().map_err(|e| exception(py, &e))
}
