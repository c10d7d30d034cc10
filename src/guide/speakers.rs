//! Speakers: who stands behind "she", "the mayor", or nothing at all.
//!
//! A [`Speaker`](crate::Speaker) is three things, each of which may be missing:
//!
//! | | what it is | missing where |
//! |---|---|---|
//! | [`mention`](crate::Speaker::mention) | the words that name the speaker here: "she", "a spokesman" | nothing does |
//! | [`entity`](crate::Speaker::entity) | the person or organization behind them, under all names of the text | the text names nobody whom they stand for |
//! | [`name`](crate::Speaker::name) | the entity's name, or else the words that stand for one | there is only a pronoun |
//!
//! [`form`](crate::Speaker::form) says how the text names the speaker, and
//! [`kind`](crate::Speaker::kind) what the speaker is. A statement that the text gives to nobody
//! has no speaker: guesses are worth less than that.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Extractor, SpeakerForm, SpeakerKind};
//!
//! let text = "Mayor Ana Kovic closed the bridge. “It is not safe,” she told reporters. \
//!     “Nobody asked us,” a spokesman for the union said.";
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(text)?;
//! let speakers: Vec<_> = document.statements().filter_map(|s| s.speaker()).collect();
//!
//! assert_eq!(speakers[0].form(), SpeakerForm::Pronoun);
//! assert_eq!(speakers[0].name(), Some("Ana Kovic"));
//! assert!(speakers[0].entity().is_some());
//!
//! assert_eq!(speakers[1].form(), SpeakerForm::Nominal);
//! assert_eq!(speakers[1].kind(), SpeakerKind::Unnamed);
//! assert_eq!(speakers[1].name(), Some("a spokesman for the union"));
//! assert!(speakers[1].entity().is_none());
//! # Ok(())
//! # }
//! ```
//!
//! To group statements by speaker, take the entity's [`id`](crate::Entity::id) where there is one:
//! two people may share a surname, and one person may have several names.
//!
//! # Several at once
//!
//! Of "said Ana Kovic and Ben Brandt", [`Statement::speaker`](crate::Statement::speaker) is a group
//! of that name, and [`Statement::speakers`](crate::Statement::speakers) are the two.
//!
//! # How sure
//!
//! [`Speaker::score`](crate::Speaker::score) is the probability that it is this one, given that the
//! words are a statement. It is high for names and lower for pronouns between several people.
//! There, [candidates](crate::ExtractorBuilder::speaker_candidates) show the others; or leave out
//! what is doubtful:
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let text = "Ana Kovic met Eva Noir on Monday. “We agreed on nothing,” she said.";
//! let sure = dixit::Extractor::builder().min_speaker_score(0.9).build()?;
//! let document = sure.extract(text)?;
//! assert!(document.statements().next().expect("something is said").speaker().is_none());
//! # Ok(())
//! # }
//! ```
