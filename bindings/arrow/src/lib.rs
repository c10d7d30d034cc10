//! The results of dixit as rows of Arrow tables: what `examples/corpus` writes and what the Python
//! package gives.
//!
//! Offsets count what the record's do.
//!
//! ```
//! use dixit_arrow::{Rows, Table, documents};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let record = serde_json::from_str(
//!     r#"{"schema": "dixit/1", "model": "m", "offset_unit": "byte", "mentions": [], "entities": [], "statements": [], "marked_phrases": []}"#,
//! )?;
//! let rows = Rows::new("a".to_owned(), None, "Nobody spoke.", record);
//! let batch = documents([&rows.document])?;
//! assert_eq!((batch.schema(), batch.num_rows()), (Table::Documents.schema(), 1));
//! # Ok(())
//! # }
//! ```

mod batches;
mod rows;
mod schema;

pub use batches::{documents, errors, mentions, statements};
pub use rows::{DocumentRow, ErrorRow, MentionRow, Rows, StatementRow};
pub use schema::Table;
