use dixit::SpeakerRecord;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{Entity, TextSpan, View};
use crate::document::Share;

/// Who said a statement.
#[pyclass(frozen, eq, hash, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Speaker {
    share: Share,
    statement: usize,
    /// Its place among several.
    place: Option<usize>,
}

impl Speaker {
    /// The speaker of a statement, or one of several: there is one.
    pub(super) fn new(share: Share, statement: usize, place: Option<usize>) -> Self {
        Self { share, statement, place }
    }

    fn record(&self) -> Option<&SpeakerRecord> {
        let statement = &self.share.record().statements[self.statement];
        match self.place {
            Some(place) => statement.speakers.get(place),
            None => statement.speaker.as_ref(),
        }
    }
}

#[pymethods]
impl Speaker {
    /// The entity's name; without an entity, the words that stand for one ("the ministry"); None
    /// where there is only a pronoun.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.record()?.name.as_deref()
    }

    /// What the speaker is: "person", "organization", "group", "document" or "unnamed".
    #[getter]
    fn kind(&self) -> Option<&'static str> {
        Some(self.record()?.kind.as_str())
    }

    /// How the text names the speaker: "name", "nominal", "pronoun" or "implicit".
    #[getter]
    fn form(&self) -> Option<&'static str> {
        Some(self.record()?.form.as_str())
    }

    /// The words of the text that name the speaker.
    #[getter]
    fn mention(&self) -> Option<TextSpan> {
        self.record()?.mention.as_ref().map(TextSpan::from)
    }

    /// The entity behind them, where one is known.
    #[getter]
    fn entity(&self) -> Option<Entity> {
        Some(Entity::at(self.share.clone(), self.record()?.entity?))
    }

    /// The words that give the speaker's post, occupation or affiliation.
    #[getter]
    fn title(&self) -> Option<TextSpan> {
        self.record()?.title.as_ref().map(TextSpan::from)
    }

    /// The organization that they speak for: one that their title names.
    #[getter]
    fn affiliation(&self) -> Option<Entity> {
        Some(Entity::at(self.share.clone(), self.record()?.affiliation?))
    }

    /// The probability that this is the speaker, in 0..=1; calibrated on news.
    #[getter]
    fn score(&self) -> Option<f32> {
        Some(self.record()?.score)
    }

    /// The likeliest entities, this speaker's own first: as many as the extractor's
    /// `speaker_candidates`, none if that was not said.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let candidates = self.record().map_or(&[][..], |record| &record.candidates);
        let view = |c: &dixit::CandidateRecord| Candidate {
            entity: Entity::at(self.share.clone(), c.entity),
            score: c.score,
        };
        PyTuple::new(py, candidates.iter().map(view).collect::<Vec<_>>())
    }

    fn __repr__(&self) -> String {
        format!(
            "<dixit.Speaker {}, {}: {:?}>",
            self.kind().unwrap_or_default(),
            self.form().unwrap_or_default(),
            self.name()
        )
    }
}

/// Somebody who may be the speaker.
#[pyclass(frozen, module = "dixit", skip_from_py_object)]
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Who it is.
    #[pyo3(get)]
    entity: Entity,
    /// The probability that they are the speaker, in 0..=1.
    #[pyo3(get)]
    score: f32,
}

#[pymethods]
impl Candidate {
    fn __repr__(&self) -> String {
        format!("<dixit.Candidate {:?}: {:.2}>", self.entity.name_of(), self.score)
    }
}
