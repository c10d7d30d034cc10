"""Texts for tests: invented people, places and boards, written by rule, with their gold.

Everything is in the forms that a recipe reads, so small that a run takes a minute.
"""

import json
import random
import re
from pathlib import Path

PEOPLE = [
    ("Ana", "Kovic", "she"),
    ("Ben", "Brandt", "he"),
    ("Mara", "Lind", "she"),
    ("Tom", "Reyl", "he"),
    ("Ida", "Danso", "she"),
    ("Carl", "Osei", "he"),
]
PLACES = ["Port Alder", "Millbrook", "Easton Bay", "Norhaven"]
BOARDS = ["Harbour Board", "Water Council", "Rail Union"]
CLAIMS = [
    "the bridge stays shut",
    "the ferry runs again on Monday",
    "nobody has seen the plan",
    "the road needs new lamps",
    "the old market will close",
    "the water is clean",
]


class Article:
    """A text that grows, with the spans of what is put into it."""

    def __init__(self, name):
        self.name, self.text = name, ""
        self.entities, self.attributions, self.mentions = [], [], []

    def put(self, text):
        start = len(self.text)
        self.text += text
        return [start, len(self.text)]

    def name_of(self, kind, text, cluster=None):
        span = self.put(text)
        self.entities.append((*span, kind))
        if cluster is not None:
            self.mention(span, cluster, "NNP")
        return span

    def mention(self, span, cluster, part_of_speech):
        start, end = span
        of_person = {"type": "person", "cluster": cluster, "head_pos": part_of_speech}
        self.mentions.append({"start": start, "end": end, **of_person})

    def attribute(self, source, cue, content, person, kind="indirect", act="speech"):
        speaker = {"names": [" ".join(person[:2])], "aliases": [person[1]], "kind": "person"}
        spans = {"source": [source], "cue": [cue], "content": [content]}
        said = {"id": str(len(self.attributions)), **spans, "speaker": speaker}
        self.attributions.append(said | {"kind": kind, "act": act})

    def gold(self):
        return {"doc": self.name, "text": self.text, "attributions": self.attributions}

    def statements(self):
        names = [{"start": s, "end": e, "kind": kind} for s, e, kind in self.entities]
        return self.gold() | {"mentions": names}

    def chains(self):
        return {"doc": self.name, "text": self.text, "mentions": self.mentions}


def article(number, rng, nested=False):
    """Two people speak by name and then as "he" and "she", between sentences of nobody's.

    `nested`: each says what the other thinks, too.
    """
    out = Article(f"article-{number}")
    she, he = (rng.choice([p for p in PEOPLE if p[2] == word]) for word in ("she", "he"))
    both = rng.sample([she, he], 2)
    for person, other in zip(both, reversed(both)):
        cluster = person[1]
        full, place, board = " ".join(person[:2]), rng.choice(PLACES), rng.choice(BOARDS)
        out.name_of("PER", full, cluster)
        out.put(" of the ")
        out.name_of("ORG", board)
        out.put(" came to ")
        out.name_of("LOC", place)
        out.put(" on Friday.\n\n")

        out.put("“")
        content = out.put(rng.choice(CLAIMS).capitalize())
        out.put(",” ")
        cue = out.put("said")
        out.put(" ")
        out.attribute(out.name_of("PER", full, cluster), cue, content, person, "direct")
        out.put(".\n\n")

        source = out.put(person[2].capitalize())
        out.mention(source, cluster, "PRP")
        out.put(" ")
        cue = out.put("said")
        out.put(" ")
        out.attribute(source, cue, out.put(rng.choice(CLAIMS)), person)
        out.put(". “")
        content = out.put(rng.choice(CLAIMS).capitalize())
        out.put(",” ")
        source = out.put(person[2])
        out.mention(source, cluster, "PRP")
        out.put(" ")
        out.attribute(source, out.put("said"), content, person, "direct")
        out.put(".\n\n")
        if nested:
            report_thought(out, person, other, rng)
    return out


def report_thought(out, person, other, rng):
    """A statement in which another stands."""
    by = out.name_of("PER", " ".join(person[:2]), person[1])
    out.put(" ")
    cue = out.put("said")
    out.put(" ")
    source = out.name_of("PER", " ".join(other[:2]), other[1])
    out.put(" ")
    thinks = out.put("thinks")
    out.put(" ")
    thought = out.put(rng.choice(CLAIMS))
    out.attribute(by, cue, [source[0], thought[1]], person)
    out.attribute(source, thinks, thought, other, act="thought")
    out.put(".\n\n")


def iob2(articles):
    """The names of some articles as tokens with tags, a sentence a paragraph."""
    lines = []
    for one in articles:
        lines.append("# document")
        at = 0
        for paragraph in one.text.split("\n\n"):
            for word in re.finditer(r"\w+|[^\w\s]", paragraph):
                start, end = at + word.start(), at + word.end()
                lines.append(f"{word.group()}\t{tag(one.entities, start, end)}")
            lines.append("")
            at += len(paragraph) + 2
    return "\n".join(lines) + "\n"


def tag(entities, start, end):
    for first, last, kind in entities:
        if first <= start and end <= last:
            return ("B-" if start == first else "I-") + kind
    return "O"


def write(folder: Path, seed=1):
    """The corpora of the small recipe (`small.toml`)."""
    rng = random.Random(seed)
    parts = {"train": [article(n, rng) for n in range(40)]}
    parts["dev"] = [article(n, rng) for n in range(40, 48)]
    folder.mkdir(parents=True, exist_ok=True)
    for name, articles in parts.items():
        (folder / f"names.{name}.iob2").write_text(iob2(articles), encoding="utf-8")
        write_lines(folder / f"quotes.{name}.jsonl", [a.gold() for a in articles])
    for name, count in (("train", 24), ("dev", 6)):
        articles = [article(n, rng, nested=True) for n in range(count)]
        write_lines(folder / f"statements.{name}.jsonl", [a.statements() for a in articles])
    write_lines(folder / "chains.jsonl", [a.chains() for a in parts["train"][:20]])
    return parts


def write_lines(path, records):
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8")
