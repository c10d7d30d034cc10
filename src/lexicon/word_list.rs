/// Whether `word` is one of the words of `list`, which are separated by space.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}
