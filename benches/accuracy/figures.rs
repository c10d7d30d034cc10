//! Named numbers: printed, saved, compared.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Write};
use std::path::Path;

use crate::calibration::Reliability;

/// A figure for each name, such as `polnear.dev direct F1`.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    values: BTreeMap<String, f64>,
    /// In the order of measuring, for people.
    order: Vec<String>,
    reliability: Vec<(String, Reliability)>,
}

/// What was found against what there is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Counts {
    /// F1 in percent; 0 where there is nothing.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// In percent; 0 of nothing.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// To the digits that a file keeps.
fn as_saved(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

impl Figures {
    pub(crate) fn add(&mut self, name: String, value: f64) {
        self.order.push(name.clone());
        self.values.insert(name, value);
    }

    /// The calibration error, and what it comes from.
    pub(crate) fn add_reliability(&mut self, name: &str, reliability: Reliability) {
        self.add(format!("{name} calibration error"), reliability.expected_error());
        self.reliability.push((name.to_owned(), reliability));
    }

    pub(crate) fn reliability(&self) -> String {
        self.reliability.iter().fold(String::new(), |mut out, (name, r)| {
            let _ = writeln!(out, "\n{name}\n{r}");
            out
        })
    }

    /// Every score with whether it was right, a line each: what curves are fitted on.
    pub(crate) fn save_answers(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut out = String::new();
        for answer in self.reliability.iter().flat_map(|(_, r)| &r.0) {
            out += &serde_json::to_string(answer)?;
            out.push('\n');
        }
        Ok(std::fs::write(path, out)?)
    }

    pub(crate) fn save(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let rounded: BTreeMap<&String, f64> =
            self.values.iter().map(|(k, v)| (k, as_saved(*v))).collect();
        Ok(std::fs::write(path, serde_json::to_string_pretty(&rounded)? + "\n")?)
    }

    pub(crate) fn load(path: &Path) -> Result<Self, Box<dyn Error>> {
        let values: BTreeMap<String, f64> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        Ok(Self { order: values.keys().cloned().collect(), values, reliability: Vec::new() })
    }

    /// A line for each figure that both have and that changed.
    pub(crate) fn changes(&self, before: &Self) -> String {
        let mut out = String::from("\nchanged\n");
        for name in &self.order {
            let (now, then) = (self.values[name], before.values.get(name));
            match then {
                Some(then) if (now - then).abs() < 5e-4 => {}
                Some(then) => {
                    let change = now - then;
                    out += &format!("{name:48} {then:9.3} -> {now:9.3}  {change:+.3}\n");
                }
                None => out += &format!("{name:48}         - -> {now:9.3}\n"),
            }
        }
        out
    }

    /// # Errors
    ///
    /// A figure that is worse than before by more than `tolerance`, or that is no longer measured.
    pub(crate) fn check(&self, before: &Self, tolerance: f64) -> Result<(), String> {
        for (name, then) in &before.values {
            let now = self.values.get(name).ok_or(format!("{name} is no longer measured"))?;
            // What was saved has no more digits: with all of its own, the same figure may be less.
            let now = as_saved(*now);
            let loss = if name.ends_with("error") { now - then } else { then - now };
            if loss > tolerance {
                return Err(format!("{name} was {then}, and is {now}"));
            }
        }
        Ok(())
    }
}

impl Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.order.iter().try_for_each(|name| writeln!(f, "{name:48} {:9.3}", self.values[name]))
    }
}
