//! What a model says of a text.

use super::bio::TagSpan;
use crate::kinds::{Act, EntityKind, Role};

/// What the heads say of a text, in spans of its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags {
    pub(crate) entities: Vec<TagSpan<EntityKind>>,
    /// `None` where the model has no head for them.
    pub(crate) roles: Option<RoleTags>,
    /// Those of the statements that stand in the content of another; `None` where the model has no
    /// head for them.
    pub(crate) inner: Option<RoleTags>,
    /// For each word, the probability of each act, in the order of [`Act::ALL`], if it is one of a
    /// cue; all are 0 for a word that the tokenizer drops. `None` where the model has no head for
    /// them.
    pub(crate) acts: Option<Vec<[f32; Act::ALL.len()]>>,
}

/// What a head for roles says.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleTags {
    pub(crate) spans: Vec<TagSpan<Role>>,
    /// For each word, the probability of the last kind of role (content), in 0..=1.
    pub(crate) content: Vec<f32>,
}
