"""How the scorers of attribution are trained: one hidden layer, a softmax over the answers to each question.

Several are trained, each from its own beginning; side by side in one hidden layer they give the mean of their scores.

An example is (document, a row of features for each answer, which answers are right, weight).
"""

import random

import torch
from torch import nn
from torch.nn import functional as F

UNITS = 32
MEMBERS = 4


class Scorer(nn.Module):
    def __init__(self, inputs, units=UNITS):
        super().__init__()
        self.hidden = nn.Linear(inputs, units)
        self.drop = nn.Dropout(0.2)
        self.output = nn.Linear(units, 1, bias=False)

    def forward(self, rows):
        return self.output(self.drop(F.relu(self.hidden(rows)))).squeeze(-1)


def batch(examples):
    width = max(len(t) for _, _, t, _ in examples)
    rows = torch.zeros(len(examples), width, examples[0][1].shape[1])
    target = torch.zeros(len(examples), width, dtype=torch.bool)
    mask = torch.zeros(len(examples), width, dtype=torch.bool)
    for i, (_, r, t, _) in enumerate(examples):
        rows[i, : len(t)], target[i, : len(t)], mask[i, : len(t)] = r, t, True
    return rows, target, mask, torch.tensor([w for *_, w in examples])


def loss_and_hits(scorer, examples):
    rows, target, mask, weight = batch(examples)
    scores = scorer(rows).masked_fill(~mask, -1e9)
    log_p = F.log_softmax(scores, dim=-1)
    right = torch.logsumexp(log_p.masked_fill(~target, -1e9), dim=-1)
    hit = target.gather(1, scores.argmax(-1, keepdim=True)).squeeze(1)
    return -(right * weight).sum() / weight.sum(), hit


def train(examples, epochs):
    """The mean of scorers that differ in where they begin and in the order of what they see."""
    members = [member(examples, epochs, seed) for seed in range(1, MEMBERS + 1)]
    scorer = Scorer(examples[0][1].shape[1], MEMBERS * UNITS)
    with torch.no_grad():
        scorer.hidden.weight.copy_(torch.cat([m.hidden.weight for m in members]))
        scorer.hidden.bias.copy_(torch.cat([m.hidden.bias for m in members]))
        scorer.output.weight.copy_(torch.cat([m.output.weight for m in members], 1) / MEMBERS)
    return scorer.eval()


def member(examples, epochs, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    scorer = Scorer(examples[0][1].shape[1])
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=3e-3, weight_decay=0.01)
    steps = epochs * (len(examples) // 64 + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    for _ in range(epochs):
        order = list(examples)
        rng.shuffle(order)
        for k in range(0, len(order), 64):
            loss, _ = loss_and_hits(scorer, order[k : k + 64])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rate.step()
    return scorer.eval()


def hits(scorer, examples):
    """Whether the likeliest answer to each is right."""
    with torch.no_grad():
        return torch.cat([loss_and_hits(scorer, examples[k : k + 256])[1] for k in range(0, len(examples), 256)])


def held_out(examples, epochs, count=5):
    """Share of right answers on documents that the scorer was not trained on."""
    docs = sorted({e[0] for e in examples})
    found = []
    for k in range(count):
        held = set(docs[k::count])
        scorer = train([e for e in examples if e[0] not in held], epochs)
        found.append(hits(scorer, [e for e in examples if e[0] in held]).float())
    return torch.cat(found).mean().item()
