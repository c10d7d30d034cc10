"""Parameter groups and the learning rate's course."""

import torch

WARM_UP = 0.06
DECAY = 0.01


def groups(parameters, **options):
    """Groups for AdamW: matrices decay, biases and normalizations do not."""
    parameters = [p for p in parameters if p.requires_grad]
    kinds = [
        ([p for p in parameters if p.dim() > 1], DECAY),
        ([p for p in parameters if p.dim() == 1], 0.0),
    ]
    return [
        {"params": params, "weight_decay": decay, **options} for params, decay in kinds if params
    ]


def warm_then_linear(optimizer, steps):
    """Up from nothing over the first steps, then down to nothing."""
    warm = int(WARM_UP * steps)

    def share(step):
        down = max(0.0, (steps - step) / (steps - warm))
        return min((step + 1) / warm, down) if warm else down

    return torch.optim.lr_scheduler.LambdaLR(optimizer, share)
