//! The tests of the crate's public side, in one binary.

mod annotate;
mod api;
mod articles;
mod check;
mod concurrency;
mod damage;
mod errors;
mod hostile;
mod huggingface;
#[cfg(feature = "rust-bert")]
mod libtorch;
mod limits;
mod models;
mod noise;
mod properties;
mod render;
mod support;
