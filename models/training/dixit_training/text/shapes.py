"""Case types: the shape of a word, told to an uncased encoder through `token_type_ids`.

The Rust side computes the same classes (`Shape`); the reference that `fixtures.py` writes holds the
two together.
"""

NONE, DIGITS, PUNCTUATION, LOWER, UPPER, SINGLE_CAPITAL, CAPITALIZED, MIXED = range(8)
COUNT = 8


def shape_of(word: str) -> int:
    """The case type of one pre-tokenizer word, as the text has it (not lower-cased)."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return DIGITS if any(c.isnumeric() for c in word) else PUNCTUATION
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return LOWER
    if all(upper):
        return SINGLE_CAPITAL if len(letters) == 1 else UPPER
    return CAPITALIZED if upper[0] and not any(upper[1:]) else MIXED
