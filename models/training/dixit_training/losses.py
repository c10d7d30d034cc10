"""What the networks are pulled towards: gold labels, and what teachers say."""

import torch
from torch import nn
from torch.nn import functional as F

from .text.labels import ENTITY_LABELS, HEADS, ROLE_LABELS
from .text.windows import IGNORE

MISC_IDS = [0, ENTITY_LABELS.index("B-MISC"), ENTITY_LABELS.index("I-MISC")]
CUE_IDS = [ROLE_LABELS.index("B-cue"), ROLE_LABELS.index("I-cue")]
# The entity loss counts double. Inner roles are few and acts are easy.
WEIGHTS = {"entity": 2.0, "role": 1.0, "inner": 1.0, "act": 0.5}
# Words whose act a teacher is asked for: it takes them for a cue with this probability.
LEAST_CUE = 0.1


def entity_loss(logits, gold, has_misc):
    """Summed cross entropy, and over how many words.

    Where a corpus does not mark MISC, a gold O means "O or MISC": their probabilities are added.
    """
    log_p = F.log_softmax(logits.float(), dim=-1)
    open_o = torch.logsumexp(log_p[..., MISC_IDS], dim=-1)
    known = gold != IGNORE
    picked = log_p.gather(-1, gold.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    picked = torch.where((gold == 0) & ~has_misc.unsqueeze(-1), open_o, picked)
    return -(picked * known).sum(), known.sum()


def label_cross_entropy(logits, gold):
    flat = logits.float().view(-1, logits.shape[-1])
    loss = F.cross_entropy(flat, gold.view(-1), ignore_index=IGNORE, reduction="sum")
    return loss, (gold != IGNORE).sum()


def gold_loss(scores, batch, weights=WEIGHTS):
    """Over all words that gold knows of; nothing where it knows of none."""
    loss, words = 0.0, 0
    for head, logits in scores.items():
        gold = batch.gold[head]
        if head == "entity":
            part, count = entity_loss(logits, gold, batch.has_misc)
        else:
            part, count = label_cross_entropy(logits, gold)
        loss = loss + weights[head] * part
        # Acts stand on words that are counted as roles already.
        words = words + (count if head in ("entity", "role") else 0)
    return loss / torch.as_tensor(words).clamp(min=1)


def label_loss(scores, taught, weights=WEIGHTS):
    """The teachers' labels: KL divergence a word."""
    words, loss, begin = len(taught.rows), 0.0, 0
    columns = {}
    for head in scores:
        columns[head] = slice(begin, begin + len(HEADS[head]))
        begin += len(HEADS[head])
    for head, logits in scores.items():
        target = taught.labels[:, columns[head]]
        ours = F.log_softmax(logits[taught.rows, taught.columns].float(), dim=-1)
        divergence = F.kl_div(ours, target, reduction="none", log_target=True).sum(-1)
        if head == "act":
            divergence = divergence * cue_probability(taught.labels, columns)
        loss = loss + weights[head] * divergence.sum() / words
    return loss


def cue_probability(labels, columns):
    """How much a word is a cue to the teachers, in either layer; 0 where hardly."""
    layers = [labels[:, columns[head]] for head in ("role", "inner") if head in columns]
    cue = sum(layer[:, CUE_IDS].exp().sum(-1) for layer in layers)
    return torch.where(cue >= LEAST_CUE, cue, torch.zeros_like(cue))


class Loss(nn.Module):
    """Gold, where the batch has teachers their labels, and with a weight a teacher's states.

    The states are compared through a projection that is learned beside the network: one minus
    their cosine.
    """

    def __init__(self, size, teacher_size=0, states_weight=0.0, weights=None):
        super().__init__()
        self.weights = WEIGHTS | (weights or {})
        self.states_weight = states_weight
        self.project = nn.Linear(size, teacher_size) if states_weight else None

    def forward(self, network, batch):
        """The loss, and its parts by name."""
        hidden, scores = network(batch)
        by_definition = network.by_definition(hidden, scores, batch.variant)
        parts = {"gold": gold_loss(by_definition, batch, self.weights)}
        total = parts["gold"]
        if batch.taught is not None:
            parts["labels"] = label_loss(scores, batch.taught, self.weights)
            total = total + parts["labels"]
            if self.project is not None:
                ours = self.project(hidden[batch.taught.rows, batch.taught.columns]).float()
                cosine = F.cosine_similarity(ours, batch.taught.states, dim=-1)
                parts["states"] = (1 - cosine).mean()
                total = total + self.states_weight * parts["states"]
        return total, {name: part.detach() for name, part in parts.items()}
