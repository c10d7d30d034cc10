//! What happens to a text, and where it shows.
//!
//! Nothing is asked in between and nothing is kept from one text to the next: an
//! [`Extractor`](crate::Extractor) reads a text in one go, stage after stage.
//!
//! | stage | what it does | where it shows |
//! |---|---|---|
//! | reading | takes markup off and keeps the way back; cuts blocks, sentences, words | [`Document::blocks`](crate::Document::blocks), [`sentences`](crate::Document::sentences), [`words`](crate::Document::words); of a web page [`article`](crate::Document::article) |
//! | tags | cuts words into pieces and those into windows; the [encoder](crate::Encoder) makes numbers of each window, and heads make tags of the numbers: names, and who reports what by which words | in the scores of all that follows |
//! | entities | joins tags into names, and the names of one thing into an entity | [`mentions`](crate::Document::mentions), [`entities`](crate::Document::entities) |
//! | statements | takes what stands between quotation marks together with what was tagged; gives each piece its cue, and each cue its source | [`statements`](crate::Document::statements), [`marked_phrases`](crate::Document::marked_phrases) |
//! | speakers | finds whom "she", "the mayor" or nothing at all stands for | [`Statement::speaker`](crate::Statement::speaker) |
//! | document | calibrates scores, leaves out what is below your [minimums](crate::ExtractorBuilder), turns all offsets into those of the input | [`Document`](crate::Document) |
//!
//! Every stage but the tags is rules and small networks over what the stages before it found. A
//! text with the same words in the same order gives the same result, on any number of threads and
//! any [kernel](crate::Kernel) but the reference.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::{Extractor, InputFormat};
//!
//! let input = "Mayor **Ana Kovic** closed the bridge. She said that its piers were “rotten.”";
//! let extractor = Extractor::new()?;
//! let document = extractor.extract(input)?;
//!
//! assert_eq!(document.input_format(), InputFormat::Markdown);
//! assert_eq!(document.sentences().len(), 2);
//! assert_eq!(document.words().nth(1).map(|w| w.text()), Some("Ana"));
//!
//! let names: Vec<&str> = document.entities().map(|e| e.name()).collect();
//! assert_eq!(names, ["Ana Kovic"]);
//!
//! let statement = document.statements().next().expect("something is said");
//! assert_eq!(statement.text(), "that its piers were “rotten.”");
//! assert_eq!(statement.cue().map(|span| &input[span]), Some("said"));
//! assert_eq!(statement.speaker().and_then(|s| s.name()), Some("Ana Kovic"));
//! # Ok(())
//! # }
//! ```
//!
//! [`Document::timings`](crate::Document::timings) says how long each stage took. ARCHITECTURE.md
//! in the repository follows a sentence through the code, for whoever wants to change it.
