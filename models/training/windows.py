"""Documents to windows of word pieces with labels on the first piece of each pre-tokenizer word."""

import random
import re
from dataclasses import dataclass

from labels import ENTITY_LABELS, ROLE_LABELS, spans_to_labels
from shapes import NONE, shape_of

IGNORE = -100
SENTENCE_END = re.compile(r"[.!?][.!?\"'”’)\]]*\s+|\n+")


@dataclass
class Encoded:
    """A document as pieces: ids and shapes a piece; span, first piece and labels a word; words that start a sentence."""

    ids: list
    shapes: list
    words: list
    first_piece: list
    sentence_starts: list
    entity_labels: list | None
    role_labels: list | None
    has_misc: bool


def encode(document, tokenizer):
    encoding = tokenizer.encode(document.text, add_special_tokens=False)
    words, first_piece, shapes = [], [], []
    last = None
    for piece, (word_id, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets)):
        if word_id != last:
            words.append([start, end])
            first_piece.append(piece)
            last = word_id
        else:
            words[-1][1] = end
    for i, (start, end) in enumerate(words):
        stop = first_piece[i + 1] if i + 1 < len(words) else len(encoding.ids)
        shapes += [shape_of(document.text[start:end])] * (stop - first_piece[i])
    ends = [m.end() for m in SENTENCE_END.finditer(document.text)]
    sentence_starts, k = [0], 0
    for i, (start, _) in enumerate(words):
        crossed = False
        while k < len(ends) and ends[k] <= start:
            k, crossed = k + 1, True
        if crossed and i:
            sentence_starts.append(i)
    return Encoded(
        encoding.ids,
        shapes,
        [tuple(w) for w in words],
        first_piece,
        sentence_starts,
        None if document.entities is None else spans_to_labels(words, document.entities, ENTITY_LABELS),
        None if document.roles is None else spans_to_labels(words, document.roles, ROLE_LABELS),
        document.has_misc,
    )


@dataclass
class Window:
    """[CLS] pieces [SEP], with labels (IGNORE everywhere but on first pieces), and the words it holds."""

    ids: list
    shapes: list
    entity: list
    role: list
    has_misc: bool
    word_range: tuple

    def first_pieces(self, encoded):
        """Where in `ids` each word of the window begins; the last piece stands for words that did not fit."""
        first, last = self.word_range
        at = [encoded.first_piece[word] - encoded.first_piece[first] + 1 for word in range(first, last)]
        return [min(a, len(self.ids) - 1) for a in at]


def cut(encoded, size, special, phase=0):
    """Windows of whole sentences, at most `size` pieces with [CLS] and [SEP]; `phase` sentences make a short first one."""
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
            boundary = max((s for s in starts if begin < s <= end), default=end)
            end = boundary
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
    ids = [special[0]] + encoded.ids[base:stop] + [special[1]]
    return Window(ids, [NONE] + encoded.shapes[base:stop] + [NONE], entity, role, encoded.has_misc, (begin, end))


def batches(windows, size, rng: random.Random):
    """Shuffled batches of windows of similar length (less padding): shuffle, sort within pools of 50 batches, shuffle batches."""
    order = list(windows)
    rng.shuffle(order)
    pool = size * 50
    out = []
    for k in range(0, len(order), pool):
        part = sorted(order[k : k + pool], key=lambda w: len(w.ids))
        out += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(out)
    return out
