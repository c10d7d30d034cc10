//! Performance: threads, archives, asynchronous programs, and what costs time.
//!
//! Make one [`Extractor`](crate::Extractor) and share it: it is `Send + Sync`, and loading a model
//! takes time and tens of megabytes. BENCHMARKS.md in the repository has all figures, with
//! machine and command: speeds beside other engines, how late a text is given up, what memory it
//! takes, what a build costs.
//!
//! # Where the time goes
//!
//! Most of it goes into the encoder, and most of that into products of 8-bit integers.
//! [`EmbeddedEncoder`](crate::EmbeddedEncoder) computes them with the best instructions that the
//! processor has ([`Kernel`](crate::Kernel)). Time grows with the text's words. Markup, options and
//! output cost next to nothing. Build with optimizations: figures are of such builds.
//! [`Document::timings`](crate::Document::timings) tells of each text where it went.
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let extractor = dixit::Extractor::new()?;
//! let document = extractor.extract("“We will rebuild the bridge,” said Mayor Ana Kovic.")?;
//! let times = document.timings();
//! assert!(times.word_pieces > 8, "the encoder's time grows with the pieces of words");
//! println!("{:?} of them in the encoder", times.encoder);
//! # Ok(())
//! # }
//! ```
//!
//! # Threads
//!
//! Windows of a text are encoded on several threads, and so are the texts of
//! [`Extractor::extract_all`](crate::Extractor::extract_all): on a pool of the extractor's own
//! ([`ExtractorBuilder::threads`](crate::ExtractorBuilder::threads)) or else on the caller's rayon
//! pool. The result is the same for any number of threads.
//!
//! An article alone cannot keep many threads busy. For an archive give many at a time, some
//! hundreds for instance, and write out what comes before the next ones go in:
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! let extractor = dixit::Extractor::builder().threads(2).build()?;
//! let archive = ["“Never,” said Ana Kovic.", "It rained.", "“Yes,” said Ben Brandt."];
//! let mut statements = 0;
//! for some in archive.chunks(2) {
//!     for document in extractor.extract_all(some) {
//!         statements += document?.statements().len();
//!     }
//! }
//! assert_eq!(statements, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Asynchronous programs
//!
//! Reading a text keeps a core busy: it belongs on a thread for that, as here, or as in the closure
//! that the runtime's `spawn_blocking` takes. `examples/serve` in the repository does so for a web
//! server.
//!
//! ```
//! use std::sync::{Arc, mpsc};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let extractor = Arc::new(dixit::Extractor::new()?);
//! let article = String::from("“Never,” said Ana Kovic.");
//! let own = Arc::clone(&extractor);
//! let (answer, answered) = mpsc::channel();
//! std::thread::spawn(move || {
//!     // A document borrows its text, so what is needed of it leaves the thread: here the owned form.
//!     let record = own.extract(&article).map(|d| d.to_record(dixit::OffsetUnit::Byte));
//!     answer.send(record)
//! });
//! assert_eq!(answered.recv()??.statements.len(), 1);
//! # Ok(())
//! # }
//! ```
