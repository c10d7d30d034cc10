"""The teacher: an MPNet with a learned vector for each case type, and the student's two heads."""

import torch
from torch import nn
from transformers import MPNetConfig, MPNetModel

from ..optimization import groups
from ..text import shapes
from .heads import Tagger
from .mpnet import PAD, vocabulary_map


class Teacher(Tagger):
    """Takes the student's batches: BERT's piece ids, case types, mask.

    The lowest `frozen` layers stay as pretrained, which saves a third of a step where half of the
    layers are frozen; the case vectors are added to the input of the first layer that is trained.
    """

    def __init__(self, mpnet: MPNetModel, tokenizer, frozen=0):
        super().__init__(mpnet.config.hidden_size, mpnet.config.hidden_dropout_prob)
        self.mpnet = mpnet
        self.case = nn.Embedding(shapes.COUNT, mpnet.config.hidden_size)
        nn.init.zeros_(self.case.weight)
        self.frozen = frozen
        vocabulary = torch.tensor(vocabulary_map(tokenizer))
        self.register_buffer("vocabulary", vocabulary, persistent=False)
        if frozen:
            encoder = mpnet.encoder
            for module in [
                *encoder.layer[:frozen],
                mpnet.embeddings,
                encoder.relative_attention_bias,
            ]:
                module.requires_grad_(False)

    def hidden(self, ids, shapes, mask):
        encoder = self.mpnet.encoder
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            ids = torch.where(mask.bool(), self.vocabulary[ids], PAD)
            hidden = self.mpnet.embeddings(input_ids=ids)
            bias = encoder.compute_position_bias(hidden)
            hidden_mask = self.mpnet.get_extended_attention_mask(mask, ids.shape)
            for layer in encoder.layer[: self.frozen]:
                hidden = layer(hidden, hidden_mask, position_bias=bias)[0]
        hidden = hidden + self.case(shapes)
        for layer in encoder.layer[self.frozen :]:
            hidden = layer(hidden, hidden_mask, position_bias=bias)[0]
        return hidden

    def groups(self, rate, head_rate):
        """The heads and the case vectors learn faster than the rest."""
        new = [*self.case.parameters(), *self.entity.parameters(), *self.role.parameters()]
        fast = {"params": new, "lr": head_rate, "weight_decay": 0.0}
        return [*groups(self.mpnet.parameters(), lr=rate), fast]


def from_pretrained(directory, tokenizer, frozen=0):
    config = MPNetConfig.from_pretrained(directory)
    # As for the student: attention dropout costs a third of a step on a CPU.
    config.attention_probs_dropout_prob = 0.0
    mpnet = MPNetModel.from_pretrained(directory, config=config, add_pooling_layer=False)
    return Teacher(mpnet, tokenizer, frozen)
