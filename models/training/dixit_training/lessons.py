"""What a run is shown: windows of the corpora, as often as it is to see each, in batches."""

import random
from dataclasses import dataclass

import numpy as np

from .errors import TrainingError
from .text.noise import recase, straighten
from .text.windows import Window, cut

# Windows of similar length stand in a batch: they are sorted within so many batches.
POOL = 50
# An epoch begins at one of the first sentences, so that windows are others each time.
PHASES = 8


@dataclass
class Lesson:
    """A window; where its words begin, and the teachers' rows for them, where there are any."""

    window: Window
    at: list
    labels: np.ndarray | None = None
    states: np.ndarray | None = None

    @property
    def pieces(self):
        return len(self.window.ids)


def pieces_of(documents):
    return sum(len(document.ids) for document in documents)


def whole_first(passes):
    """The shares of the epochs of a run that sees each corpus `passes` times: whole ones first."""
    epochs = []
    while any(times > len(epochs) for times in passes.values()):
        done = len(epochs)
        epochs.append({name: min(1.0, max(0.0, times - done)) for name, times in passes.items()})
    return epochs


@dataclass
class Shower:
    """Draws the lessons of an epoch."""

    # Encoded documents by corpus, and the share of them that has typewriter marks.
    corpora: dict
    straight_quotes: dict
    # Pieces of curly marks to those of straight ones.
    marks: dict
    special: tuple
    window: int
    case_noise: bool
    # (labels, states) by corpus; empty where no teacher speaks.
    soft: dict

    def epoch(self, shares, rng: random.Random):
        """Each window as often as its corpus's share says; of 1.3 three in ten are seen twice."""
        out = []
        for name, share in shares.items():
            labels, states = self.soft.get(name, (None, None))
            row = 0
            for document in self.corpora[name]:
                straight = rng.random() < self.straight_quotes[name]
                for window in cut(document, self.window, self.special, rng.randrange(PHASES)):
                    at = window.first_pieces(document)
                    rows = slice(row, row + len(at))
                    row += len(at)
                    copies = int(share + rng.random())
                    if not copies:
                        continue
                    if straight:
                        straighten(window, self.marks)
                    if self.case_noise:
                        recase(window, rng)
                    lesson = Lesson(window, at, of(labels, rows), of(states, rows))
                    out += [lesson] * copies
            if labels is not None and row != len(labels):
                raise TrainingError(f"{name}: the soft labels are of another corpus")
        return out


def of(array, rows):
    return None if array is None else array[rows]


def batches(lessons, size, rng: random.Random):
    """Shuffled batches: shuffle, sort by length within pools of batches, shuffle batches."""
    order = list(lessons)
    rng.shuffle(order)
    pool = size * POOL
    out = []
    for k in range(0, len(order), pool):
        part = sorted(order[k : k + pool], key=lambda lesson: lesson.pieces)
        out += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(out)
    return out
