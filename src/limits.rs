//! How much an extractor takes on, and when it gives up.

use std::time::{Duration, Instant};

use crate::error::Error;

/// How much an [`Extractor`](crate::Extractor) takes on before it gives up with an error of the
/// kind [`Limit`](crate::ErrorKind::Limit): for inputs from strangers. Nothing is ever cut: a text
/// is read to its end or not at all.
///
/// ```
/// use std::time::Duration;
///
/// use dixit::{ErrorKind, Extractor, Limits};
///
/// # fn main() -> Result<(), dixit::Error> {
/// let limits = Limits::default().input_bytes(1 << 20).time(Duration::from_secs(10));
/// let extractor = Extractor::builder().limits(limits).build()?;
/// assert!(extractor.extract("“Never,” said Ana Kovic.").is_ok());
///
/// let error = extractor.extract(&"a ".repeat(1 << 20)).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Limit);
/// assert!(error.to_string().contains("1048576 bytes"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    input_bytes: usize,
    statements: usize,
    time: Option<Duration>,
}

/// What is larger is no article, and not even a year of them.
const INPUT_BYTES: usize = 256 << 20;
/// A statement every 256 bytes in the longest input.
const STATEMENTS: usize = 1 << 20;

impl Default for Limits {
    /// 256 MiB of input, 1,048,576 statements, any time.
    fn default() -> Self {
        Self { input_bytes: INPUT_BYTES, statements: STATEMENTS, time: None }
    }
}

impl Limits {
    /// No limits.
    #[must_use]
    pub const fn none() -> Self {
        Self { input_bytes: usize::MAX, statements: usize::MAX, time: None }
    }

    /// The longest input, in bytes, markup counted. What an extraction needs of memory grows with
    /// it.
    #[must_use]
    pub const fn input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// The most statements that one input may hold: what a result needs of memory grows with them.
    #[must_use]
    pub const fn statements(mut self, most: usize) -> Self {
        self.statements = most;
        self
    }

    /// How long one extraction may take.
    ///
    /// The clock is looked at between the stages and after every 32 windows of the encoder, the
    /// longest stage. A text whose time is up is given up there, so a long one takes somewhat
    /// longer than this.
    #[must_use]
    pub const fn time(mut self, most: Duration) -> Self {
        self.time = Some(most);
        self
    }

    /// Starts the clock for an input.
    pub(crate) fn begin(&self, input: &str) -> Result<Allowance, Error> {
        if input.len() > self.input_bytes {
            return Err(Error::limit(format!(
                "the input has {} bytes, more than the limit of {} bytes (`Limits::input_bytes`)",
                input.len(),
                self.input_bytes
            )));
        }
        Ok(Allowance { statements: self.statements, time: self.time, began: Instant::now() })
    }
}

/// What is left for one input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    statements: usize,
    time: Option<Duration>,
    began: Instant,
}

impl Allowance {
    /// That there is time left.
    pub(crate) fn check_time(&self) -> Result<(), Error> {
        match self.time {
            Some(most) if self.began.elapsed() > most => {
                Err(Error::limit(format!("the input is not read within {most:?} (`Limits::time`)")))
            }
            _ => Ok(()),
        }
    }

    /// That so many statements are allowed.
    pub(crate) fn check_statements(&self, count: usize) -> Result<(), Error> {
        if count > self.statements {
            return Err(Error::limit(format!(
                "the input holds {count} statements, more than the limit of {} (`Limits::statements`)",
                self.statements
            )));
        }
        Ok(())
    }
}
