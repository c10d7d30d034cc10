//! What offsets count, and how they become those of other languages.
//!
//! Every [`Span`](crate::Span) counts UTF-8 bytes of the input as it was given, is half open, and
//! lies on character boundaries, so that `&input[span]` never panics. Spans are verbatim, markup
//! and all. The `text` of a mention or a statement, and every name, are the words as a reader sees
//! them: without markup, references decoded, spaces folded.
//! [`Document::text_of`](crate::Document::text_of) gives those of any span, and
//! [`Document::stretches`](crate::Document::stretches) each bit of them with its place.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let input = "<p>&ldquo;Ça suffit&rdquo;, said <b>Zo&euml;</b> Blanc.</p>";
//! let extractor = dixit::Extractor::new()?;
//! let document = extractor.extract(input)?;
//!
//! let mention = document.mentions().next().expect("somebody is named");
//! assert_eq!(&input[mention.span()], "Zo&euml;</b> Blanc");
//! assert_eq!(mention.text(), "Zoë Blanc");
//! assert_eq!(document.text_of(mention.span()), "Zoë Blanc");
//! # Ok(())
//! # }
//! ```
//!
//! # Other units
//!
//! Python counts characters, JavaScript and Java count UTF-16 units.
//! [`Document::to_record`](crate::Document::to_record) gives the whole result in the
//! [unit](crate::OffsetUnit) that its reader counts in;
//! [`OffsetTable`](crate::OffsetTable) converts single offsets, there and back.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Extractor, OffsetTable, OffsetUnit};
//!
//! let input = "😀 “Ça suffit,” said Zoë Blanc.";
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(input)?;
//! let bytes = document.statements().next().expect("something is said").spans()[0];
//! assert_eq!((bytes.start, bytes.end), (8, 19));
//!
//! let record = document.to_record(OffsetUnit::Utf16);
//! let units = record.statements[0].spans[0];
//! assert_eq!((units.start, units.end), (4, 14));
//! assert_eq!(OffsetTable::new(input, OffsetUnit::Utf16).to_byte(4), Some(8));
//! # Ok(())
//! # }
//! ```
//!
//! # Bytes that are no UTF-8
//!
//! [`Input::from_bytes`](crate::Input::from_bytes) decodes them first. Offsets count the decoded
//! text then, which [`Document::input`](crate::Document::input) has; keep that with the result, or
//! convert the file once and for all.
