//! Roles: the words that are a source, a cue or content, as the model tags them, mended; or as
//! rules find them where it tags none.

mod repair;
mod reported;
mod rules;
mod spans;

pub(crate) use reported::is_reported;
pub(crate) use spans::{RoleSpan, Roles, overlapping};

use crate::entities::Entities;
use crate::model::RoleTags;
use crate::text::Reading;

/// What the model tags as roles, or what rules find where it tags none, with all repairs.
pub(crate) fn find(reading: &Reading<'_>, tags: Option<RoleTags>, entities: &Entities) -> Roles {
    let mut roles = match tags {
        Some(tags) => Roles::tagged(&reading.words, tags),
        None => rules::roles(reading, entities),
    };
    for repair in repair::REPAIRS {
        repair(&mut roles, reading, entities);
    }
    roles
}
