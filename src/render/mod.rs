//! Results for people and for the tools of the field: an HTML page, and the forms that annotation
//! tools read.
//!
//! | what | for |
//! |---|---|
//! | [`Report`] | reading: one HTML page, the article with its statements shaded by speaker, and who said what beside it |
//! | [`audit`] | counting: who gets to speak, in which capacity, how much |
//! | [`conll`] | training and scoring of taggers: a word a line, tags in columns |
//! | [`brat`] | annotation in brat, and what reads its standoff files: spans, relations, attributes |
//! | [`verification`] | checking: the quotations of a draft beside their sources |
//! | [`web_annotation`] | annotation on the web: the W3C's Web Annotation model as JSON-LD |
//!
//! ```
//! # fn main() -> Result<(), dixit::Error> {
//! use dixit::render::Report;
//!
//! let extractor = dixit::Extractor::new()?;
//! let document = extractor.extract("“The bridge is <safe>,” said Mayor Ana Kovic.")?;
//! let page = Report::new().title("The bridge").page(&document);
//! assert!(page.starts_with("<!doctype html>"));
//! assert!(page.contains("The bridge is &lt;safe&gt;,"));
//! # Ok(())
//! # }
//! ```

mod annotation;
mod audit;
mod brat;
mod conll;
mod nesting;
mod report;
mod verification;
mod voices;

pub use annotation::web_annotation;
pub use audit::{Audit, AuditPlace, AuditRow, AuditedStatement, audit, audit_statements};
pub use brat::brat;
pub use conll::conll;
pub use report::Report;
pub use verification::{verification, verification_fragment, verification_style};
