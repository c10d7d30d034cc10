"""Parameter groups and the learning rate's course."""

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


def warm_then_linear(optimizer):
    """Sets the rate by the share of the run that is done: up from nothing, then down to nothing."""
    highest = [group["lr"] for group in optimizer.param_groups]

    def at(done):
        share = min((done + 1e-3) / WARM_UP, (1 - done) / (1 - WARM_UP))
        for group, rate in zip(optimizer.param_groups, highest):
            group["lr"] = rate * share

    return at
