use dixit::{EntityRecord, MentionRecord};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{Span, View};
use crate::document::{Share, all};

/// A stretch of the text that names something.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mention {
    share: Share,
    index: usize,
}

impl View for Mention {
    fn at(share: Share, index: usize) -> Self {
        Self { share, index }
    }
}

impl Mention {
    fn record(&self) -> &MentionRecord {
        &self.share.record().mentions[self.index]
    }
}

#[pymethods]
impl Mention {
    /// Its place among the mentions.
    #[getter]
    fn index(&self) -> usize {
        self.index
    }

    /// Offset of its start.
    #[getter]
    fn start(&self) -> usize {
        self.record().start
    }

    /// Offset one past its end.
    #[getter]
    fn end(&self) -> usize {
        self.record().end
    }

    /// Where it stands.
    #[getter]
    fn span(&self) -> Span {
        Span::of(self.start(), self.end())
    }

    /// Its words as they are read: without markup, spaces folded.
    #[getter]
    fn text(&self) -> &str {
        &self.record().text
    }

    /// What it names: "person", "location", "organization" or "miscellaneous".
    #[getter]
    fn kind(&self) -> &'static str {
        self.record().kind.as_str()
    }

    /// The probability that its ends and its kind are right, in 0..=1; calibrated on news.
    #[getter]
    fn score(&self) -> f32 {
        self.record().score
    }

    /// The entity that it names.
    #[getter]
    fn entity(&self) -> Entity {
        Entity::at(self.share.clone(), self.record().entity)
    }

    fn __repr__(&self) -> String {
        format!("<dixit.Mention {}: {:?}>", self.kind(), self.text())
    }
}

/// One person, place, organization or other thing, under all its names in the text.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Entity {
    share: Share,
    index: usize,
}

impl View for Entity {
    fn at(share: Share, index: usize) -> Self {
        Self { share, index }
    }
}

impl Entity {
    /// Its name.
    pub(super) fn name_of(&self) -> &str {
        &self.record().name
    }

    fn record(&self) -> &EntityRecord {
        &self.share.record().entities[self.index]
    }
}

#[pymethods]
impl Entity {
    /// Its number in the document, from 0 in the order of first mentions.
    #[getter]
    fn id(&self) -> usize {
        self.index
    }

    /// What the text calls it, in its fullest form.
    #[getter]
    fn name(&self) -> &str {
        &self.record().name
    }

    /// What it is: "person", "location", "organization" or "miscellaneous".
    #[getter]
    fn kind(&self) -> &'static str {
        self.record().kind.as_str()
    }

    /// The id that the extractor's `known` has for it; None where it is not on the list.
    #[getter]
    fn known(&self) -> Option<&str> {
        self.record().known.as_deref()
    }

    /// Its mentions, in the order of the text.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        all::<Mention>(py, &self.share, self.record().mentions.iter().copied())
    }

    fn __repr__(&self) -> String {
        format!("<dixit.Entity {}: {:?}>", self.kind(), self.name())
    }
}
