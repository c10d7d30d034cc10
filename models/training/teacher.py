"""The teacher: MPNet-base with a learned vector for each case type, and the student's two heads."""

import torch
from torch import nn
from transformers import MPNetConfig, MPNetModel

from labels import ENTITY_LABELS, ROLE_LABELS
from mpnet import PAD, vocabulary_map
from optimization import groups
from tagger import CASE_TYPES


class Teacher(nn.Module):
    """Takes the student's batches: BERT's piece ids, case types, mask.

    The lowest `frozen` layers stay as pretrained, which saves a third of a step where half of the layers are frozen; the case vectors are
    added to the input of the first layer that is trained.
    """

    def __init__(self, directory, tokenizer, frozen=0):
        super().__init__()
        config = MPNetConfig.from_pretrained(directory)
        # As for the student: attention dropout costs a third of a step on a CPU.
        config.attention_probs_dropout_prob = 0.0
        self.mpnet = MPNetModel.from_pretrained(directory, config=config, add_pooling_layer=False)
        self.case = nn.Embedding(CASE_TYPES, config.hidden_size)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.entity = nn.Linear(config.hidden_size, len(ENTITY_LABELS))
        self.role = nn.Linear(config.hidden_size, len(ROLE_LABELS))
        for head in (self.entity, self.role):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.frozen = frozen
        self.register_buffer("vocabulary", torch.tensor(vocabulary_map(tokenizer)), persistent=False)
        fixed = [self.mpnet.encoder.layer[k] for k in range(frozen)] + ([self.mpnet.embeddings, self.mpnet.encoder.relative_attention_bias] if frozen else [])
        for module in fixed:
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

    def forward(self, ids, shapes, mask):
        hidden = self.dropout(self.hidden(ids, shapes, mask))
        return self.entity(hidden), self.role(hidden)

    def groups(self, rate, head_rate):
        """What is trained, for the optimizer: the heads and the case vectors faster than the rest."""
        new = [*self.case.parameters(), *self.entity.parameters(), *self.role.parameters()]
        return [*groups(self.mpnet.parameters(), lr=rate), {"params": new, "lr": head_rate, "weight_decay": 0.0}]
