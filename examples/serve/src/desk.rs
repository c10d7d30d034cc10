//! Where articles wait and are read: so many at a time, so many in the queue, and no more.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dixit::{Cancel, ErrorKind, Extractor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of text that are read of an article, markup left out.
    pub(crate) longest: usize,
    /// Bytes that it may come in, markup and all.
    pub(crate) longest_input: usize,
    /// How long a request may take.
    pub(crate) time: Duration,
    /// Articles read at the same time.
    pub(crate) readers: usize,
    /// Articles that may wait.
    pub(crate) queue: usize,
    /// Bytes of all articles together, those that are on their way counted as far as they came.
    pub(crate) bodies: usize,
}

impl Limits {
    pub(crate) fn too_long(&self) -> Problem {
        Problem::TooLong { text: self.longest, input: self.longest_input }
    }
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

/// What one of the readers reads with, and how much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) extractor: &'a Extractor,
    /// Bytes of text that may be read for the request, in all.
    pub(crate) most: usize,
    pub(crate) cancel: &'a Cancel,
    limits: Limits,
}

impl Reader<'_> {
    /// The limits of an input of which so many bytes of text may be read.
    pub(crate) fn limits(&self, text: usize) -> dixit::Limits {
        dixit::Limits::default()
            .input_bytes(self.limits.longest_input)
            .text_bytes(text)
            .time(self.limits.time)
    }
}

/// What a request asks for, and the place that it has until that is done.
struct Job<W> {
    work: W,
    _place: Place,
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

    /// Does the work of a request, whose texts have so many bytes, as soon as its turn comes.
    ///
    /// Where nobody waits for the result any longer it leaves the queue, or is given up. Of a long
    /// page the article may be short: that is seen when it is read. So what is long is taken for
    /// short once, and for long where it is too long for that.
    ///
    /// # Errors
    ///
    /// Where too many long articles wait, or a text cannot be read.
    pub(crate) async fn read<R: Send + 'static>(
        &self,
        place: Place,
        bytes: usize,
        work: impl Fn(Reader<'_>) -> Result<R, dixit::Error> + Send + Sync + 'static,
    ) -> Result<R, Problem> {
        let job = Arc::new(Job { work, _place: place });
        let longest = self.limits.longest;
        if bytes <= LONG {
            return self.turn(&self.short, job, longest, None).await;
        }
        let too_long = self.limits.too_long();
        match self.turn(&self.short, job.clone(), longest.min(LONG), None).await {
            Err(problem) if problem == too_long && longest > LONG => {}
            done => return done,
        }
        let place = self.long_places.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        self.turn(&self.long, job, longest, Some(place)).await
    }

    /// Has one of the readers of `lane` do a job that may read `most` bytes of text.
    async fn turn<R: Send + 'static, W>(
        &self,
        lane: &Lane,
        job: Arc<Job<W>>,
        most: usize,
        place: Option<OwnedSemaphorePermit>,
    ) -> Result<R, Problem>
    where
        W: Fn(Reader<'_>) -> Result<R, dixit::Error> + Send + Sync + 'static,
    {
        // It is never closed.
        let reader = lane.readers.clone().acquire_owned().await.map_err(|_| Problem::Busy)?;
        let (extractor, limits) = (lane.extractor.clone(), self.limits);
        let give_up = GiveUp(Cancel::new());
        let cancel = give_up.0.clone();
        let work = move || {
            let _held = (place, reader);
            let began = Instant::now();
            let reader = Reader { extractor: &extractor, most, cancel: &cancel, limits };
            (job.work)(reader).map_err(|error| match error.kind() {
                // Bytes and time have limits, and one error.
                ErrorKind::Limit if began.elapsed() < limits.time => limits.too_long(),
                ErrorKind::Limit | ErrorKind::Cancelled => Problem::TooSlow,
                ErrorKind::Encoding | ErrorKind::Config => Problem::BadRequest(error.to_string()),
                _ => Problem::Failed(error.to_string()),
            })
        };
        let failed = |_| Err(Problem::Failed("reading this article failed".to_owned()));
        tokio::task::spawn_blocking(work).await.unwrap_or_else(failed)
    }
}
