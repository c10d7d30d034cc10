//! Tells the crate whether the bundled model's files are there to be compiled in, and says what the
//! feature `rust-bert` lacks.
//!
//! The model's files are in the repository and, because of the registry's size limit, not all in
//! the published package: a build from there goes without them, and the crate then asks for a model
//! directory at run time.

use std::env;
use std::path::Path;

const FILES: [&str; 5] = [
    "manifest.json",
    "config.json",
    "tokenizer.json",
    "model.safetensors",
    "attribution.safetensors",
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(bundled_model)");
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/news-en");
    for file in FILES {
        println!("cargo::rerun-if-changed={}", directory.join(file).display());
    }
    let wanted = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    if wanted("BUNDLED_MODEL") && FILES.iter().all(|file| directory.join(file).is_file()) {
        println!("cargo::rustc-cfg=bundled_model");
    }
    if wanted("RUST_BERT") && !wanted("RUST_BERT_DOC_ONLY") {
        libtorch();
    }
}

/// The crates under rust-bert find libtorch, or download it, and fail with a page of C++ where they
/// can do neither. This says it in a sentence; on a machine of few cores cargo may come to them
/// first, and stop there.
fn libtorch() {
    for name in ["LIBTORCH", "LIBTORCH_LIB", "LIBTORCH_USE_PYTORCH"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    if env::var_os("LIBTORCH_USE_PYTORCH").is_some() {
        return;
    }
    let Some(libtorch) = env::var_os("LIBTORCH_LIB").or_else(|| env::var_os("LIBTORCH")) else {
        if !Path::new("/usr/lib/libtorch.so").exists() {
            println!(
                "cargo::warning=feature rust-bert: LIBTORCH is not set, so libtorch 2.4 is now downloaded from download.pytorch.org. If that fails, \
                 run `eval \"$(.ci/libtorch)\"` in a clone of dixit and build again, or set LIBTORCH as dixit's MODELS.md says."
            );
        }
        return;
    };
    let library = Path::new(&libtorch).join("lib");
    let names = ["libtorch.so", "libtorch.dylib", "torch.lib"];
    if !names.iter().any(|name| library.join(name).is_file()) {
        println!(
            "cargo::error=feature rust-bert: there is no libtorch in {}. LIBTORCH must name the folder that holds `lib` and `include` of libtorch \
             2.4; dixit's MODELS.md says how to get one.",
            library.display()
        );
    }
    // So that this crate's own programs and tests find it when they run. Programs that depend on
    // the crate do this themselves.
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "unix") {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{}", library.display());
    }
}
