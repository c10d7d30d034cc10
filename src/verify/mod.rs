//! Quotations of a draft, checked against the texts that they come from: whether the words are
//! those of the source, and whether whoever is said to have said them did.
//!
//! [`Sources`] reads any number of texts and indexes their words. [`Sources::verify`] looks for
//! each passage between quotation marks of a draft and says how it stands there: a [`Verdict`],
//! with every change named and every other word shown; and whether its speaker is the same
//! ([`SaidBy`]). The extractor reads the draft, and of the sources what is around a place that was
//! found.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::verify::{SaidBy, Source, Sources, Verdict};
//!
//! let article = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
//! let sources = Sources::new([Source::new("article.txt", article)])?;
//!
//! let draft = "“We are going to wait for an accident,” Kovic said.";
//! let verification = sources.verify(&dixit::Extractor::new()?, draft)?;
//! let quotation = &verification.quotations()[0];
//! assert_eq!(quotation.verdict, Verdict::Altered);
//! assert_eq!(quotation.edits[0].text, "not");
//! assert_eq!(&article[quotation.edits[0].span], "not");
//! assert_eq!(quotation.said_by, SaidBy::Same);
//! # Ok(())
//! # }
//! ```
//!
//! # What is compared
//!
//! Words are compared without their case and their coding, as the places of a source are found by
//! them; the differences are named then. What stands between words is compared sign by sign.
//! Nothing but equal bytes is [`Verbatim`](Verdict::Verbatim).
//!
//! | verdict | what it allows |
//! |---|---|
//! | verbatim | nothing; markup does not count |
//! | allowed changes | what [`ChangeKind`] lists: other marks, dashes and spaces, the case of the first letter, a stop or a comma beside the closing mark, "…" for words that were left out (120 at most at a time), square brackets around words that were put in (in place of 8 at most), and an attribution left out between two parts of one statement |
//! | altered | other words or other punctuation, where half of what the quotation tells stands in one place |
//! | stitched | pieces of three words or more from different places; or from statements of different speakers, or of one without a sign that something was left out |
//! | absent | the rest |
//!
//! A quotation that stands in several places is compared with those that are most like it; speech
//! comes before what a reporter says. Sources without any quotation marks (transcripts, speeches)
//! are speech as a whole.
//!
//! # What repeats
//!
//! [`repeats`] finds the quotations that stand in a list several times, by the same index.
//!
//! # What it costs
//!
//! The index takes about 20 bytes for each word of the sources. Finding a quotation takes time with
//! its length; where an n-gram stands in more than 400 places, longer ones are looked up, and of
//! what still repeats as often 400 are looked at. That decides nothing about verbatim words: where
//! all words of a quotation stand one after the other, the place is always found.

mod align;
mod candidates;
mod compare;
mod finding;
mod gaps;
mod index;
mod judgement;
mod names;
mod quoted;
mod record;
mod repeats;
mod sides;
mod source;
mod speech;
mod statements;
mod verification;
mod words;

pub use record::{
    Change, ChangeKind, Edit, EditKind, Piece, Quotation, SCHEMA, SaidBy, Verdict,
    VerificationRecord,
};
pub use repeats::{Repeat, repeats};
pub use sides::{Bit, BitKind, Sides};
pub use source::{Source, Sources};
pub use verification::Verification;
