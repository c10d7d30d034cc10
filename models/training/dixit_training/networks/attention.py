"""The attention of both encoders."""

from torch import nn
from torch.nn import functional as F


def heads_of(states, count):
    """[batch, pieces, size] to [batch, heads, pieces, size of a head]."""
    batch, pieces, size = states.shape
    return states.view(batch, pieces, count, size // count).transpose(1, 2)


def attend(query, key, value, count, bias):
    """`bias` is added to the products: what is masked has a large negative one."""
    query, key, value = (heads_of(states, count) for states in (query, key, value))
    mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    return mixed.transpose(1, 2).flatten(2)


class Joined(nn.Module):
    """A linear layer whose result, with dropout, is added to what came before, and normalized."""

    def __init__(self, inputs, size, dropout, eps):
        super().__init__()
        self.dense = nn.Linear(inputs, size)
        self.LayerNorm = nn.LayerNorm(size, eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states, before):
        return self.LayerNorm(self.dropout(self.dense(states)) + before)


class Widened(nn.Module):
    """A linear layer and GELU."""

    def __init__(self, size, inner):
        super().__init__()
        self.dense = nn.Linear(size, inner)

    def forward(self, states):
        return F.gelu(self.dense(states))
