//! Where articles wait and are read: so many at a time, so many in the queue, and no more.

use std::sync::Arc;
use std::time::Duration;

use dixit::{Document, ErrorKind, Extractor, Input, InputFormat};
use tokio::sync::Semaphore;

use crate::problem::Problem;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of the longest article.
    pub(crate) longest: usize,
    /// How long a request may take.
    pub(crate) time: Duration,
    /// Articles read at the same time.
    pub(crate) readers: usize,
    /// Articles that may wait.
    pub(crate) queue: usize,
}

#[derive(Debug)]
pub(crate) struct Desk {
    extractor: Arc<Extractor>,
    /// Places at the desk, to wait or to be read.
    places: Arc<Semaphore>,
    readers: Arc<Semaphore>,
    limits: Limits,
}

impl Desk {
    pub(crate) fn new(extractor: Extractor, limits: Limits) -> Self {
        Self {
            extractor: Arc::new(extractor),
            places: Arc::new(Semaphore::new(limits.readers + limits.queue)),
            readers: Arc::new(Semaphore::new(limits.readers)),
            limits,
        }
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Articles that are being read or wait.
    pub(crate) fn taken(&self) -> usize {
        (self.limits.readers + self.limits.queue).saturating_sub(self.places.available_permits())
    }

    /// Reads `text` as soon as its turn comes, and makes of the document what `answer` makes of it.
    ///
    /// Whoever does not wait for the result leaves the queue; an article that is being read keeps
    /// its place until it is read or the extractor gives it up.
    ///
    /// # Errors
    ///
    /// Where the queue is full, or the text cannot be read.
    pub(crate) async fn read<R: Send + 'static>(
        &self,
        text: String,
        format: InputFormat,
        answer: impl FnOnce(&Document<'_>) -> R + Send + 'static,
    ) -> Result<R, Problem> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        // It is never closed.
        let reader = self.readers.clone().acquire_owned().await.map_err(|_| Problem::Busy)?;
        let extractor = self.extractor.clone();
        let work = move || {
            let _held = (place, reader);
            extractor.extract(Input::new(&text).format(format)).map(|document| answer(&document))
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result.map_err(|error| match error.kind() {
                ErrorKind::Limit => Problem::TooSlow,
                _ => Problem::Failed(error.to_string()),
            }),
            Err(_) => Err(Problem::Failed("reading this article failed".to_owned())),
        }
    }
}
