"""Windows to padded tensors."""

from dataclasses import dataclass

import torch

from windows import IGNORE


@dataclass
class Batch:
    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    entity: torch.Tensor
    role: torch.Tensor
    has_misc: torch.Tensor


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
