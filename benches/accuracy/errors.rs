//! Errors by kind, the commonest first, with examples.

use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Debug, Default)]
pub(crate) struct Errors(BTreeMap<String, Vec<String>>);

impl Errors {
    pub(crate) fn add(&mut self, kind: impl Into<String>, example: String) {
        self.0.entry(kind.into()).or_default().push(example);
    }

    /// How many there are of each kind, and up to `examples` of them, taken at even distances.
    pub(crate) fn report(&self, examples: usize) -> String {
        let mut kinds: Vec<_> = self.0.iter().collect();
        kinds.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
        let mut out = String::new();
        for (kind, all) in kinds {
            let _ = writeln!(out, "{:6} {kind}", all.len());
            for example in all.iter().step_by((all.len() / examples.max(1)).max(1)).take(examples) {
                let _ = writeln!(out, "         {example}");
            }
        }
        out
    }
}
