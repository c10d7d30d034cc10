//! The tests of the crate's public side, in one binary.

mod annotate;
mod api;
mod articles;
mod hostile;
mod huggingface;
#[cfg(feature = "rust-bert")]
mod libtorch;
mod models;
mod render;
mod support;
