//! The tests of the crate's public side, in one binary.

mod annotate;
mod api;
mod articles;
mod hostile;
mod huggingface;
mod models;
mod support;
