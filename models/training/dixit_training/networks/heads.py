"""What student and teacher have in common: linear heads over the last hidden states."""

from torch import nn

from ..text.labels import HEADS


class Tagger(nn.Module):
    """A subclass gives `hidden(ids, shapes, mask)` and `groups(rate, head_rate)`.

    A corpus may follow another definition of a statement than the model is to have: `variant`
    learns by how much its role labels differ. It is not part of a model.
    """

    def __init__(self, size, dropout, heads):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.names = tuple(heads)
        for name in heads:
            head = nn.Linear(size, len(HEADS[name]))
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
            self.add_module(name, head)
        self.variant = nn.Linear(size, len(HEADS["role"]))
        nn.init.zeros_(self.variant.weight)
        nn.init.zeros_(self.variant.bias)

    def forward(self, batch):
        """Hidden states, and the scores of the labels of each head."""
        hidden = self.dropout(self.hidden(batch.ids, batch.shapes, batch.mask))
        return hidden, {name: getattr(self, name)(hidden) for name in self.names}

    def by_definition(self, hidden, scores, variant):
        """The scores with those of roles by the definition of each window's corpus."""
        if "role" not in scores:
            return scores
        moved = scores["role"] + self.variant(hidden) * variant[:, None, None]
        return {**scores, "role": moved}

    def head_parameters(self):
        for name in (*self.names, "variant"):
            yield from getattr(self, name).parameters()
