"""The label sets of the heads, and the way between spans and labels."""

from bisect import bisect_left

ENTITY_LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
ROLE_LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
# Of a cue's words: what they report.
ACT_LABELS = ["speech", "thought", "silence"]
# "role" are the roles of statements, "inner" those of statements inside another's content.
HEADS = {
    "entity": ENTITY_LABELS,
    "role": ROLE_LABELS,
    "inner": ROLE_LABELS,
    "act": ACT_LABELS,
}


def spans_to_labels(words, spans, labels):
    """BIO label ids of `words` [(start, end)] under `spans` [(start, end, kind)].

    Where spans overlap, the one that begins first keeps a word.
    """
    out = [0] * len(words)
    for span in sorted(spans):
        first = True
        for i in touched(words, span):
            if out[i] == 0:
                out[i] = labels.index(("B-" if first else "I-") + span[2])
                first = False
    return out


def touched(words, span):
    """The indices of the words, which are in order, that share a character with a span."""
    start, end = span[0], span[1]
    first = bisect_left(words, start, key=lambda word: word[1])
    for i in range(first, len(words)):
        if words[i][0] >= end:
            return
        if words[i][1] > start:
            yield i


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
