"""Span F1 of both heads by a plain argmax: for watching a run. The crate decodes better."""

from collections import Counter

import torch

from .text.collate import collate
from .text.labels import ENTITY_LABELS, ROLE_LABELS, labels_to_spans
from .text.windows import cut

BATCH = 8


@torch.no_grad()
def span_f1(network, documents, size, special):
    """{kind: F1} and the micro average ("all"), for whichever labels the documents carry."""
    network.eval()
    right, found, wanted = Counter(), Counter(), Counter()
    for document in documents:
        entity, role = predict(network, document, size, special)
        for ids, gold, labels in (
            (entity, document.entity_labels, ENTITY_LABELS),
            (role, document.role_labels, ROLE_LABELS),
        ):
            if gold is None:
                continue
            ours = set(labels_to_spans(document.words, ids, labels))
            theirs = set(labels_to_spans(document.words, gold, labels))
            for counts, spans in ((right, ours & theirs), (found, ours), (wanted, theirs)):
                counts.update(kind for _, _, kind in spans)
    network.train()

    def f1(kinds):
        both = sum(found[k] + wanted[k] for k in kinds)
        return round(100 * 2 * sum(right[k] for k in kinds) / max(1, both), 2)

    kinds = sorted(found | wanted)
    return {**{kind: f1([kind]) for kind in kinds}, "all": f1(kinds)}


def predict(network, document, size, special):
    """The likeliest label ids of every word, of both heads."""
    entity, role = [], []
    windows = cut(document, size, special)
    for k in range(0, len(windows), BATCH):
        part = windows[k : k + BATCH]
        _, entity_scores, role_scores = network(collate(part))
        for b, window in enumerate(part):
            at = window.first_pieces(document)
            entity += entity_scores[b, at].argmax(-1).tolist()
            role += role_scores[b, at].argmax(-1).tolist()
    return entity, role
