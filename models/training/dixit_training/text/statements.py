"""Statements of a corpus as the spans that the heads learn: two layers of roles, and acts."""

ROLES = ("source", "cue", "content")
# A statement inside a statement inside a statement has no layer.
LAYERS = 2


def layers(attributions):
    """For each layer, the outer one first, its role spans [(start, end, role)]."""
    out = [[] for _ in range(LAYERS)]
    for attribution, depth in with_depth(attributions):
        if depth < LAYERS:
            out[depth] += [(*span, role) for role in ROLES for span in attribution[role]]
    return out


def acts(attributions):
    """The spans of cues with what they report [(start, end, act)]."""
    return [
        (*span, attribution["act"])
        for attribution, depth in with_depth(attributions)
        if depth < LAYERS
        for span in attribution["cue"]
    ]


def with_depth(attributions):
    """Each with the number of others in whose content it stands, by its first words."""
    for attribution in attributions:
        anchors = attribution["cue"] or attribution["content"] or attribution["source"]
        if anchors:
            holders = (a for a in attributions if a["content"] != attribution["content"])
            yield attribution, sum(holds(a, anchors[0]) for a in holders)


def holds(attribution, span):
    return any(start <= span[0] and span[1] <= end for start, end in attribution["content"])
