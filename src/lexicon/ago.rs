//! How long ago something was written.

use super::Class;

/// Whether a line ends so: "3 hours ago", "just now".
pub(crate) fn tells_how_long_ago(line: &str) -> bool {
    let words = line.rsplit(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|w| !w.is_empty()).map(str::to_lowercase);
    match words.next().as_deref() {
        Some("ago") => words.next().is_some_and(|w| Class::TimeUnit.has(&w)),
        Some("now") => words.next().is_some_and(|w| w == "just"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_and_ago_tell_it() {
        for line in ["kovic · 3 hours ago", "*2 mins ago*", "Kovic, just now"] {
            assert!(tells_how_long_ago(line), "{line}");
        }
        for line in ["It fell long ago", "It is shut now", "3 hours", ""] {
            assert!(!tells_how_long_ago(line), "{line}");
        }
    }
}
