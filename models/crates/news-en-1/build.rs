//! Tells the build script of `dixit` where this part of the weights is.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const PART: usize = 1;
const PARTS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder")?);
    let packaged = here.join("part.bin");
    let part = if packaged.is_file() { packaged } else { cut(&here)? };
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::metadata=part={}", part.display());
    println!("cargo::metadata=version={}", env::var("CARGO_PKG_VERSION")?);
    Ok(())
}

/// In a clone the weights are whole: the part is made of them.
fn cut(here: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let whole = here.join("../../news-en/model.safetensors");
    println!("cargo::rerun-if-changed={}", whole.display());
    let weights = fs::read(&whole).map_err(|e| format!("{}: {e}", whole.display()))?;
    let bound = |part: usize| weights.len() * part / PARTS;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    let part = out.join("part.bin");
    fs::write(&part, &weights[bound(PART - 1)..bound(PART)])?;
    Ok(part)
}
