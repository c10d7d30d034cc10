//! Threads that live in one process.
//!
//! Threads do not go along when a process forks: a child that inherits a pool would wait for it for
//! ever. So a pool knows its process, and a child makes one of its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::{mem, process};

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::errors::config;

/// The pool of an extractor, made when it is first needed.
#[derive(Debug)]
pub(crate) struct Pools {
    threads: Option<usize>,
    // Taken with Python's lock held, as a fork is: none is ever inherited locked.
    made: Mutex<Option<Arc<Pool>>>,
}

#[derive(Debug)]
pub(crate) struct Pool {
    process: u32,
    /// There until it is dropped.
    threads: Option<ThreadPool>,
}

impl Pools {
    /// As many threads as there are cores, or `threads`.
    pub(crate) fn new(threads: Option<usize>) -> Self {
        Self { threads, made: Mutex::new(None) }
    }

    /// A pool of this process: of `threads` threads if that is said.
    pub(crate) fn get(&self, py: Python<'_>, threads: Option<usize>) -> PyResult<Arc<Pool>> {
        if threads.is_some() && threads != self.threads {
            return Pool::new(py, threads);
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some(pool) if pool.process == process::id() => Ok(Arc::clone(pool)),
            _ => Ok(Arc::clone(made.insert(Pool::new(py, self.threads)?))),
        }
    }
}

impl Pool {
    fn new(py: Python<'_>, threads: Option<usize>) -> PyResult<Arc<Self>> {
        if threads == Some(0) {
            return Err(config(py, "an extractor needs at least one thread"));
        }
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or(0))
            .thread_name(|i| format!("dixit {i}"))
            .build()
            .map_err(|e| config(py, format!("cannot start threads: {e}")))?;
        Ok(Arc::new(Self { process: process::id(), threads: Some(threads) }))
    }

    /// How many threads there are.
    pub(crate) fn threads(&self) -> usize {
        self.threads.as_ref().map_or(1, ThreadPool::current_num_threads)
    }

    /// Has one of the threads do `work`, at some time.
    pub(crate) fn spawn(&self, work: impl FnOnce() + Send + 'static) {
        // First come, first served: results are wanted in their order.
        if let Some(threads) = &self.threads {
            threads.spawn_fifo(work);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // In a child there is nobody to be told that the work is over.
        if self.process != process::id() {
            mem::forget(self.threads.take());
        }
    }
}
