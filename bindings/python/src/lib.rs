//! The Python package `dixit`: the extractor and its results as Python sees them.
//!
//! Python's own layer (`python/dixit`) adds names and integrations; whatever reads or counts is
//! here, and all of it is made of the crate's public items.

mod arrow;
mod document;
mod errors;
mod extractor;
mod known;
mod limits;
mod many;
mod options;
mod pool;
mod text;
mod views;
mod waiting;

use pyo3::prelude::*;

/// The part of the package that is Rust. Import `dixit` instead.
#[pymodule]
mod _dixit {
    #[pymodule_export]
    use super::arrow::{ArrowTable, ArrowTables};
    #[pymodule_export]
    use super::document::{Article, Document};
    #[pymodule_export]
    use super::extractor::Extractor;
    #[pymodule_export]
    use super::limits::Limits;
    #[pymodule_export]
    use super::many::Documents;
    #[pymodule_export]
    use super::views::{
        Candidate, Entity, MarkedPhrase, Mention, Span, Speaker, Statement, TextSpan,
    };

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("TABLES", dixit_arrow::VERSION)?;
        module.add("SCHEMA", dixit::SCHEMA)
    }
}
