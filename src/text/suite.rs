//! Suites of cases in `tests/data`: input, what is right, and why one is still wrong.

use std::fmt::Debug;
use std::path::Path;

use serde::Deserialize;

/// One case of a suite.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) input: String,
    pub(crate) right: Vec<String>,
    /// Names of people in the input, for suites that need entities.
    #[serde(default)]
    pub(crate) people: Vec<String>,
    /// Why it is still wrong; a case that is right must not say so.
    fails: Option<String>,
}

#[derive(Deserialize)]
struct Suite {
    case: Vec<Case>,
}

impl Case {
    /// # Panics
    ///
    /// Where what was found is wrong, or is right and marked as failing.
    pub(crate) fn check(&self, found: &[impl AsRef<str> + Debug]) {
        let is_right = found.iter().map(AsRef::as_ref).eq(self.right.iter().map(String::as_str));
        match &self.fails {
            None => assert!(
                is_right,
                "{}: {found:#?}, not {:#?} in {:?}",
                self.name, self.right, self.input
            ),
            Some(why) => assert!(!is_right, "{}: it no longer fails ({why})", self.name),
        }
    }
}

/// Runs `check` on each case of the suite `file`.
///
/// # Panics
///
/// Where the file cannot be read, or a check does.
pub(crate) fn run(file: &str, check: impl Fn(&Case)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
    let suite: Suite = basic_toml::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
    assert!(!suite.case.is_empty(), "{file} has no case");
    suite.case.iter().for_each(check);
}
