"""The teacher: an MPNet with a learned vector for each case type, and the student's heads."""

import torch
from torch import nn

from ..optimization import groups
from ..text import shapes
from . import mpnet
from .heads import Tagger


class Teacher(Tagger):
    """Takes the student's batches: BERT's piece ids, case types, mask.

    The lowest `frozen` layers stay as pretrained, which saves a third of a step where half of the
    layers are frozen; the case vectors are added to the input of the first layer that is trained.
    """

    def __init__(self, encoder: mpnet.Mpnet, tokenizer, heads, frozen=0):
        size = encoder.config["hidden_size"]
        super().__init__(size, encoder.config["hidden_dropout_prob"], heads)
        self.mpnet = encoder
        self.case = nn.Embedding(shapes.COUNT, size)
        nn.init.zeros_(self.case.weight)
        self.frozen = frozen
        vocabulary = torch.tensor(mpnet.vocabulary_map(tokenizer))
        self.register_buffer("vocabulary", vocabulary, persistent=False)
        # As pretrained, so that attention need not keep what it adds for a gradient.
        encoder.encoder.relative_attention_bias.requires_grad_(False)
        if frozen:
            layers = encoder.encoder.layer[:frozen]
            for module in [*layers, encoder.embeddings]:
                module.requires_grad_(False)

    def hidden(self, ids, shapes, mask):
        layers = self.mpnet.encoder.layer
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            ids = torch.where(mask.bool(), self.vocabulary[ids], mpnet.PAD)
            hidden = self.mpnet.embeddings(ids)
            bias = self.mpnet.encoder.bias(mask)
            for layer in layers[: self.frozen]:
                hidden = layer(hidden, bias)
        hidden = hidden + self.case(shapes)
        for layer in layers[self.frozen :]:
            hidden = layer(hidden, bias)
        return hidden

    def groups(self, rate, head_rate):
        """The heads and the case vectors learn faster than the rest."""
        new = [*self.case.parameters(), *self.head_parameters()]
        fast = {"params": new, "lr": head_rate, "weight_decay": 0.0}
        return [*groups(self.mpnet.parameters(), lr=rate), fast]


def from_pretrained(directory, tokenizer, heads, frozen=0):
    return Teacher(mpnet.from_pretrained(directory), tokenizer, heads, frozen)
