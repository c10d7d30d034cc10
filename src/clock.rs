//! The clock: the one place that asks the system for the time.

/// WebAssembly in a browser or in Node.js has no clock of its own, and the standard library's panics
/// there: `web_time` asks JavaScript's.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) use web_time::Instant;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) use std::time::Instant;
