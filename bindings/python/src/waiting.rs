//! Work on the pool's threads, while Python goes on: the interpreter's lock is given up, and
//! signals (Ctrl-C) are looked at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use dixit::{Cancel, Error};
use pyo3::prelude::*;

use crate::errors::exception;
use crate::pool::Pool;

/// How often signals are looked at.
const TICK: Duration = Duration::from_millis(20);

/// What will come of work that has begun.
#[derive(Debug)]
pub(crate) struct Pending<T>(Receiver<Result<T, Error>>);

impl<T: Send + 'static> Pending<T> {
    /// Has the pool do `work`.
    pub(crate) fn begin(
        pool: &Pool,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Self {
        let (answer, answered) = channel();
        pool.spawn(move || {
            // A panic in a pool's thread would end the process.
            let done = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(Error::inference("the extractor has panicked")));
            // Nobody may be waiting any more.
            let _ = answer.send(done);
        });
        Self(answered)
    }

    /// Waits for it. Where a signal comes first, the work is cancelled and the exception is the
    /// signal's.
    pub(crate) fn wait(self, py: Python<'_>, cancel: &Cancel) -> PyResult<T> {
        let mut answered = self.0;
        loop {
            let (back, answer) = py.detach(move || {
                let answer = answered.recv_timeout(TICK);
                (answered, answer)
            });
            answered = back;
            match answer {
                Ok(done) => return done.map_err(|e| exception(py, &e)),
                Err(RecvTimeoutError::Timeout) => {
                    py.check_signals().inspect_err(|_| cancel.cancel())?;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(exception(
                        py,
                        &Error::inference("the extractor's threads are gone"),
                    ));
                }
            }
        }
    }
}
