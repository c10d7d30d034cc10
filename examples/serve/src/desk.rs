//! Where articles wait and are read: so many at a time, so many in the queue, and no more.

use std::sync::Arc;
use std::time::Duration;

use dixit::{Cancel, Document, ErrorKind, Extractor, Input, InputFormat};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
    /// Bytes of all articles together, those that are on their way counted as far as they came.
    pub(crate) bodies: usize,
}

/// Bytes of an article that is long: those have readers of their own, so that short ones need not
/// wait for them. 16 KiB are 3000 words.
const LONG: usize = 16 << 10;
/// Long articles that may wait, for each of their readers: one more would hardly be read in time.
const LONG_QUEUE: usize = 2;

/// Readers that share an extractor.
#[derive(Debug)]
struct Lane {
    extractor: Arc<Extractor>,
    readers: Arc<Semaphore>,
}

impl Lane {
    fn new(extractor: Extractor, readers: usize) -> Self {
        Self { extractor: Arc::new(extractor), readers: Arc::new(Semaphore::new(readers)) }
    }
}

#[derive(Debug)]
pub(crate) struct Desk {
    short: Lane,
    long: Lane,
    /// Places at the desk, to wait or to be read.
    places: Arc<Semaphore>,
    /// Those of them that long articles may take.
    long_places: Arc<Semaphore>,
    bodies: Arc<Semaphore>,
    limits: Limits,
}

/// A place at the desk, and what of an article has come in.
#[derive(Debug)]
pub(crate) struct Place {
    _place: OwnedSemaphorePermit,
    bodies: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Place {
    /// Room for so many bytes more.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        let count = u32::try_from(bytes).map_err(|_| Problem::Busy)?;
        let more = self.bodies.clone().try_acquire_many_owned(count).map_err(|_| Problem::Busy)?;
        match &mut self.held {
            Some(held) => held.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }
}

/// Has the work of a request given up when nobody waits for it any longer.
struct GiveUp(Cancel);

impl Drop for GiveUp {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// An article as it came.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) bytes: Vec<u8>,
    /// What the sender says that it is in.
    pub(crate) charset: Option<String>,
    pub(crate) format: Option<InputFormat>,
}

impl Desk {
    /// `extractor` makes one with so many threads.
    ///
    /// # Errors
    ///
    /// Where it cannot.
    pub(crate) fn new(
        extractor: impl Fn(usize) -> Result<Extractor, dixit::Error>,
        limits: Limits,
    ) -> Result<Self, dixit::Error> {
        // All but one, so that short articles have a core whatever else is read.
        let long = limits.readers.saturating_sub(1).max(1);
        Ok(Self {
            short: Lane::new(extractor(limits.readers)?, limits.readers),
            long: Lane::new(extractor(long)?, long),
            places: Arc::new(Semaphore::new(limits.readers + limits.queue)),
            long_places: Arc::new(Semaphore::new(long * (1 + LONG_QUEUE))),
            bodies: Arc::new(Semaphore::new(limits.bodies)),
            limits,
        })
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Articles that are being read or wait.
    pub(crate) fn taken(&self) -> usize {
        (self.limits.readers + self.limits.queue).saturating_sub(self.places.available_permits())
    }

    /// A place, which is taken before an article is let in.
    ///
    /// # Errors
    ///
    /// Where the queue is full.
    pub(crate) fn place(&self) -> Result<Place, Problem> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        Ok(Place { _place: place, bodies: self.bodies.clone(), held: None })
    }

    /// Reads `article` as soon as its turn comes, and makes of the document what `answer` makes of it.
    ///
    /// Where nobody waits for the result any longer it leaves the queue, or is given up.
    ///
    /// # Errors
    ///
    /// Where too many long articles wait, or the article cannot be read.
    pub(crate) async fn read<R: Send + 'static>(
        &self,
        place: Place,
        article: Article,
        answer: impl FnOnce(&Document<'_>) -> R + Send + 'static,
    ) -> Result<R, Problem> {
        let (lane, long_place) = if article.bytes.len() > LONG {
            let place = self.long_places.clone().try_acquire_owned();
            (&self.long, Some(place.map_err(|_| Problem::Busy)?))
        } else {
            (&self.short, None)
        };
        // It is never closed.
        let reader = lane.readers.clone().acquire_owned().await.map_err(|_| Problem::Busy)?;
        let extractor = lane.extractor.clone();
        let give_up = GiveUp(Cancel::new());
        let cancel = give_up.0.clone();
        let work = move || {
            let _held = (place, long_place, reader);
            let input = Input::from_bytes(&article.bytes, article.charset.as_deref())?;
            let input = input.format(article.format.unwrap_or_default()).cancel(&cancel);
            extractor.extract(input).map(|document| answer(&document))
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result.map_err(|error| match error.kind() {
                ErrorKind::Limit | ErrorKind::Cancelled => Problem::TooSlow,
                ErrorKind::Encoding | ErrorKind::Config => Problem::BadRequest(error.to_string()),
                _ => Problem::Failed(error.to_string()),
            }),
            Err(_) => Err(Problem::Failed("reading this article failed".to_owned())),
        }
    }
}
