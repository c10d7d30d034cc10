"""What student and teacher have in common: two linear heads over the last hidden states."""

from torch import nn

from ..text.labels import ENTITY_LABELS, ROLE_LABELS


class Tagger(nn.Module):
    """A subclass gives `hidden(ids, shapes, mask)` and `groups(rate, head_rate)`."""

    def __init__(self, size, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.entity = nn.Linear(size, len(ENTITY_LABELS))
        self.role = nn.Linear(size, len(ROLE_LABELS))
        for head in (self.entity, self.role):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, batch):
        """Hidden states, and the scores of the labels of both heads."""
        hidden = self.dropout(self.hidden(batch.ids, batch.shapes, batch.mask))
        return hidden, self.entity(hidden), self.role(hidden)
