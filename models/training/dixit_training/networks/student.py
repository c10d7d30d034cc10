"""The student: a BERT with eight case types in place of its two token types, and the heads."""

from ..optimization import groups
from ..text import shapes
from . import bert
from .heads import Tagger


class Student(Tagger):
    def __init__(self, config, heads):
        super().__init__(config["hidden_size"], config["hidden_dropout_prob"], heads)
        self.bert = bert.Bert(config)

    def hidden(self, ids, shapes, mask):
        """Hidden states of the last layer."""
        return self.bert(ids, shapes, mask)

    def groups(self, rate, head_rate):
        """One rate for all, unless heads that know nothing yet are to learn faster."""
        if not head_rate:
            return groups(self.parameters(), lr=rate)
        fast = {"params": [*self.head_parameters()], "lr": head_rate, "weight_decay": 0.0}
        return [*groups(self.bert.parameters(), lr=rate), fast]


def blank(directory, heads):
    """The student of `directory`'s sizes; its weights are still to come."""
    return Student(bert.configuration(directory) | {"type_vocab_size": shapes.COUNT}, heads)


def from_pretrained(directory, heads):
    """The student on pretrained weights; every case type starts as the encoder's token type 0."""
    state = bert.weights(directory)
    types = state["embeddings.token_type_embeddings.weight"]
    state["embeddings.token_type_embeddings.weight"] = types[0].repeat(shapes.COUNT, 1)
    student = blank(directory, heads)
    student.bert.load_state_dict(state)
    return student
