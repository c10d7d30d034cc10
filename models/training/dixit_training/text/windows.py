"""Documents to windows of word pieces, with labels on the first piece of each word."""

import re
from dataclasses import dataclass

from .labels import ENTITY_LABELS, ROLE_LABELS, spans_to_labels
from .shapes import NONE, shape_of

# The label of pieces that nothing is learned from.
IGNORE = -100
SENTENCE_END = re.compile(r"[.!?][.!?\"'”’)\]]*\s+|\n+")


@dataclass
class Encoded:
    """A document as pieces: ids and shapes a piece; span, first piece and labels a word."""

    ids: list
    shapes: list
    words: list
    first_piece: list
    # The words that begin a sentence.
    sentence_starts: list
    entity_labels: list | None
    role_labels: list | None
    has_misc: bool


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

    def labels(spans, names):
        return None if spans is None else spans_to_labels(words, spans, names)

    return Encoded(
        encoding.ids,
        shapes,
        [tuple(w) for w in words],
        first_piece,
        sentence_starts(document.text, words),
        labels(document.entities, ENTITY_LABELS),
        labels(document.roles, ROLE_LABELS),
        document.has_misc,
    )


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

    ids: list
    shapes: list
    entity: list
    role: list
    has_misc: bool
    word_range: tuple

    def first_pieces(self, encoded):
        """Where in `ids` each word begins; the last piece stands for words that did not fit."""
        first, last = self.word_range
        base = encoded.first_piece[first] - 1
        return [min(encoded.first_piece[w] - base, len(self.ids) - 1) for w in range(first, last)]


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
        base = encoded.first_piece[begin]
        end = begin
        while end < limit and piece_end[end] - base <= room:
            end += 1
        if end < limit:
            end = max((s for s in starts if begin < s <= end), default=end)
        end = max(end, begin + 1)
        out.append(window(encoded, begin, end, special, room))
        begin, limit = end, count
    return out


def window(encoded, begin, end, special, room):
    base = encoded.first_piece[begin]
    stop = encoded.first_piece[end] if end < len(encoded.words) else len(encoded.ids)
    stop = min(stop, base + room)
    length = stop - base
    entity, role = [IGNORE] * (length + 2), [IGNORE] * (length + 2)
    for w in range(begin, end):
        at = encoded.first_piece[w] - base + 1
        if encoded.entity_labels is not None:
            entity[at] = encoded.entity_labels[w]
        if encoded.role_labels is not None:
            role[at] = encoded.role_labels[w]
    ids = [special[0], *encoded.ids[base:stop], special[1]]
    shapes = [NONE, *encoded.shapes[base:stop], NONE]
    return Window(ids, shapes, entity, role, encoded.has_misc, (begin, end))
