//! Case types: the shape of a word as written, told to an uncased encoder through its token type
//! ids.

/// What a token type id means to a model with case types. The training recipe's `shapes.py`
/// computes the same classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    // 0 is that of special tokens.
    Digits = 1,
    Punctuation,
    Lower,
    Upper,
    SingleCapital,
    Capitalized,
    Mixed,
}

impl Shape {
    /// How many token types there are, that of special tokens counted: the `type_vocab_size` of an
    /// encoder that knows them.
    pub(crate) const COUNT: usize = 1 + Self::Mixed as usize;

    /// The shape of one word of the pre-tokenizer.
    pub(crate) fn of(word: &str) -> Self {
        let mut letters = 0usize;
        let mut upper = 0usize;
        let mut first_upper = false;
        let mut digits = false;
        for c in word.chars() {
            if c.is_alphabetic() {
                if c.is_uppercase() {
                    upper += 1;
                    first_upper |= letters == 0;
                }
                letters += 1;
            } else {
                digits |= c.is_numeric();
            }
        }
        match (letters, upper) {
            (0, _) if digits => Self::Digits,
            (0, _) => Self::Punctuation,
            (_, 0) => Self::Lower,
            (1, 1) => Self::SingleCapital,
            (l, u) if l == u => Self::Upper,
            (_, 1) if first_upper => Self::Capitalized,
            _ => Self::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_shapes_that_the_encoder_was_trained_on() {
        for (word, shape) in [
            ("1996", Shape::Digits),
            ("½", Shape::Digits),
            (",", Shape::Punctuation),
            ("", Shape::Punctuation),
            ("said", Shape::Lower),
            ("4th", Shape::Lower),
            ("U", Shape::SingleCapital),
            ("NATO", Shape::Upper),
            ("G7", Shape::SingleCapital),
            ("Élan", Shape::Capitalized),
            ("McCain", Shape::Mixed),
            ("iPhone", Shape::Mixed),
            ("漢字", Shape::Lower),
        ] {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}
