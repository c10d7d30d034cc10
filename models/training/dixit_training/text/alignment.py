"""Names that a tokenized copy of an article marks, as spans of the article."""

from .labels import bio_spans

# Characters between a token's expected place and where it is found.
REACH = 60
# More of an article's tokens must be found than this share.
FOUND = 0.97
ODD = str.maketrans("’‘“”–—", "''\"\"--")


def names_in(text, tokens):
    """Spans [(start, end, kind)] of `text` for `tokens` [(word, tag)]; `None` if they differ.

    A token that is not found is left out, and with it the name that it is part of.
    """
    plain = text.translate(ODD)
    words, lost, at = [], 0, 0
    for word, _ in tokens:
        word = word.translate(ODD)
        found = plain.find(word, at, at + REACH + len(word))
        if found < 0:
            lost += 1
            words.append(None)
        else:
            at = found + len(word)
            words.append((found, at))
    if lost > (1 - FOUND) * len(tokens):
        return None
    places = [word or (0, 0) for word in words]
    spans = bio_spans(places, (tag for _, tag in tokens))
    return [(start, end, kind) for start, end, kind in spans if end > start and (start or end)]
