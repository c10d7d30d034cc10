//! How many words of a statement are quoted.

use crate::lexicon::marks::Pair;

/// The words of a text.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Those of them that stand between quotation marks.
pub(super) fn words_between_marks(text: &str) -> usize {
    let (mut count, mut open) = (0, None);
    // Words behind a mark that may turn out to be an apostrophe.
    let mut inside = 0;
    for word in text.split_whitespace() {
        let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (before, rest) = word.split_at(word.len() - inner.len());
        let end = rest.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let mut pass = |marks: &str, inside: &mut usize| {
            for mark in marks.chars() {
                match open {
                    None => open = Pair::opened_by(mark).next(),
                    Some(pair) if pair.is_closed_by(mark) => {
                        open = None;
                        count += std::mem::take(inside);
                    }
                    Some(_) => {}
                }
            }
            open.is_some()
        };
        if pass(before, &mut inside) {
            inside += usize::from(!inner.is_empty());
        } else {
            inside = 0;
        }
        // Marks inside of a word are apostrophes.
        pass(&rest[end..], &mut inside);
    }
    if open.is_some_and(Pair::may_stay_open) { count + inside } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_marks_are_counted() {
        for (text, count) in [
            ("it was “late again” and slow", 2),
            ("it was \"late again\" and \"slow\"", 3),
            ("it wasn’t late", 0),
            ("“late”", 1),
            ("‘so it’ was, it wasn’t", 2),
            ("'so it' was, it wasn't", 2),
            ("it was 'tis and no end", 0),
            ("it was „late again“ and «slow»", 3),
            ("it was “late again", 2),
            ("", 0),
        ] {
            assert_eq!(words_between_marks(text), count, "{text}");
        }
    }
}
