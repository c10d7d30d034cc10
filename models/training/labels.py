"""Label sets of the two heads, and the moves between BIO labels that make sense."""

ENTITY_LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
ROLE_LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]


def spans_to_labels(words, spans, labels):
    """BIO label ids of `words` [(start, end)] under `spans` [(start, end, kind)]; where spans overlap the first one keeps a word."""
    out = [0] * len(words)
    for start, end, kind in sorted(spans):
        first = True
        for i, (s, e) in enumerate(words):
            if s < end and start < e and out[i] == 0:
                out[i] = labels.index(("B-" if first else "I-") + kind)
                first = False
    return out


def labels_to_spans(words, ids, labels):
    """Spans of a label sequence; an I- without its B- starts a span of its own."""
    out, current = [], None
    for (s, e), i in zip(words, ids):
        label = labels[i]
        if current and not (label[0] == "I" and label[2:] == current[2]):
            out.append(tuple(current))
            current = None
        if label[0] == "B" or (label[0] == "I" and current is None):
            current = [s, e, label[2:]]
        elif label[0] == "I":
            current[1] = e
    if current:
        out.append(tuple(current))
    return out
