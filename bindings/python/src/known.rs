//! The list of people and organizations that a caller knows, as Python gives it.

use std::path::PathBuf;

use dixit::{KnownEntities, KnownEntity};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

use crate::errors::{config, exception};

#[derive(Debug)]
pub(crate) enum Known {
    /// A file, in JSON or CSV.
    File(PathBuf),
    List(Vec<KnownEntity>),
}

impl Known {
    /// # Errors
    ///
    /// What is neither a path nor an iterable; an entry that is none, with its place.
    pub(crate) fn new(known: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(path) = known.extract::<PathBuf>() {
            return Ok(Self::File(path));
        }
        let entries = known.try_iter()?.enumerate();
        entries.map(|(i, entry)| entity(&entry?, i + 1)).collect::<PyResult<_>>().map(Self::List)
    }

    /// The list, read anew where it is in a file.
    pub(crate) fn entities(&self, py: Python<'_>) -> PyResult<KnownEntities> {
        let entities = match self {
            Self::File(path) => py.detach(|| KnownEntities::from_file(path)),
            Self::List(list) => KnownEntities::new(list.iter().cloned()),
        };
        entities.map_err(|e| exception(py, &e))
    }

    /// What it came of.
    pub(crate) fn argument<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::File(path) => Ok(path.into_pyobject(py)?.into_any()),
            Self::List(list) => {
                let json = serde_json::to_string(list).map_err(|e| config(py, e.to_string()))?;
                py.import("json")?.call_method1("loads", (json,))
            }
        }
    }
}

/// One entry: a dictionary with what the library has in its lists.
fn entity(entry: &Bound<'_, PyAny>, place: usize) -> PyResult<KnownEntity> {
    let py = entry.py();
    let wrong = |what: String| config(py, format!("list of known entities, entry {place}: {what}"));
    if entry.cast::<PyMapping>().is_err() {
        return Err(wrong(format!("it is a {}, and no dict", entry.get_type().name()?)));
    }
    let fields = py.get_type::<PyDict>().call1((entry,))?;
    let json: String = py.import("json")?.call_method1("dumps", (fields,))?.extract()?;
    serde_json::from_str(&json).map_err(|e| {
        let shown = e.to_string();
        // The place in a JSON that the caller has never seen.
        wrong(shown.rsplit_once(" at line ").map_or(shown.as_str(), |(what, _)| what).to_owned())
    })
}
