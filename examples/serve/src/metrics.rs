//! What the service counts, in Prometheus' form.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    endpoint: &'static str,
    status: u16,
}

#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Histogram,
    bytes: Counter,
    waiting: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let (requests, bytes, waiting) =
            (Family::<Answered, Counter>::default(), Counter::default(), Gauge::default());
        // From 2 ms to 262 s, which is over the time limit that requests have if none is said.
        let seconds = Histogram::new(exponential_buckets(0.002, 2.0, 18));
        let mut registry = Registry::with_prefix("dixit");
        registry.register(
            "requests",
            "Requests for an article to be read, by endpoint and status",
            requests.clone(),
        );
        registry.register(
            "request_seconds",
            "How long they took, those that were turned away left out",
            seconds.clone(),
        );
        registry.register("article_bytes", "Bytes of the articles that were read", bytes.clone());
        registry.register(
            "articles_at_desk",
            "Articles that are being read or wait",
            waiting.clone(),
        );
        Self { registry, requests, seconds, bytes, waiting }
    }

    pub(crate) fn answered(
        &self,
        endpoint: &'static str,
        status: u16,
        took: Duration,
        bytes: usize,
    ) {
        self.requests.get_or_create(&Answered { endpoint, status }).inc();
        if status == 200 {
            self.seconds.observe(took.as_secs_f64());
            self.bytes.inc_by(bytes as u64);
        }
    }

    /// The text that Prometheus collects. `at_desk` is how many articles are being read or wait.
    pub(crate) fn text(&self, at_desk: usize) -> String {
        self.waiting.set(i64::try_from(at_desk).unwrap_or(i64::MAX));
        let mut out = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut out, &self.registry);
        out
    }
}
