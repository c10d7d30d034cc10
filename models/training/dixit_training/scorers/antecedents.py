"""Antecedents: whom a pronoun or a nominal stands for.

Two kinds of gold judge: attributions, where a reference is the source of a quoted statement whose
speaker was read and decided, and chains, where it is a pronoun of one. Right is every entity that
has a name of the speaker, or a mention at a name of the chain; where there is none, "nobody" is.
"""

import re

from .questions import Judged, overlap

TITLES = re.compile(r"^(mr|mrs|ms|dr|sen|rep|gov|president|senator|the)\.?\s+", re.I)
# Speakers of these kinds are in the text: where none of the answers is right, one is missing.
NAMED = ("person", "organization")
# A mention is at a name where it is more than a third of it.
LEAST_PART = 3


def normal(name):
    name = re.sub(r"[’']s$", "", (name or "").strip())
    return re.sub(r"[^\w ]", "", TITLES.sub("", name)).casefold().strip()


def is_speaker(name, speaker):
    forms = {normal(n) for n in speaker.get("names", []) + speaker.get("aliases", [])}
    found = normal(name)
    if found in forms:
        return True
    last = found.split()[-1:]
    if speaker.get("kind") == "person":
        return bool(last) and any(normal(n).split()[-1:] == last for n in speaker.get("names", []))
    return any(found and (found in f or f in found) for f in forms if f)


def judged(reference, right, exists):
    answers = reference["answers"]
    return Judged(answers, right, [a["entity"] is None for a in answers], exists)


def judge_by_attributions(gold, trace):
    entities = trace["record"]["entities"]
    for reference in trace["references"]:
        span = (reference["start"], reference["end"])
        for attribution in gold["attributions"]:
            speaker = attribution.get("speaker")
            if speaker and any(overlap(span, source) for source in attribution["source"]):
                right = [
                    a["entity"] is not None and is_speaker(entities[a["entity"]]["name"], speaker)
                    for a in reference["answers"]
                ]
                yield judged(reference, right, speaker.get("kind") in NAMED)
                break


def judge_by_chains(gold, trace):
    record = trace["record"]
    pronouns = {(m["start"], m["end"]): m for m in gold["mentions"] if m["head_pos"][:3] == "PRP"}
    names = {}
    for m in gold["mentions"]:
        if m["head_pos"].startswith("NNP"):
            names.setdefault(m["cluster"], []).append((m["start"], m["end"]))
    for reference in trace["references"]:
        mention = pronouns.get((reference["start"], reference["end"]))
        if mention is None or mention["type"] != "person":
            continue
        named = names.get(mention["cluster"], [])
        right = [
            a["entity"] is not None and has_mention_at(record, a["entity"], named)
            for a in reference["answers"]
        ]
        yield judged(reference, right, True)


def has_mention_at(record, entity, names):
    """Whether a mention of the entity, of the entity's kind, stands at one of `names`."""
    kind = record["entities"][entity]["kind"]
    mentions = [record["mentions"][i] for i in record["entities"][entity]["mentions"]]
    return any(
        start <= m["start"]
        and m["end"] <= end
        and m["kind"] == kind
        and LEAST_PART * (m["end"] - m["start"]) > end - start
        for m in mentions
        for start, end in names
    )
