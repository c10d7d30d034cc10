//! What a hearing's record says of who examines.

use super::Class;

/// Whether a line names who does: "BY MS. KOVIC:".
pub(crate) fn names_examiner(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    Class::ExaminedBy.has(&first) && line.trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_and_a_colon_name_who_examines() {
        assert!(names_examiner("BY MS. KOVIC:") && names_examiner(" By Mr. Brandt: "));
        assert!(!names_examiner("By Ana Kovic") && !names_examiner("MS. KOVIC:"));
        assert!(!names_examiner(""));
    }
}
