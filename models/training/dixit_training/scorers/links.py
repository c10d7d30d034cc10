"""Links: a piece of a statement asks for its cue, a cue for its source.

Right is whatever overlaps what gold gives the attribution whose content (or cue) holds half of what
asks; where nothing does, none is. What the inner layer asks is judged by attributions that stand in
the content of another, what the outer layer asks by the others; only where none of these holds it,
because the content around it was not found, by one that stands in another.
"""

from .questions import Judged, overlap

# What is asked for, and the part of an attribution that asks for it.
ASKS = {"cue": "content", "source": "cue"}
LEAST_SHARE = 0.5
# The layers of gold in which what a layer asks about is looked for, in this order.
LOOKED_FOR = {"outer": ("outer", "inner"), "inner": ("inner",)}


def judge(gold, trace):
    layers = layers_of(gold["attributions"])
    for link in trace["links"]:
        span, part = (link["start"], link["end"]), ASKS[link["asked"]]
        attribution = None
        for layer in LOOKED_FOR[link["layer"]]:
            attribution = attribution or holder(layers[layer], span, part)
        if attribution is None:
            continue
        wanted = attribution[link["asked"]]
        places = [a["span"] and (a["span"]["start"], a["span"]["end"]) for a in link["answers"]]
        right = [p is not None and any(overlap(p, w) for w in wanted) for p in places]
        yield Judged(link["answers"], right, [p is None for p in places], bool(wanted))


def layers_of(attributions):
    """The attributions that stand in the text itself, and those in the content of another."""
    layers = {"outer": [], "inner": []}
    for attribution in attributions:
        others = (other for other in attributions if other is not attribution)
        layers["inner" if any(holds(o, attribution) for o in others) else "outer"].append(attribution)
    return layers


def holds(outer, inner):
    """Whether the content of one attribution holds the other's content, and its cue if it has one."""
    spans = inner["content"] + inner["cue"]
    return bool(spans) and all(
        any(start <= s and e <= end for start, end in outer["content"]) for s, e in spans
    )


def holder(attributions, span, part):
    """The attribution whose `part` holds most of `span`, and half of it at least."""

    def share(attribution):
        return sum(overlap(span, of_part) for of_part in attribution[part]) / max(
            1, span[1] - span[0]
        )

    found = max(attributions, key=share, default=None)
    return found if found is not None and share(found) >= LEAST_SHARE else None
