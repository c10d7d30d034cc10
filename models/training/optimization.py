"""What the training runs share: parameter groups, the learning rate's course, checkpoints that a run goes on from."""

import torch

WARM_UP = 0.06
DECAY = 0.01
CHECKPOINT_STEPS = 100


def groups(parameters, **options):
    """Groups for AdamW: matrices decay, biases and normalizations do not."""
    parameters = [p for p in parameters if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": DECAY, **options},
        {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0, **options},
    ]


def warm_then_linear(optimizer, steps):
    """Up from nothing over the first steps, then down to nothing."""
    warm = int(WARM_UP * steps)
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))


class Checkpoints:
    """The state of `parts` (whatever has a state_dict) every so many steps."""

    def __init__(self, path, parts):
        self.path, self.parts = path, parts

    def resume(self):
        """How many steps an interrupted run has done; its state is taken over."""
        if not self.path.exists():
            return 0
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        return state["done"]

    def step(self, done):
        if done % CHECKPOINT_STEPS == 0:
            new = self.path.with_suffix(".part")
            torch.save({"done": done, **{name: part.state_dict() for name, part in self.parts.items()}}, new)
            new.replace(self.path)
