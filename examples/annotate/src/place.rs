//! Puts a file in its place as a whole, or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files that were left behind unfinished, of one target, before a new one is given up.
const LEFT_BEHIND: usize = 100;

/// Writes beside `target` and moves there: whoever looks sees what was there before or the whole.
pub(crate) fn place(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let (beside, mut file) = unfinished(target)?;
    let written = file.write_all(bytes);
    // Some systems move no file that is open.
    drop(file);
    let done = written.and_then(|()| fs::rename(&beside, target));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A new file beside `target`: never one that is there, nor one that a link leads to.
fn unfinished(target: &Path) -> io::Result<(PathBuf, File)> {
    for number in 0..LEFT_BEHIND {
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".unfinished-{number}"));
        let path = target.with_file_name(name);
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "too many files that end in .unfinished-0 and so on are left of it: remove them",
    ))
}
