//! Statements: quotation marks and roles become pieces of statements, pieces with their cue and
//! source statements, and marks that hold none marked phrases.

mod dateline;
mod link;
mod pairing;
mod phrases;
mod pieces;
mod scene;
mod signed;

pub(crate) use link::{Statement, link};
pub(crate) use phrases::MarkedPhrase;
pub(crate) use pieces::{Origin, Piece, Pieces, pieces};
pub(crate) use signed::Signed;
