"""Checkpoints that an interrupted run goes on from, and the weights that a run leaves."""

import time
from pathlib import Path

import torch

EVERY_SECONDS = 300
WEIGHTS = "weights.pt"


class Checkpoints:
    """The state of `parts` (whatever has a state_dict) and of chance, every so many seconds."""

    def __init__(self, path: Path, parts, every=EVERY_SECONDS):
        self.path, self.parts, self.every = path, parts, every
        self.last = time.monotonic()

    def resume(self):
        """How many steps an interrupted run has done; its state is taken over."""
        if not self.path.exists():
            return 0
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        torch.set_rng_state(state["chance"])
        return state["done"]

    def step(self, done):
        if time.monotonic() - self.last >= self.every:
            self.last = time.monotonic()
            state = {name: part.state_dict() for name, part in self.parts.items()}
            save({"done": done, "chance": torch.get_rng_state(), **state}, self.path)


def save(state, path: Path):
    """Whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
