//! What a handle may spell: the stretches of it.

/// No handle is longer, in bytes.
pub(super) const LONGEST_HANDLE: usize = 64;

/// All stretches of a handle; none of what is too long for one.
pub(super) fn substrings(handle: &str) -> impl Iterator<Item = &str> {
    let length = if handle.len() <= LONGEST_HANDLE { handle.len() } else { 0 };
    (0..length)
        .flat_map(move |start| (start + 1..=length).filter_map(move |end| handle.get(start..end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_has_all_its_stretches() {
        assert_eq!(substrings("aéb").collect::<Vec<_>>(), ["a", "aé", "aéb", "é", "éb", "b"]);
        assert_eq!(substrings(&"a".repeat(LONGEST_HANDLE + 1)).count(), 0);
    }
}
