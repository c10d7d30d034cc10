"""Documents to windows of word pieces, with labels on the first piece of each word."""

import re
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from .labels import ACT_LABELS, ENTITY_LABELS, ROLE_LABELS, spans_to_labels, touched
from .shapes import NONE, shape_of

# The label of pieces that nothing is learned from.
IGNORE = -100
SENTENCE_END = re.compile(r"[.!?][.!?\"'”’)\]]*\s+|\n+")


@dataclass
class Encoded:
    """A document as pieces: ids and shapes a piece; span, first piece and labels a word."""

    ids: np.ndarray
    shapes: np.ndarray
    words: list
    first_piece: list
    # The words that begin a sentence.
    sentence_starts: list
    # By head, for those that the corpus has labels for; and the same a piece, on the first pieces.
    labels: dict
    piece_labels: dict
    has_misc: bool
    variant: bool


def encode(document, tokenizer):
    encoding = tokenizer.encode(document.text, add_special_tokens=False)
    words, first_piece = [], []
    last = None
    for piece, (word_id, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets)):
        if word_id != last:
            words.append([start, end])
            first_piece.append(piece)
            last = word_id
        else:
            words[-1][1] = end
    shapes = []
    for (start, end), first, stop in zip(words, first_piece, [*first_piece[1:], len(encoding.ids)]):
        shapes += [shape_of(document.text[start:end])] * (stop - first)
    labels = labels_of(document, words)
    return Encoded(
        np.array(encoding.ids, np.int64),
        np.array(shapes, np.int64),
        [tuple(w) for w in words],
        first_piece,
        sentence_starts(document.text, words),
        labels,
        {head: on_first_pieces(of, first_piece, len(encoding.ids)) for head, of in labels.items()},
        document.has_misc,
        document.variant,
    )


def labels_of(document, words):
    bio = {
        "entity": (document.entities, ENTITY_LABELS),
        "role": (document.roles, ROLE_LABELS),
        "inner": (document.inner, ROLE_LABELS),
    }
    labels = {
        head: spans_to_labels(words, spans, names)
        for head, (spans, names) in bio.items()
        if spans is not None
    }
    if document.acts is not None:
        labels["act"] = [IGNORE] * len(words)
        for span in document.acts:
            for i in touched(words, span):
                labels["act"][i] = ACT_LABELS.index(span[2])
    return labels


def on_first_pieces(labels, first_piece, count):
    out = np.full(count, IGNORE, np.int64)
    out[first_piece] = labels
    return out


def sentence_starts(text, words):
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    starts, k = [0], 0
    for i, (start, _) in enumerate(words):
        crossed = False
        while k < len(ends) and ends[k] <= start:
            k, crossed = k + 1, True
        if crossed and i:
            starts.append(i)
    return starts


@dataclass
class Window:
    """[CLS] pieces [SEP], with labels (IGNORE but on first pieces), and the words it holds."""

    ids: np.ndarray
    shapes: np.ndarray
    # By head.
    labels: dict
    has_misc: bool
    variant: bool
    word_range: tuple

    def first_pieces(self, encoded):
        """Where in `ids` each word begins; the last piece stands for words that did not fit."""
        first, last = self.word_range
        places = np.array(encoded.first_piece[first:last]) - encoded.first_piece[first] + 1
        return np.minimum(places, len(self.ids) - 1)


def cut(encoded, size, special, phase=0):
    """Windows of whole sentences, of at most `size` pieces with [CLS] and [SEP].

    `phase` sentences make a short first window, so that windows begin elsewhere in each epoch.
    """
    room = size - 2
    count = len(encoded.words)
    piece_end = encoded.first_piece[1:] + [len(encoded.ids)]
    starts = encoded.sentence_starts + [count]
    out, begin = [], 0
    limit = starts[min(phase, len(starts) - 1)] if phase else count
    while begin < count:
        most = encoded.first_piece[begin] + room
        end = min(limit, bisect_right(piece_end, most, begin))
        if end < limit:
            # The last sentence that begins by then; a longer one is cut.
            start = starts[bisect_right(starts, end) - 1]
            end = start if start > begin else end
        end = max(end, begin + 1)
        out.append(window(encoded, begin, end, special, room))
        begin, limit = end, count
    return out


def window(encoded, begin, end, special, room):
    base = encoded.first_piece[begin]
    stop = encoded.first_piece[end] if end < len(encoded.words) else len(encoded.ids)
    pieces = slice(base, min(stop, base + room))

    def framed(row, first, last):
        return np.concatenate(([first], row[pieces], [last]))

    return Window(
        framed(encoded.ids, *special),
        framed(encoded.shapes, NONE, NONE),
        {head: framed(row, IGNORE, IGNORE) for head, row in encoded.piece_labels.items()},
        encoded.has_misc,
        encoded.variant,
        (begin, end),
    )
