//! Where a text refers to somebody, and how.

use crate::kinds::StatementKind;
use crate::text::Span;

/// How the text refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceForm {
    Name,
    /// "the mayor", where the text has one.
    Description,
    /// A pronoun, or a nominal that names a source, once it was resolved.
    Pronoun,
}

/// A stretch of the text that refers to an entity, and what stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) block: usize,
    pub(crate) form: ReferenceForm,
    /// The kind of the statement that it is part of.
    pub(crate) inside: Option<StatementKind>,
    pub(crate) is_subject: bool,
    pub(crate) is_possessive: bool,
    /// Whether a preposition stands before it ("to Mayor Ana Kovic"): the object of something.
    pub(crate) is_governed: bool,
    /// Whether a verb seems to stand right after it ("Kovic has", "Kovic praised").
    pub(crate) is_acting: bool,
    pub(crate) is_source: bool,
}
