//! How many articles are done, for people at a terminal; nothing where none is there.

#[cfg(feature = "cli")]
pub(crate) use indicatif::ProgressBar as Progress;

/// Nothing: an example is compiled for its result.
#[cfg(not(feature = "cli"))]
#[derive(Debug)]
pub(crate) struct Progress;

#[cfg(not(feature = "cli"))]
impl Progress {
    pub(crate) fn new(_articles: u64) -> Self {
        Self
    }

    pub(crate) fn inc(&self, _articles: u64) {}

    pub(crate) fn suspend<T>(&self, message: impl FnOnce() -> T) -> T {
        message()
    }

    pub(crate) fn finish_and_clear(&self) {}
}
