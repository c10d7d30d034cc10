"""The weighted mean of networks (Wortsman et al. 2022, <https://arxiv.org/abs/2109.01903>)."""


def mean(states):
    """`states`: (share, state dict) pairs; what is no floating-point number is the first's."""
    (_, first), *_ = states
    return {
        name: sum(share * state[name] for share, state in states) if t.is_floating_point() else t
        for name, t in first.items()
    }
