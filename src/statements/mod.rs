//! Statements: quotation marks and roles become pieces of statements, pieces with their cue and
//! source statements, and marks that hold none marked phrases.

mod act;
mod attributions;
mod author;
mod beside;
mod context;
mod doubt;
mod inner;
mod inner_attributions;
mod inner_link;
mod labels;
mod letters;
mod link;
mod nested;
mod pairing;
mod paragraph;
mod phrases;
mod piece;
mod pieces;
mod rejoin;
mod signature;
mod signed;
mod statement;
mod stretches;
mod transcript;
mod verb;

pub(crate) use author::Signed;
pub(crate) use link::link;
pub(crate) use phrases::MarkedPhrase;
pub(crate) use piece::Origin;
pub(crate) use pieces::pieces;
pub(crate) use rejoin::rejoin;
pub(crate) use statement::Statement;
