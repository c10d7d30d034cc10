//! The results of dixit as rows of Arrow tables: what `examples/corpus` writes and what the Python
//! package gives.
//!
//! Offsets count what the caller says.
//!
//! ```
//! use dixit::{Document, OffsetUnit};
//! use dixit_arrow::{Given, Rows, Table, documents};
//!
//! fn table(found: &Document<'_>) -> Result<(), Box<dyn std::error::Error>> {
//!     let given = Given { document: "a".to_owned(), ..Given::default() };
//!     let rows = Rows::new(given, found, OffsetUnit::Byte);
//!     let batch = documents([&rows.document])?;
//!     assert_eq!((batch.schema(), batch.num_rows()), (Table::Documents.schema(), 1));
//!     Ok(())
//! }
//! ```

mod batches;
mod rows;
mod schema;

pub use batches::{documents, errors, mentions, statements};
pub use rows::{DocumentRow, ErrorRow, Given, MentionRow, Rows, StatementRow};
pub use schema::{Table, VERSION};
