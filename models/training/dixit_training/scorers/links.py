"""Links: a piece of a statement asks for its cue, a cue for its source.

Right is whatever overlaps what gold gives the attribution whose content (or cue) holds half of what
asks; where nothing does, none is.
"""

from .questions import Judged, overlap

# What is asked for, and the part of an attribution that asks for it.
ASKS = {"cue": "content", "source": "cue"}
LEAST_SHARE = 0.5


def judge(gold, trace):
    for link in trace["links"]:
        attribution = holder(gold, (link["start"], link["end"]), ASKS[link["asked"]])
        if attribution is None:
            continue
        wanted = attribution[link["asked"]]
        places = [a["span"] and (a["span"]["start"], a["span"]["end"]) for a in link["answers"]]
        right = [p is not None and any(overlap(p, w) for w in wanted) for p in places]
        yield Judged(link["answers"], right, [p is None for p in places], bool(wanted))


def holder(gold, span, part):
    """The attribution whose `part` holds most of `span`, and half of it at least."""

    def share(attribution):
        return sum(overlap(span, of_part) for of_part in attribution[part]) / max(
            1, span[1] - span[0]
        )

    found = max(gold["attributions"], key=share, default=None)
    return found if found is not None and share(found) >= LEAST_SHARE else None
