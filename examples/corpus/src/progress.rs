//! How far a run is, for people at a terminal; without one, silence.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

/// Counts what is done in this run, for the bar and for the line at its end.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    documents: AtomicU64,
    words: AtomicU64,
}

impl Progress {
    /// Over so many bytes of input.
    pub(crate) fn new(weight: u64) -> Self {
        let bar = ProgressBar::new(weight);
        // The template is a constant: a wrong one would show in the first run.
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}%  {msg}  {eta} left") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar, began: Instant::now(), documents: AtomicU64::new(0), words: AtomicU64::new(0) }
    }

    /// Bytes that an earlier run has done.
    pub(crate) fn skip(&self, weight: u64) {
        self.bar.inc(weight);
        self.bar.reset_eta();
    }

    pub(crate) fn document(&self, words: u64, weight: u64) {
        let documents = self.documents.fetch_add(1, Ordering::Relaxed) + 1;
        let words = self.words.fetch_add(words, Ordering::Relaxed) + words;
        let seconds = self.began.elapsed().as_secs_f64().max(1e-3);
        self.bar.set_message(format!(
            "{documents} documents, {:.0} documents/s, {:.0} words/s",
            documents as f64 / seconds,
            words as f64 / seconds
        ));
        self.bar.inc(weight);
    }

    /// "10000 documents, 4514321 words in 5 minutes: 33.1 documents/s, 14962 words/s"
    pub(crate) fn end(&self) -> String {
        self.bar.finish_and_clear();
        let (documents, words) =
            (self.documents.load(Ordering::Relaxed), self.words.load(Ordering::Relaxed));
        let took = self.began.elapsed();
        let rate = |count: u64| count as f64 / took.as_secs_f64().max(1e-3);
        format!(
            "{documents} documents, {words} words in {}: {:.1} documents/s, {:.0} words/s",
            HumanDuration(took),
            rate(documents),
            rate(words)
        )
    }
}
