"""The label sets of the two heads, and the way between spans and labels."""

ENTITY_LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
ROLE_LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]


def spans_to_labels(words, spans, labels):
    """BIO label ids of `words` [(start, end)] under `spans` [(start, end, kind)].

    Where spans overlap, the one that begins first keeps a word.
    """
    out = [0] * len(words)
    for start, end, kind in sorted(spans):
        first = True
        for i, (s, e) in enumerate(words):
            if s < end and start < e and out[i] == 0:
                out[i] = labels.index(("B-" if first else "I-") + kind)
                first = False
    return out


def labels_to_spans(words, ids, labels):
    """Spans of a label sequence; an I- without its B- begins a span of its own."""
    return bio_spans(words, (labels[i] for i in ids))


def bio_spans(words, tags):
    """Spans (start, end, kind) of `words` [(start, end)] with BIO tags."""
    out, current = [], None
    for (s, e), tag in zip(words, tags):
        goes_on = current is not None and tag[0] == "I" and tag[2:] == current[2]
        if goes_on:
            current[1] = e
            continue
        if current:
            out.append(tuple(current))
        current = None if tag == "O" else [s, e, tag[2:]]
    if current:
        out.append(tuple(current))
    return out
