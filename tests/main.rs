//! The tests of the crate's public side, in one binary.

// `outside` compiles files of the crate, to which this binary is `crate`.
use dixit::*;

mod annotate;
mod annotate_verify;
mod api;
mod articles;
mod check;
mod concurrency;
mod damage;
mod errors;
mod forms;
mod growth;
mod guidelines;
mod hostile;
mod huggingface;
mod layers;
#[cfg(feature = "rust-bert")]
mod libtorch;
mod limits;
mod loading;
mod models;
mod noise;
mod outside;
mod properties;
mod quotations;
mod render;
mod security;
mod support;
