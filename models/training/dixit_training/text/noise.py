"""Windows as if they had been written otherwise: in another case, with a typewriter's marks."""

import numpy as np

from .shapes import CAPITALIZED, LOWER, MIXED, SINGLE_CAPITAL, UPPER

LOWERED, RAISED, TITLED = 0.06, 0.03, 0.02
WORDS = [LOWER, CAPITALIZED, UPPER, MIXED, SINGLE_CAPITAL]


def recase(window, rng):
    """One window in nine gets the case types of all-lower, all-upper or title case; in place.

    Headlines stand in capitals, posts without any. The tokenizer lower-cases, so the pieces stay
    what they are.
    """
    roll = rng.random()
    for share, case in ((LOWERED, LOWER), (RAISED, UPPER), (TITLED, CAPITALIZED)):
        if roll < share:
            window.shapes = np.where(np.isin(window.shapes, WORDS), case, window.shapes)
            return
        roll -= share


def straight_marks(tokenizer):
    """Which piece stands for a curly mark on a typewriter."""
    return {
        tokenizer.token_to_id(curly): tokenizer.token_to_id(straight)
        for curly, straight in zip("“”‘’", "\"\"''")
        if tokenizer.token_to_id(curly) is not None
    }


def straighten(window, marks):
    """Typewriter marks in place of curly ones; in place."""
    for curly, straight in marks.items():
        window.ids = np.where(window.ids == curly, straight, window.ids)
