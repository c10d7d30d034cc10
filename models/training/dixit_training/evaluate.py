"""Span F1 of the heads by a plain argmax: for watching a run. The crate decodes better."""

from collections import Counter

import torch

from .text.collate import collate
from .text.labels import HEADS, labels_to_spans
from .text.windows import IGNORE, cut

BATCH = 32
# Kinds of inner roles, which have the names of outer ones.
INNER = "inner "


@torch.no_grad()
def span_f1(network, documents, size, special):
    """{kind: F1} and the micro average of names and outer roles ("all"), for whichever labels the
    documents carry; "act": share of cues' words with the right act."""
    network.eval()
    right, found, wanted = Counter(), Counter(), Counter()
    acts, known = 0, 0
    for document, said in zip(documents, predict(network, documents, size, special)):
        for head, ids in said.items():
            gold = document.labels.get(head)
            if gold is None:
                continue
            if head == "act":
                acts += sum(ours == theirs for ours, theirs in zip(ids, gold))
                known += sum(theirs != IGNORE for theirs in gold)
                continue
            prefix = INNER if head == "inner" else ""
            ours = set(labels_to_spans(document.words, ids, HEADS[head]))
            theirs = set(labels_to_spans(document.words, gold, HEADS[head]))
            for counts, spans in ((right, ours & theirs), (found, ours), (wanted, theirs)):
                counts.update(prefix + kind for _, _, kind in spans)
    network.train()

    def f1(kinds):
        both = sum(found[k] + wanted[k] for k in kinds)
        return round(100 * 2 * sum(right[k] for k in kinds) / max(1, both), 2)

    kinds = sorted(found | wanted)
    out = {**{kind: f1([kind]) for kind in kinds}, "all": f1([k for k in kinds if INNER not in k])}
    return {**out, "act": round(100 * acts / known, 2)} if known else out


def predict(network, documents, size, special):
    """For each document the likeliest label ids of every word, by head."""
    place = next(network.parameters()).device
    windows = [(k, w) for k, document in enumerate(documents) for w in cut(document, size, special)]
    answers = [None] * len(windows)
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][1].ids))
    for begin in range(0, len(order), BATCH):
        part = order[begin : begin + BATCH]
        _, scores = network(collate([windows[i][1] for i in part], ()).to(place))
        best = {head: logits.argmax(-1).tolist() for head, logits in scores.items()}
        for b, i in enumerate(part):
            k, window = windows[i]
            at = window.first_pieces(documents[k])
            answers[i] = {head: [ids[b][a] for a in at] for head, ids in best.items()}
    out = [{head: [] for head in network.names} for _ in documents]
    for (k, _), said in zip(windows, answers):
        for head, ids in said.items():
            out[k][head] += ids
    return out
