//! Views on a document: each is a share in it and a place, and reads what it is asked for.

mod entity;
mod phrase;
mod span;
mod speaker;
mod statement;

pub(crate) use entity::{Entity, Mention};
pub(crate) use phrase::MarkedPhrase;
use pyo3::{PyClass, PyClassInitializer};
pub(crate) use span::{Span, TextSpan};
pub(crate) use speaker::{Candidate, Speaker};
pub(crate) use statement::Statement;

use crate::document::Share;

/// A view of one kind.
pub(crate) trait View: PyClass + Into<PyClassInitializer<Self>> {
    /// The one at `index`, which is in bounds: it comes from the document.
    fn at(share: Share, index: usize) -> Self;
}
