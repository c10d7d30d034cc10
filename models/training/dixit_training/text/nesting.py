"""Articles with more statements inside of others: "Kovic had promised to pay." becomes "Kovic had
promised to pay, the minister said."

One statement in ten stands inside of another, too few for a head to learn from. So a sentence that
holds one statement, and nothing of others, is put into the mouth of somebody else: a name of the
same article, or whom the news quotes without one. What it says stays gold; only who reports it is
made up.
"""

import re

from .statements import ROLES, with_depth

# `{x}` says `{s}`, a sentence without its stop; the cue stands between bars, the content in < >.
BEFORE = (
    "{x} |said| <{s}>.",
    "{x} |said| <that {s}>.",
    "{x} |added| <that {s}>.",
    "{x} |told| reporters <{s}>.",
    "{x} |told| the court <that {s}>.",
    "|According to| {x}, <{s}>.",
    "{x} |confirmed| <that {s}>.",
    "{x} |says| <{s}>.",
    "{x} |claimed| <{s}>.",
    "{x} also |said| <{s}>.",
    "{x} |insisted| <that {s}>.",
    "{x} |wrote| <that {s}>.",
    "{x} |revealed| <{s}>.",
)
BEHIND = (
    "<{s}>, {x} |said|.",
    "<{s}>, |according to| {x}.",
    "<{s}>, |said| {x}.",
    "<{s}>, {x} |added|.",
    "<{s}>, {x} |told| reporters.",
    "<{s}>, {x} |claimed|.",
    "<{s}>, {x} |says|.",
)
QUOTED = (
    "“<{s},>” {x} |said|.",
    "“<{s},>” |said| {x}.",
    "{x} |said|: “<{s}.>”",
    "“<{s},>” {x} |added|.",
    "{x} |told| reporters, “<{s}.>”",
)
# How often each of the three is tried.
FORMS, WEIGHTS = (BEFORE, BEHIND, QUOTED), (5, 3, 2)
PARTS = re.compile(r"(\{x\}|\{s\}|[|<>])")
# The share of speakers that have a name, where the article has any.
NAMED = 0.45
PRONOUNS = ("he", "she", "they")
# "According to he", "said he" is not written.
BEFORE_SPEAKER = re.compile(r"\| \{x\}")
NOMINALS = (
    "the minister",
    "a spokesman",
    "a spokeswoman",
    "officials",
    "police",
    "the company",
    "the ministry",
    "one resident",
    "the coach",
    "her lawyer",
    "his brother",
    "the report",
    "the statement",
    "sources",
    "analysts",
    "the mayor",
    "a neighbour",
    "the union",
    "the judge",
    "the president",
    "two people familiar with the matter",
    "a witness",
    "the chairman",
    "the party",
)
# First words that have no capital inside of a sentence.
SMALL = set(
    "the a an he she it they we his her their its our this that these those some many several in on"
    " at after before when while as if there both one two no all most officials police".split()
)
# First words that tie a sentence to the one before: it begins nobody else's statement.
TIES = set(
    "but and however today meanwhile yet so also still instead what how why now then or".split()
)
SENTENCE = re.compile(r"[.!?][\"”’']?(?=\s)|\n")
FIRST_WORD = re.compile(r"[A-Z][A-Za-z’']*")
MARKS = set("“”\"‘'’")
SHORTEST, LONGEST = 35, 260


class Writer:
    """A text on its way, which knows where the characters of another one stand in it."""

    def __init__(self, text):
        self.text, self.done = text, 0
        self.parts, self.length = [], 0
        # For each character of the other text.
        self.places = []

    def add(self, words):
        self.parts.append(words)
        self.length += len(words)

    def copy(self, end, first=None):
        """The other text from where it was left up to `end`, perhaps with another first letter."""
        words = self.text[self.done : end]
        self.places += range(self.length, self.length + len(words))
        self.add((first or words[:1]) + words[1:])
        self.done = end

    def skip(self, end):
        """Leaves out the other text up to `end`."""
        self.places += [self.length] * (end - self.done)
        self.done = end

    def place(self, span):
        return [self.places[span[0]], self.places[span[1] - 1] + 1]


def nest(text, attributions, names, share, rng):
    """The article with `share` of the sentences that may stand inside of others put there.

    `names` are [(start, end, kind)] or None. Gives all three anew.
    """
    depths = {id(a): depth for a, depth in with_depth(attributions)}
    people = [text[start:end] for start, end, kind in names or [] if kind == "PER"]
    writer, added, speakers, stops = Writer(text), [], [], {}
    for start, end in sentences(text):
        statement = only_one(start, end, attributions, depths)
        if statement is None or rng.random() >= share:
            continue
        template = rng.choice(rng.choices(FORMS, WEIGHTS)[0])
        who = speaker(text, statement, people, rng)
        if who is None or not fits(template, who, text[start:end]):
            continue
        writer.copy(start)
        spans = put(writer, end - 1, template, who)
        writer.skip(end)
        stops[id(statement)] = end
        added.append({"kind": "indirect", "act": "speech", **spans})
        if who in people:
            speakers.append((*spans["source"][0], "PER"))
    writer.copy(len(text))

    def moved(attribution):
        # The stop of its sentence may be a comma now, or stand behind its reporter.
        stop = stops.get(id(attribution))
        bounds = {role: [(s, e - (e == stop)) for s, e in attribution[role]] for role in ROLES}
        return attribution | {role: [writer.place(s) for s in bounds[role]] for role in ROLES}

    attributions = [moved(a) for a in attributions] + added
    if names is not None:
        names = sorted([(*writer.place((s, e)), kind) for s, e, kind in names] + speakers)
    return "".join(writer.parts), attributions, names


def sentences(text):
    """The bounds of those that may stand inside of another."""
    begin = 0
    for match in SENTENCE.finditer(text):
        words = text[begin : match.end()].strip()
        start = text.find(words, begin)
        begin = match.end()
        first = FIRST_WORD.match(words)
        is_plain = first and first[0].lower() not in TIES and "(" not in words
        if is_plain and words.endswith(".") and SHORTEST <= len(words) <= LONGEST:
            yield start, start + len(words)


def only_one(start, end, attributions, depths):
    """The statement of a sentence that holds all of one and nothing of another."""
    inside = [a for a in attributions if any(s < end and start < e for s, e in spans_of(a))]
    if len(inside) != 1:
        return None
    one = inside[0]
    is_whole = all(start <= s and e <= end for s, e in spans_of(one))
    is_outer = depths.get(id(one)) == 0 and one["kind"] != "direct"
    return one if is_whole and is_outer and one["cue"] and one["content"] else None


def spans_of(attribution):
    return [span for role in ROLES for span in attribution[role]]


def speaker(text, statement, people, rng):
    """Who is to say it; nobody where that would be who says it already."""
    is_named = people and rng.random() < NAMED
    who = rng.choice(people if is_named else PRONOUNS + NOMINALS)
    sources = [text[start:end] for start, end in statement["source"]]
    is_own = any(who in s if is_named else who == s.lower() for s in sources)
    return None if is_own else who


def fits(template, who, sentence):
    is_odd = who in PRONOUNS and BEFORE_SPEAKER.search(template)
    return not is_odd and not (template in QUOTED and MARKS & set(sentence))


def put(writer, end, template, who):
    """Writes a template around the sentence that the writer is at; its spans by role."""
    spans = {role: [] for role in ROLES}
    opened = {}
    for part in filter(None, PARTS.split(template)):
        at = writer.length
        if part == "{x}":
            writer.add(who[0].upper() + who[1:] if template.startswith(part) else who)
            spans["source"].append([at, writer.length])
        elif part == "{s}":
            writer.copy(end, first(writer, template))
        elif part == "|" and "cue" in opened or part == ">":
            role = "cue" if part == "|" else "content"
            spans[role].append([opened.pop(role), at])
        elif part in "|<":
            opened["cue" if part == "|" else "content"] = at
        else:
            writer.add(part)
    return spans


def first(writer, template):
    """The first letter of the sentence that the writer is at, as the template has it."""
    word = FIRST_WORD.match(writer.text, writer.done)[0]
    is_begun = not template.startswith(("<", "“")) and template not in QUOTED
    return word[0].lower() if is_begun and word.lower() in SMALL else word[0]
