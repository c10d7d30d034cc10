"""Span F1 of both heads on dev documents, read off by a plain argmax (the crate decodes better; this is for watching a run)."""

import torch

from labels import ENTITY_LABELS, ROLE_LABELS, labels_to_spans
from collate import collate
from windows import cut


@torch.no_grad()
def span_f1(tagger, documents, size, special):
    """{kind: F1} and the micro average over `Encoded` documents, for whichever labels they carry."""
    tagger.eval()
    counts = {}
    for document in documents:
        entity, role = [], []
        windows = cut(document, size, special)
        for k in range(0, len(windows), 8):
            batch = collate(windows[k : k + 8])
            logits = tagger(batch.ids, batch.shapes, batch.mask)
            for b, w in enumerate(windows[k : k + 8]):
                at = w.first_pieces(document)
                entity += logits[0][b, at].argmax(-1).tolist()
                role += logits[1][b, at].argmax(-1).tolist()
        for ids, gold, labels in ((entity, document.entity_labels, ENTITY_LABELS), (role, document.role_labels, ROLE_LABELS)):
            if gold is None:
                continue
            p, g = set(labels_to_spans(document.words, ids, labels)), set(labels_to_spans(document.words, gold, labels))
            for kind in {x[2] for x in p | g}:
                c = counts.setdefault(kind, [0, 0, 0])
                pk, gk = {x for x in p if x[2] == kind}, {x for x in g if x[2] == kind}
                c[0] += len(pk & gk)
                c[1] += len(pk)
                c[2] += len(gk)
    tagger.train()

    def f1(c):
        return round(100 * 2 * c[0] / max(1, c[1] + c[2]), 2)

    return {**{k: f1(c) for k, c in sorted(counts.items())}, "all": f1([sum(x) for x in zip(*counts.values())])}
