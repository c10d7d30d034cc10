//! Part 3 of 3 of the weights of `news-en`, the model that the crate `dixit` has by default.
//!
//! There is nothing to call here. The build script of `dixit` joins the parts, with its feature
//! `bundled-model`: the weights are larger than the registry takes in one crate. What the model is
//! made from and good for stands in this package's `MODEL_CARD.md`.
#![no_std]
