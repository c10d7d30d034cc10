"""What the networks are pulled towards: gold labels, and what teachers say."""

import torch
from torch import nn
from torch.nn import functional as F

from .text.labels import ENTITY_LABELS
from .text.windows import IGNORE

MISC_IDS = [0, ENTITY_LABELS.index("B-MISC"), ENTITY_LABELS.index("I-MISC")]
# The entity loss counts double.
ENTITY_WEIGHT = 2.0


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


def role_loss(logits, gold):
    flat = logits.float().view(-1, logits.shape[-1])
    loss = F.cross_entropy(flat, gold.view(-1), ignore_index=IGNORE, reduction="sum")
    return loss, (gold != IGNORE).sum()


def gold_loss(entity, role, batch):
    """Over all words that gold knows of; nothing where it knows of none."""
    e, en = entity_loss(entity, batch.entity, batch.has_misc)
    r, rn = role_loss(role, batch.role)
    return (ENTITY_WEIGHT * e + r) / (en + rn).clamp(min=1)


def label_loss(entity, role, taught):
    """The teachers' labels: KL divergence a word."""
    words, split = len(taught.rows), len(ENTITY_LABELS)
    loss = 0
    for weight, logits, target in (
        (ENTITY_WEIGHT, entity, taught.labels[:, :split]),
        (1.0, role, taught.labels[:, split:]),
    ):
        ours = F.log_softmax(logits[taught.rows, taught.columns].float(), dim=-1)
        loss = loss + weight * F.kl_div(ours, target, reduction="sum", log_target=True) / words
    return loss


class Loss(nn.Module):
    """Gold, where the batch has teachers their labels, and with a weight a teacher's states.

    The states are compared through a projection that is learned beside the network: one minus
    their cosine.
    """

    def __init__(self, size, teacher_size=0, states_weight=0.0):
        super().__init__()
        self.states_weight = states_weight
        self.project = nn.Linear(size, teacher_size) if states_weight else None

    def forward(self, network, batch):
        """The loss, and its parts by name."""
        hidden, entity, role = network(batch)
        parts = {"gold": gold_loss(entity, role, batch)}
        total = parts["gold"]
        if batch.taught is not None:
            parts["labels"] = label_loss(entity, role, batch.taught)
            total = total + parts["labels"]
            if self.project is not None:
                ours = self.project(hidden[batch.taught.rows, batch.taught.columns]).float()
                cosine = F.cosine_similarity(ours, batch.taught.states, dim=-1)
                parts["states"] = (1 - cosine).mean()
                total = total + self.states_weight * parts["states"]
        return total, {name: part.item() for name, part in parts.items()}
