"""Windows to padded tensors, with what teachers say of their words."""

from dataclasses import dataclass, fields

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

    def to(self, device):
        return Taught(*(moved(getattr(self, field.name), device) for field in fields(self)))


@dataclass
class Batch:
    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    # By head, IGNORE where nothing is known.
    gold: dict
    has_misc: torch.Tensor
    # Windows whose roles follow another definition.
    variant: torch.Tensor
    taught: Taught | None = None

    def to(self, device):
        return Batch(*(moved(getattr(self, field.name), device) for field in fields(self)))


def moved(part, device):
    if part is None:
        return None
    if isinstance(part, dict):
        return {name: tensor.to(device, non_blocking=True) for name, tensor in part.items()}
    return part.to(device) if isinstance(part, Taught) else part.to(device, non_blocking=True)


def collate(windows, heads):
    # Of a size that attention is quick with.
    width = -(-max(len(w.ids) for w in windows) // 8) * 8

    def padded(rows, fill):
        out = np.full((len(rows), width), fill, np.int64)
        for to, row in zip(out, rows):
            to[: len(row)] = row
        return torch.from_numpy(out)

    return Batch(
        padded([w.ids for w in windows], 0),
        padded([w.shapes for w in windows], 0),
        padded([np.ones(len(w.ids), np.int64) for w in windows], 0),
        {head: padded([w.labels.get(head, []) for w in windows], IGNORE) for head in heads},
        torch.tensor([w.has_misc for w in windows]),
        torch.tensor([w.variant for w in windows]),
    )


def collate_lessons(lessons, heads):
    """A batch of lessons (`lessons.py`), some of which may have a teacher."""
    batch = collate([lesson.window for lesson in lessons], heads)
    taught = [(row, lesson) for row, lesson in enumerate(lessons) if lesson.labels is not None]
    if taught:
        states = [lesson.states for _, lesson in taught]
        batch.taught = Taught(
            torch.from_numpy(np.repeat([row for row, _ in taught], [len(x.at) for _, x in taught])),
            torch.from_numpy(np.concatenate([lesson.at for _, lesson in taught])),
            floats([lesson.labels for _, lesson in taught]),
            None if states[0] is None else floats(states),
        )
    return batch


def floats(rows):
    return torch.from_numpy(np.concatenate(rows).astype(np.float32, copy=False))
