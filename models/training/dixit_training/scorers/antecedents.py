"""Antecedents: whom a pronoun or a nominal stands for.

Two kinds of gold judge: attributions, where a reference is the source of a quoted statement whose
speaker was read and decided, and chains, where it is a pronoun of one. Right is every entity that
has a name of the speaker, or a mention at a name of the chain, and every figure (whom the text
gives no name) that is called as the speaker is; where there is none, "nobody" is.
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


def forms_of(speaker):
    return {normal(n) for n in speaker.get("names", []) + speaker.get("aliases", [])}


def is_speaker(name, speaker):
    forms = forms_of(speaker)
    found = normal(name)
    if found in forms:
        return True
    last = found.split()[-1:]
    if speaker.get("kind") == "person":
        return bool(last) and any(normal(n).split()[-1:] == last for n in speaker.get("names", []))
    # "Port Alder" is not "the Port Alder police", nor is a club its spokesman.
    words = found.split()
    return speaker.get("kind") == "organization" and any(
        f in found or words == f.split()[: len(words)] or words == f.split()[-len(words) :]
        for f in forms
        if words and f
    )


def is_figure(words, speaker):
    """Whether a figure's words are those for a speaker whom the text gives no name."""
    if speaker.get("kind") in (None, "person"):
        return False
    found = normal(words)
    forms = [normal(n) for n in speaker.get("names", []) + speaker.get("aliases", [])]
    last = found.split()[-1:]
    return any(
        found in form or form in found or (speaker["kind"] != "organization" and last == form.split()[-1:])
        for form in forms
        if form and found
    )


def is_right(answer, entities, speaker):
    if answer.get("figure"):
        return is_figure(answer["figure"]["text"], speaker)
    if answer["entity"] is None:
        return False
    entity = entities[answer["entity"]]
    if entity["kind"] == "location" and normal(entity["name"]) not in forms_of(speaker):
        return False
    return is_speaker(entity["name"], speaker)


def is_nobody(answer):
    return answer["entity"] is None and not answer.get("figure")


def judged(reference, right, exists):
    answers = reference["answers"]
    return Judged(answers, right, [is_nobody(a) for a in answers], exists)


def judge_by_attributions(gold, trace):
    entities = trace["record"]["entities"]
    for reference in trace["references"]:
        attribution = of_source(gold, reference) or of_content(gold, reference)
        speaker = attribution and attribution.get("speaker")
        if speaker:
            right = [is_right(a, entities, speaker) for a in reference["answers"]]
            yield judged(reference, right, speaker.get("kind") in NAMED)


def of_source(gold, reference):
    """The attribution whose source the reference is: "his" in "his wife" is not who speaks."""
    span = (reference["start"], reference["end"])

    def is_most_of(source):
        return 2 * overlap(span, source) >= source[1] - source[0]

    by_source = (a for a in gold["attributions"] if any(is_most_of(s) for s in a["source"]))
    return next((a for a in by_source if a.get("speaker")), None)


def of_content(gold, reference):
    """The attribution without a source that the reference is, where it is a whole statement."""
    span = (reference["start"], reference["end"])
    for attribution in gold["attributions"]:
        said = sum(overlap(span, piece) for piece in attribution["content"])
        if not attribution["source"] and 2 * said >= span[1] - span[0] > 0:
            whole = sum(end - start for start, end in attribution["content"])
            return attribution if 2 * said >= whole else None
    return None


def judge_by_chains(gold, trace):
    record = trace["record"]
    pronouns = {(m["start"], m["end"]): m for m in gold["mentions"] if m["head_pos"][:3] == "PRP"}
    names, begins = {}, {}
    for m in gold["mentions"]:
        begins.setdefault(m["cluster"], set()).add(m["start"])
        if m["head_pos"].startswith("NNP"):
            names.setdefault(m["cluster"], []).append((m["start"], m["end"]))
    for reference in trace["references"]:
        mention = pronouns.get((reference["start"], reference["end"]))
        if mention is None or mention["type"] != "person":
            continue
        named = names.get(mention["cluster"], [])
        begun = begins[mention["cluster"]]
        right = [
            a["figure"]["start"] in begun
            if a.get("figure")
            else a["entity"] is not None and has_mention_at(record, a["entity"], named)
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
