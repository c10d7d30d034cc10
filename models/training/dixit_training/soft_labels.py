"""What teachers say of every word.

For each corpus, in document order, a row a word: `NAME.labels.npy`, log-probabilities of the labels
of one head after the other, those of entities first, and where somebody learns from a teacher's
states `NAME.states.npy`, its hidden state of the word's first piece; all float16. Who is asked
where matters more than how good they are: RESULTS.md has the reasons.
"""

from pathlib import Path

import numpy as np
import torch

from .loop import device
from .text.collate import collate
from .text.labels import ENTITY_LABELS, HEADS
from .text.windows import cut

BATCH = 64
# Where the labels of other heads begin in a row.
ROLES = len(ENTITY_LABELS)
# Less than a teacher ever says, so that a mean has a logarithm.
LEAST = 1e-7


def write(folder: Path, name, documents, teachers, names, roles, states, *, special, window, bf16):
    """Writes the files of one corpus.

    `teachers(key)` gives a network; `names` and `roles` are keys of those asked for each, of
    several of them the mean is taken; `states` is the key of the one whose states are kept.
    """
    answers = {}
    for key in dict.fromkeys([*names, *roles, *([states] if states else [])]):
        answers[key], hidden = label(teachers(key), documents, special, window, bf16, key == states)
        if key == states:
            save(states_file(folder, name), hidden)
    rows = [
        mean([answers[k][:, :ROLES] for k in names]),
        mean([answers[k][:, ROLES:] for k in roles]),
    ]
    # Last: a corpus whose labels are there is done.
    save(labels_file(folder, name), np.concatenate(rows, axis=1))
    print(name, len(rows[0]), "words", flush=True)


def is_done(folder: Path, name):
    return labels_file(folder, name).exists()


def read(folder: Path, name):
    """Labels and states of a corpus; the latter `None` where nobody's were kept."""
    states = states_file(folder, name)
    labels = np.load(labels_file(folder, name), mmap_mode="r")
    return labels, np.load(states, mmap_mode="r") if states.exists() else None


@torch.no_grad()
def label(teacher, documents, special, size, bf16, keep_states):
    """Log-probabilities and states of all words of `documents`, a row a word."""
    place = device()
    teacher.eval().to(place)
    windows = [(document, w) for document in documents for w in cut(document, size, special)]
    first_row, rows = [], 0
    for _, window in windows:
        first_row.append(rows)
        rows += window.word_range[1] - window.word_range[0]
    width = sum(len(HEADS[head]) for head in teacher.names)
    labels = np.empty((rows, width), np.float16)
    states = np.empty((rows, teacher.entity.in_features), np.float16) if keep_states else None
    order = sorted(range(len(windows)), key=lambda k: len(windows[k][1].ids))
    for begin in range(0, len(order), BATCH):
        chosen = order[begin : begin + BATCH]
        batch = collate([windows[k][1] for k in chosen], ()).to(place)
        with torch.autocast(place.type, torch.bfloat16, enabled=bf16):
            hidden, scores = teacher(batch)
        said = torch.cat([part.float().log_softmax(-1) for part in scores.values()], dim=-1)
        said, hidden = said.cpu().numpy(), hidden.float().cpu().numpy() if keep_states else None
        for b, k in enumerate(chosen):
            document, window = windows[k]
            at = window.first_pieces(document)
            to = slice(first_row[k], first_row[k] + len(at))
            labels[to] = said[b, at]
            if keep_states:
                states[to] = hidden[b, at]
    return labels, states


def mean(rows):
    """The log of the mean probability over some teachers' log-probabilities."""
    if len(rows) == 1:
        return rows[0]
    probabilities = sum(np.exp(row.astype(np.float32)) for row in rows) / len(rows)
    return np.log(probabilities + LEAST).astype(np.float16)


def labels_file(folder: Path, name):
    return folder / f"{name}.labels.npy"


def states_file(folder: Path, name):
    return folder / f"{name}.states.npy"


def save(path: Path, array):
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, array)
    part.replace(path)
