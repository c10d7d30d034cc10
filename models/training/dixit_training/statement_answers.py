"""What a model finds in texts, beside gold that has every statement: scores, and what is right.

A statement that is found is right where it is paired with one of gold: of their characters, spaces
and marks aside, they share half of their union, and each has one partner, the most alike first. Its
speaker is right by a name of gold's speaker. A mention is right where gold has a name with its ends
and its kind.
"""

from pathlib import Path

from .scorers.antecedents import normal
from .text.corpora import json_lines

# Not counted where statements are compared.
MARKS = set("\"“”‘’'«»„‟ \n\t,.;:!?")
LEAST_SHARE = 0.5
INDIRECT = "indirect"
SPEAKERS = {"name", "nominal", "pronoun"}
KINDS = {"person": "PER", "location": "LOC", "organization": "ORG"}


def read(corpus, gold: Path, traces: Path, quoted_only=False):
    """An answer, as the bench writes them, for each score in the traces of gold's documents.

    More than there, an answer has `corpus` and, of statements, the kind of the one that gold has
    there as `gold`. `quoted_only`: of statements without quotation marks gold knows others.
    """
    for number, (document, trace) in enumerate(
        zip(json_lines(gold), json_lines(traces), strict=True)
    ):
        record = trace["record"]
        if quoted_only:
            found = statements(document, record)
            answers = (answer for kind, answer in found if kind != INDIRECT)
        else:
            answers = [answer for _, answer in statements(document, record)]
            answers += mentions(document, record)
        for answer in answers:
            yield answer | {"corpus": corpus, "document": number}


def statements(document, record):
    """(kind, answer) for each statement that is found, and for each speaker of a paired one."""
    gold, found = document["attributions"], record["statements"]
    partners = paired(
        [counted(document["text"], one["content"]) for one in gold],
        [counted(document["text"], spans_of(one)) for one in found],
    )
    for place, one in enumerate(found):
        partner = gold[partners[place]] if place in partners else None
        yield (
            one["kind"],
            {
                "curve": "reported" if one["kind"] == INDIRECT else "quoted",
                "score": one["score"],
                "right": partner is not None,
                "gold": partner and partner.get("kind"),
            },
        )
        said_by = one["speaker"]
        if said_by and partner and partner.get("speaker"):
            form = said_by["form"]
            answer = {
                "curve": form if form in SPEAKERS else "implicit",
                "score": said_by["score"],
                "right": is_speaker(name_of(said_by), partner["speaker"]),
            }
            yield one["kind"], answer


def mentions(document, record):
    """Answers where gold has names; nothing where it has none."""
    if "mentions" in document:
        gold = {(m["start"], m["end"], m["kind"]) for m in document["mentions"]}
        for mention in record["mentions"]:
            kind = KINDS.get(mention["kind"], "MISC")
            right = (mention["start"], mention["end"], kind) in gold
            yield {"curve": "mention", "score": mention["score"], "right": right}


def spans_of(statement):
    return [(span["start"], span["end"]) for span in statement["spans"]]


def counted(text, spans):
    """The places of the characters that count."""
    return {
        at for start, end in spans for at in range(start, end) if text[at : at + 1] not in MARKS
    }


def paired(gold, found):
    """{place in `found`: place in `gold`} of sets that share half of their union."""
    shares = [
        (len(ours & theirs) / len(ours | theirs), g, f)
        for g, theirs in enumerate(gold)
        for f, ours in enumerate(found)
        if ours & theirs
    ]
    taken, partners = set(), {}
    for share, g, f in sorted(shares, key=lambda row: -row[0]):
        if share >= LEAST_SHARE and g not in taken and f not in partners:
            taken.add(g)
            partners[f] = g
    return partners


def name_of(speaker):
    words = speaker["mention"]
    return speaker["name"] or (words["text"] if words else "")


def is_speaker(name, speaker):
    """People are the same by their last name, others where one name holds the other; groups,
    documents and whoever has no name also by the last word."""
    names = [normal(n) for n in speaker.get("names", [])]
    forms = [*names, *(normal(n) for n in speaker.get("aliases", []))]
    found = normal(name)
    if not found or not names:
        return not found and not names
    if found in forms:
        return True
    same_last = any(found.split()[-1:] == n.split()[-1:] for n in names)
    if speaker["kind"] == "person":
        return same_last
    held = any(f and (f in found or found in f) for f in forms)
    return held or (same_last and speaker["kind"] != "organization")
