//! Roles: the words that are a source, a cue or content, as the model tags them, mended; or as
//! rules find them where it tags none.

mod acts;
mod aside;
mod relative;
mod repair;
mod reported;
mod rules;
mod spans;

pub(crate) use acts::Acts;
pub(crate) use aside::aside_before;
pub(crate) use relative::{Clause, relative_clause};
pub(crate) use reported::is_reported;
pub(crate) use spans::{RoleSpan, Roles, overlapping};

use crate::entities::Entities;
use crate::error::Error;
use crate::limits::Allowance;
use crate::model::Tags;
use crate::text::Reading;

/// The roles of a text's statements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    /// Of those that stand in the text itself.
    pub(crate) outer: Roles,
    /// Of those that stand in the content of another; `None` where nobody looked into contents, and
    /// what was seen of them is in the one layer that there is.
    pub(crate) inner: Option<Roles>,
    /// What cues report; `None` where nobody looked.
    pub(crate) acts: Option<Acts>,
}

/// What the model tags as roles, or what rules find where it tags none, with all repairs.
pub(crate) fn find(
    reading: &Reading<'_>,
    tags: Tags,
    entities: &Entities,
    allowance: &Allowance<'_>,
) -> Result<Layers, Error> {
    let tagged = |tags| Roles::tagged(&reading.words, tags);
    let mut layers = Layers {
        outer: tags.roles.map_or_else(|| rules::roles(reading, entities), tagged),
        inner: tags.inner.map(tagged),
        acts: tags.acts.map(Acts::new),
    };
    for repair in repair::of_outer(layers.inner.is_some()) {
        allowance.check()?;
        repair(&mut layers.outer, reading, entities);
    }
    if let Some(inner) = &mut layers.inner {
        // A cue of the text itself is none of another's words.
        inner.cues.retain(|c| overlapping(&layers.outer.cues, c.span).is_empty());
        for repair in repair::of_inner() {
            allowance.check()?;
            repair(inner, reading, entities);
        }
    }
    Ok(layers)
}
