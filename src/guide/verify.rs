//! Checking the quotations of a draft, step by step.
//!
//! First the texts that quotations may come from: notes, transcripts, releases, an archive. Each
//! has a name for people, and all of them one index, made once for any number of drafts. What one
//! person says from end to end is marked as [spoken by](crate::verify::Source::spoken_by) them; in
//! the others speakers are found as in any article.
//!
//! Then the draft. Each of its quotations gets a [verdict](crate::verify::Verdict), the
//! [changes](crate::verify::ChangeKind) that quoting allows, by name, and the
//! [edits](crate::verify::Edit) that it does not; and whether it is given to [whoever said
//! it](crate::verify::SaidBy). The docs of [`verify`](crate::verify) say what is compared and how.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::verify::{SaidBy, Source, Sources, Verdict};
//!
//! let notes = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
//! let speech = "The bridge will be rebuilt in stone by the end of May.";
//! let sources = Sources::new([
//!     Source::new("notes.txt", notes),
//!     Source::new("speech.txt", speech).spoken_by("Ben Brandt"),
//! ])?;
//!
//! let draft = "“We are going to wait for an accident,” Kovic said. \
//!     “The bridge will be rebuilt … by the end of May,” she said.";
//! let extractor = dixit::Extractor::new()?;
//! let verification = sources.verify(&extractor, draft)?;
//! let [first, second] = verification.quotations() else { panic!("there are two") };
//!
//! assert_eq!((first.verdict, first.said_by), (Verdict::Altered, SaidBy::Same));
//! assert_eq!(first.edits[0].text, "not", "which is what was dropped");
//!
//! assert_eq!((second.verdict, second.said_by), (Verdict::AllowedChanges, SaidBy::Another));
//! assert_eq!(sources.name(second.pieces[0].source), Some("speech.txt"));
//! # Ok(())
//! # }
//! ```
//!
//! # What to do with it
//!
//! [`Quotation::is_faulty`](crate::verify::Quotation::is_faulty) asks somebody to look: a desk
//! lists those, and a build fails on them. [`render::verification`](crate::render::verification())
//! makes a page of both sides; [`Verification::sides`](crate::verify::Verification::sides) has what
//! a page of your own needs; [`to_record`](crate::verify::Verification::to_record) is for programs.
//!
//! Nobody is proved a liar by it: a quotation may come from a text that you did not give. Absent
//! means absent from these.
