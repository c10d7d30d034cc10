"""Windows seen as if written in another case: headlines in capitals, posts without any."""

from shapes import CAPITALIZED, LOWER, MIXED, SINGLE_CAPITAL, UPPER

LOWERED, RAISED, TITLED = 0.06, 0.03, 0.02
WORDS = {LOWER, CAPITALIZED, UPPER, MIXED, SINGLE_CAPITAL}


def recase(window, rng):
    """One window in sixteen or so gets the case types of all-lower, all-upper or title case; in place.

    The tokenizer lower-cases, so the pieces stay what they are.
    """
    roll = rng.random()
    for share, case in ((LOWERED, LOWER), (RAISED, UPPER), (TITLED, CAPITALIZED)):
        if roll < share:
            window.shapes = [case if shape in WORDS else shape for shape in window.shapes]
            return
        roll -= share
