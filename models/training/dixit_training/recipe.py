"""A recipe: what a TOML file says of a model, checked before anything runs."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from .errors import TrainingError
from .stages import KINDS
from .text.corpora import FORMS, Corpus
from .text.labels import HEADS

FIELDS = {
    "name",
    "window",
    "name_agreement",
    "heads",
    "pretrained",
    "corpora",
    "dev",
    "stages",
}
NETWORKS = {"student", "teacher"}


@dataclass(frozen=True)
class Recipe:
    # Where the file is: paths to models begin there.
    folder: Path
    name: str
    # The most pieces of a window, [CLS] and [SEP] counted.
    window: int
    # How much a name's tag follows the tags of the same word elsewhere in the text.
    name_agreement: float
    # The heads that are trained, in the order of soft labels; `text/labels.py` knows them.
    heads: list
    # Where each network's encoder comes from; see `networks.pretrained.directory`.
    pretrained: dict
    corpora: dict
    dev: dict
    # In the order in which they are worked off.
    stages: dict

    def other(self, path):
        """The recipe of a file beside this one."""
        return read(self.folder / path)

    def check(self):
        if self.heads not in ([*HEADS][:2], [*HEADS]):
            raise TrainingError(f"heads: the first two or all of {', '.join(HEADS)}")
        if set(self.pretrained) != NETWORKS:
            raise TrainingError(f"pretrained: name one for each of {', '.join(sorted(NETWORKS))}")
        for name, corpus in (*self.corpora.items(), *self.dev.items()):
            if corpus.form not in FORMS:
                known = ", ".join(sorted(FORMS))
                raise TrainingError(f"{name}: no form {corpus.form!r}; there are {known}")
        before = {}
        for name, stage in self.stages.items():
            try:
                stage.check(self)
                for other, what in stage.needs():
                    if what not in before.get(other, ()):
                        raise TrainingError(f"no stage before it, {other!r}, gives {what}")
            except TrainingError as wrong:
                raise TrainingError(f"stage {name!r}: {wrong}") from wrong
            before[name] = stage.GIVES


def read(path: Path):
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as wrong:
        raise TrainingError(f"{path}: {wrong}") from wrong
    try:
        recipe = parse(written, path.parent)
        recipe.check()
    except TrainingError as wrong:
        raise TrainingError(f"{path}: {wrong}") from wrong
    return recipe


def parse(written, folder):
    if set(written) != FIELDS:
        wrong = ", ".join(sorted(set(written) ^ FIELDS))
        raise TrainingError(f"missing, or not known: {wrong}")
    corpora, dev = (
        {name: build(name, Corpus, fixed(fields, folder)) for name, fields in written[part].items()}
        for part in ("corpora", "dev")
    )
    stages = {}
    for name, fields in written["stages"].items():
        options = dict(fields)
        kind = options.pop("kind", None)
        if kind not in KINDS:
            raise TrainingError(f"stage {name!r}: no kind {kind!r}; there are {', '.join(KINDS)}")
        stages[name] = build(f"stage {name!r}", KINDS[kind], options)
    return Recipe(folder, **(written | {"corpora": corpora, "dev": dev, "stages": stages}))


def fixed(fields, folder):
    """With tuples for lists: what a corpus is told apart by does not change.

    A corpus `beside` its recipe is told where that is.
    """
    out = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
    if out.get("beside"):
        out["folder"] = folder
    return out


def build(name, kind, fields):
    try:
        return kind(**fields)
    except TypeError as wrong:
        # Python's message names the field: "unexpected keyword argument 'epochs'".
        raise TrainingError(f"{name}: {str(wrong).replace('__init__() ', '')}") from wrong
