//! Joins the parts of the bundled model's weights, and says what the feature `rust-bert` lacks.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The crates that have the parts, in their order, as cargo writes them in what it passes on.
const PARTS: [&str; 3] = ["DIXIT_NEWS_EN_1", "DIXIT_NEWS_EN_2", "DIXIT_NEWS_EN_3"];

fn main() {
    let wanted = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    if wanted("BUNDLED_MODEL")
        && let Err(problem) = join()
    {
        println!(
            "cargo::error=feature bundled-model: {problem}. In a clone run `models/crates/make --clean`; elsewhere run `cargo update`, or build without \
             the feature and name a model at run time."
        );
    }
    if wanted("RUST_BERT") && !wanted("RUST_BERT_DOC_ONLY") {
        libtorch();
    }
}

/// Joined here, the weights lie in the program as one piece and are read in place.
fn join() -> Result<(), String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/news-en");
    let manifest = here.join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let manifest = fs::read_to_string(&manifest).map_err(|e| format!("manifest.json: {e}"))?;
    let mut weights = Vec::new();
    for part in PARTS {
        let told = |what: &str| {
            env::var(format!("DEP_{part}_{what}")).map_err(|_| format!("{part} tells no {what}"))
        };
        let version = told("VERSION")?;
        let model = version.strip_suffix(".0.0").unwrap_or(&version);
        if !manifest.contains(&format!("\"version\": \"{model}\"")) {
            return Err(format!("{part} {version} is of another version of the model"));
        }
        let path = told("PART")?;
        println!("cargo::rerun-if-changed={path}");
        weights.extend(fs::read(&path).map_err(|e| format!("{path}: {e}"))?);
    }
    if !manifest.contains(&format!("\"bytes\": {}", weights.len())) {
        return Err(format!("the parts have {} bytes, and the model has not", weights.len()));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    fs::write(out.join("model.safetensors"), weights).map_err(|e| e.to_string())
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
