"""Windows to padded tensors, with what teachers say of their words."""

from dataclasses import dataclass

import numpy as np
import torch

from .windows import IGNORE


@dataclass
class Taught:
    """Teachers' rows for the words of a batch, and where in it each word begins."""

    rows: torch.Tensor
    columns: torch.Tensor
    labels: torch.Tensor
    states: torch.Tensor | None


@dataclass
class Batch:
    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    entity: torch.Tensor
    role: torch.Tensor
    has_misc: torch.Tensor
    taught: Taught | None = None


def collate(windows):
    width = max(len(w.ids) for w in windows)

    def padded(rows, fill):
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return Batch(
        padded([w.ids for w in windows], 0),
        padded([w.shapes for w in windows], 0),
        padded([[1] * len(w.ids) for w in windows], 0),
        padded([w.entity for w in windows], IGNORE),
        padded([w.role for w in windows], IGNORE),
        torch.tensor([w.has_misc for w in windows]),
    )


def collate_lessons(lessons):
    """A batch of lessons (`lessons.py`): all of them have a teacher, or none has."""
    batch = collate([lesson.window for lesson in lessons])
    if lessons[0].labels is not None:
        states = [lesson.states for lesson in lessons]
        batch.taught = Taught(
            torch.tensor([b for b, lesson in enumerate(lessons) for _ in lesson.at]),
            torch.tensor([a for lesson in lessons for a in lesson.at]),
            floats([lesson.labels for lesson in lessons]),
            None if states[0] is None else floats(states),
        )
    return batch


def floats(rows):
    return torch.from_numpy(np.concatenate(rows).astype(np.float32))
