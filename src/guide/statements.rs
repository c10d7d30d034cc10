//! Statements: what somebody says, thinks or keeps back, in a text that reports it.
//!
//! A [`Statement`](crate::Statement) answers three questions, apart from who:
//!
//! | | | |
//! |---|---|---|
//! | [`kind`](crate::Statement::kind) | how is it reported? | direct (all of it between marks), mixed (a part of it), indirect |
//! | [`act`](crate::Statement::act) | what is it? | speech, thought ("hopes", "plans"), silence ("declined to comment") |
//! | [`cue`](crate::Statement::cue) | by which words? | "said", "according to", ":"; none for a quotation that stands alone |
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Act, Extractor, StatementKind};
//!
//! let text = "“We will rebuild,” said Ana Kovic. She called the delay “a minor detail.” \
//!     The union hopes that it will be asked.";
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(text)?;
//! let found: Vec<_> = document.statements().map(|s| (s.kind(), s.act(), s.text())).collect();
//! assert_eq!(found, [
//!     (StatementKind::Direct, Act::Speech, "We will rebuild,"),
//!     (StatementKind::Mixed, Act::Speech, "the delay “a minor detail.”"),
//!     (StatementKind::Indirect, Act::Thought, "that it will be asked"),
//! ]);
//! # Ok(())
//! # }
//! ```
//!
//! A program about what was said leaves thoughts out:
//! [`ExtractorBuilder::acts`](crate::ExtractorBuilder::acts).
//!
//! # Pieces and nesting
//!
//! “A,” she said, “B.” is one statement of two [pieces](crate::Statement::spans), and so is a
//! quotation that goes on in the next paragraph. A statement inside of another has a
//! [`parent`](crate::Statement::parent); count those without one where nothing should count twice.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let text = "“She said: ‘Stay away.’ So I stayed,” said Ana Kovic, “at home.”";
//! let extractor = dixit::Extractor::new()?;
//! let document = extractor.extract(text)?;
//! let outer: Vec<_> = document.statements().filter(|s| s.parent().is_none()).collect();
//! assert_eq!(outer.len(), 1);
//! assert_eq!(outer[0].spans().len(), 2);
//! assert_eq!(outer[0].text(), "She said: ‘Stay away.’ So I stayed, … at home.");
//! # Ok(())
//! # }
//! ```
//!
//! # What is no statement
//!
//! Scare quotes, titles of works, nicknames and terms stand between marks, and nobody says them.
//! They are [marked phrases](crate::Document::marked_phrases), each with its
//! [reason](crate::MarkedPhrase::reason), where they stand in a statement too. So is what your own
//! minimums or acts leave out, where it stands between marks: nothing between marks is lost.
//!
//! # Scores
//!
//! [`Statement::score`](crate::Statement::score) is the probability that these words are a
//! statement, calibrated on news: of those with 0.8, four in five are. Where marks show nothing,
//! more is made up, so indirect statements have a [minimum of their
//! own](crate::ExtractorBuilder::min_indirect_score) from the start. The model card of `news-en`
//! has curves, and what other minimums give.
