"""BERT (Devlin et al. 2019, <https://arxiv.org/abs/1810.04805>), as much as the student needs.

Its tensors have the names that Hugging Face's and rust-bert's BERT give them.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from .attention import Joined, Widened, attend

# What a configuration means that leaves these out.
DEFAULTS = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_attention_heads": 12,
    "num_hidden_layers": 12,
    "max_position_embeddings": 512,
    "vocab_size": 30522,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "initializer_range": 0.02,
    "pad_token_id": 0,
}
MASKED = -1e4


def configuration(directory: Path):
    return DEFAULTS | json.loads((directory / "config.json").read_text(encoding="utf-8"))


def weights(directory: Path):
    """The encoder's tensors, without a prefix, the pooler and what is no weight."""
    tensors = load_file(directory / "model.safetensors")
    out = {name.removeprefix("bert."): tensor.float() for name, tensor in tensors.items()}
    return {
        n: t
        for n, t in out.items()
        if n.startswith(("embeddings.", "encoder.")) and not n.endswith("position_ids")
    }


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        size = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], size)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], size)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], size)
        self.LayerNorm = nn.LayerNorm(size, config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def forward(self, ids, types):
        positions = torch.arange(ids.shape[1], device=ids.device)
        states = self.word_embeddings(ids) + self.token_type_embeddings(types)
        return self.dropout(self.LayerNorm(states + self.position_embeddings(positions)))


class SelfAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))

    def forward(self, states, bias):
        projected = (layer(states) for layer in (self.query, self.key, self.value))
        return attend(*projected, self.heads, bias)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        size, inner = config["hidden_size"], config["intermediate_size"]
        dropout, eps = config["hidden_dropout_prob"], config["layer_norm_eps"]
        self.attention = nn.ModuleDict(
            {
                "self": SelfAttention(size, config["num_attention_heads"]),
                "output": Joined(size, size, dropout, eps),
            }
        )
        self.intermediate = Widened(size, inner)
        self.output = Joined(inner, size, dropout, eps)

    def forward(self, states, bias):
        mixed = self.attention["self"](states, bias)
        states = self.attention["output"](mixed, states)
        return self.output(self.intermediate(states), states)


class Bert(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = Embeddings(config)
        layers = (Layer(config) for _ in range(config["num_hidden_layers"]))
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(layers)})

    def forward(self, ids, types, mask):
        """Hidden states of the last layer."""
        states = self.embeddings(ids, types)
        bias = ((1 - mask) * MASKED)[:, None, None, :].to(states.dtype)
        for layer in self.encoder["layer"]:
            states = layer(states, bias)
        return states
