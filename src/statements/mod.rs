//! Statements: quotation marks and role tags become pieces of statements, and marks that hold none
//! become marked phrases.

mod dateline;
mod marks;
mod phrases;
mod pieces;
mod roles;
mod rules;
mod signed;

pub(crate) use marks::marked_words;
pub(crate) use phrases::MarkedPhrase;
pub(crate) use pieces::{Origin, Piece, Pieces, pieces};
pub(crate) use roles::{RoleSpan, Roles};
pub(crate) use signed::Signed;

use crate::entities::Entities;
use crate::model::RoleTags;
use crate::text::Layout;

/// What the model tags as roles, or what rules find where it tags none.
pub(crate) fn roles(
    text: &str,
    layout: &Layout,
    tags: Option<RoleTags>,
    entities: &Entities,
) -> Roles {
    match tags {
        Some(tags) => Roles::tagged(&layout.words, tags),
        None => rules::roles(text, layout, entities),
    }
}
