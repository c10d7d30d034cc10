"""How a scorer is trained: one hidden layer, a softmax over the answers to each question.

Several are trained, each from its own beginning; side by side in one hidden layer they give the
mean of their scores.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

UNITS = 32
MEMBERS = 4
DROPOUT = 0.2
RATE = 4e-3
DECAY = 0.01
BATCH = 128


class Scorer(nn.Module):
    def __init__(self, inputs, units=UNITS):
        super().__init__()
        self.hidden = nn.Linear(inputs, units)
        self.drop = nn.Dropout(DROPOUT)
        self.output = nn.Linear(units, 1, bias=False)

    def forward(self, rows):
        return self.output(self.drop(F.relu(self.hidden(rows)))).squeeze(-1)


def without_opinion(inputs):
    """The weights of a scorer that finds all answers equally good."""
    return {
        "hidden.weight": torch.zeros(1, inputs),
        "hidden.bias": torch.zeros(1),
        "output.weight": torch.zeros(1, 1),
    }


@dataclass
class Padded:
    """Questions as tensors, made once: rows, which answers are right, which there are, weights."""

    rows: torch.Tensor
    right: torch.Tensor
    there: torch.Tensor
    weight: torch.Tensor

    @classmethod
    def of(cls, questions):
        width = max(len(q.right) for q in questions)
        rows = torch.zeros(len(questions), width, questions[0].rows.shape[1])
        right = torch.zeros(len(questions), width, dtype=torch.bool)
        there = torch.zeros(len(questions), width, dtype=torch.bool)
        for i, q in enumerate(questions):
            count = len(q.right)
            rows[i, :count], right[i, :count], there[i, :count] = q.rows, q.right, True
        return cls(rows, right, there, torch.tensor([q.weight for q in questions]))

    def part(self, at):
        """Those at `at`, no wider than the widest of them."""
        there = self.there[at]
        width = int(there.sum(1).max())
        return Padded(
            self.rows[at, :width], self.right[at, :width], there[:, :width], self.weight[at]
        )

    def __len__(self):
        return len(self.weight)


def loss_and_hits(scorer, asked):
    scores = scorer(asked.rows).masked_fill(~asked.there, -1e9)
    log_p = F.log_softmax(scores, dim=-1)
    likelihood = torch.logsumexp(log_p.masked_fill(~asked.right, -1e9), dim=-1)
    hit = asked.right.gather(1, scores.argmax(-1, keepdim=True)).squeeze(1)
    return -(likelihood * asked.weight).sum() / asked.weight.sum(), hit


def train(questions, epochs):
    """The mean of scorers that differ in where they begin and in the order of what they see."""
    # The matrices are small: more threads wait for each other longer than they work.
    torch.set_num_threads(1)
    asked = Padded.of(questions)
    return side_by_side([member(asked, epochs, seed) for seed in range(1, MEMBERS + 1)])


def side_by_side(members):
    units = len(members) * members[0].hidden.out_features
    scorer = Scorer(members[0].hidden.in_features, units)
    with torch.no_grad():
        scorer.hidden.weight.copy_(torch.cat([m.hidden.weight for m in members]))
        scorer.hidden.bias.copy_(torch.cat([m.hidden.bias for m in members]))
        output = torch.cat([m.output.weight for m in members], 1)
        scorer.output.weight.copy_(output / len(members))
    return scorer.eval()


def member(asked, epochs, seed):
    torch.manual_seed(seed)
    scorer = Scorer(asked.rows.shape[-1])
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(asked) // BATCH)
    course = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    for _ in range(epochs):
        for at in torch.randperm(len(asked)).split(BATCH):
            loss, _ = loss_and_hits(scorer, asked.part(at))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            course.step()
    return scorer.eval()


@torch.no_grad()
def hits(scorer, asked, size=256):
    """Whether the likeliest answer to each is right."""
    parts = torch.arange(len(asked)).split(size)
    return torch.cat([loss_and_hits(scorer, asked.part(at))[1] for at in parts])


def held_out(questions, epochs, folds):
    """Share of right answers on documents that the scorer was not trained on."""
    documents = sorted({q.document for q in questions})
    found = []
    for k in range(folds):
        held = set(documents[k::folds])
        known = [q for q in questions if q.document not in held]
        asked = [q for q in questions if q.document in held]
        if known and asked:
            found.append(hits(train(known, epochs), Padded.of(asked)).float())
    return torch.cat(found).mean().item() if found else None
