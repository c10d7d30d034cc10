"""The student: a BERT with eight case types in place of its two token types, and the two heads."""

import json

from transformers import BertConfig, BertModel

from ..optimization import groups
from ..text import shapes
from .heads import Tagger


class Student(Tagger):
    def __init__(self, config: BertConfig):
        super().__init__(config.hidden_size, config.hidden_dropout_prob)
        self.bert = BertModel(config, add_pooling_layer=False)

    def hidden(self, ids, shapes, mask):
        """Hidden states of the last layer."""
        return self.bert(ids, token_type_ids=shapes, attention_mask=mask).last_hidden_state

    def groups(self, rate, _head_rate):
        return groups(self.parameters(), lr=rate)


def configuration(directory):
    config = BertConfig(**json.loads((directory / "config.json").read_text()))
    # Attention dropout costs a third of a CPU step and is left out; the hidden dropout
    # regularizes enough here.
    config.attention_probs_dropout_prob = 0.0
    config.type_vocab_size = shapes.COUNT
    return config


def blank(directory):
    """The student of `directory`'s sizes; its weights are still to come."""
    return Student(configuration(directory))


def from_pretrained(directory):
    """The student on pretrained weights; every case type starts as the encoder's token type 0."""
    base = BertModel.from_pretrained(directory, add_pooling_layer=False)
    state = base.state_dict()
    types = state["embeddings.token_type_embeddings.weight"]
    state["embeddings.token_type_embeddings.weight"] = types[0].repeat(shapes.COUNT, 1)
    student = blank(directory)
    student.bert.load_state_dict(state)
    return student
