//! Statements: quotation marks and role tags become pieces of statements, and marks that hold none become marked phrases.

mod marks;
mod phrases;
mod pieces;
mod roles;
mod signed;

pub(crate) use marks::marked_words;
pub(crate) use phrases::MarkedPhrase;
pub(crate) use pieces::{Origin, Piece, Pieces, pieces};
pub(crate) use roles::{RoleSpan, Roles};
pub(crate) use signed::Signed;
