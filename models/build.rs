//! Tells the crate whether the bundled model's files are there to be compiled in.
//!
//! They are in the repository and, because of the registry's size limit, not in the published package: a build from there goes
//! without them, and the crate then asks for a model directory at run time.

use std::path::Path;

const FILES: [&str; 5] = ["manifest.json", "config.json", "tokenizer.json", "model.safetensors", "attribution.safetensors"];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(bundled_model)");
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/news-en");
    for file in FILES {
        println!("cargo::rerun-if-changed={}", directory.join(file).display());
    }
    if std::env::var_os("CARGO_FEATURE_BUNDLED_MODEL").is_some() && FILES.iter().all(|file| directory.join(file).is_file()) {
        println!("cargo::rustc-cfg=bundled_model");
    }
}
