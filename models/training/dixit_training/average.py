"""Means of weights.

Of several networks: Wortsman et al. 2022, <https://arxiv.org/abs/2109.01903>. Of one on its way:
Polyak and Juditsky 1992.
"""

from contextlib import contextmanager

import torch


def mean(states):
    """`states`: (share, state dict) pairs.

    What is no floating-point number is the first's; what some of them lack is the mean of those
    that have it.
    """
    out = {}
    for name in dict.fromkeys(name for _, state in states for name in state):
        shares, tensors = zip(*((share, state[name]) for share, state in states if name in state))
        if tensors[0].is_floating_point():
            out[name] = sum(share / sum(shares) * t for share, t in zip(shares, tensors))
        else:
            out[name] = tensors[0]
    return out


class Moving:
    """The moving average of a network's weights; with a decay of 0 it is the network itself."""

    def __init__(self, network, decay):
        self.decay = decay
        self.steps = 0
        self.kept = {n: p.detach().clone() for n, p in network.named_parameters()} if decay else {}

    @torch.no_grad()
    def step(self, network):
        if not self.kept:
            return
        self.steps += 1
        # What was there in the beginning is soon forgotten.
        decay = min(self.decay, self.steps / (self.steps + 10))
        now = [p.detach() for _, p in network.named_parameters()]
        torch._foreach_lerp_(list(self.kept.values()), now, 1 - decay)

    @contextmanager
    def shown(self, network):
        """The network has the average's weights meanwhile."""
        self._swap(network)
        yield
        self._swap(network)

    def leave(self, network):
        """The network keeps the average's weights."""
        self._swap(network)

    @torch.no_grad()
    def _swap(self, network):
        if self.kept:
            for name, parameter in network.named_parameters():
                now = parameter.detach().clone()
                parameter.copy_(self.kept[name])
                self.kept[name] = now

    def state_dict(self):
        return {"steps": self.steps, "kept": self.kept}

    def load_state_dict(self, state):
        self.steps = state["steps"]
        for name, tensor in state["kept"].items():
            self.kept[name].copy_(tensor)
