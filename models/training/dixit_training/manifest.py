"""The manifest of a model directory: every section is written here, in one order.

A stage says what its sections become (`update`); the digests of the files are taken anew each
time, so a manifest never speaks of files as they were.
"""

import hashlib
import json
import shutil
from pathlib import Path

from .errors import TrainingError

FORMAT = "dixit-model/2"
NAME = "manifest.json"
ATTRIBUTION = "attribution.safetensors"
FILES = ("config.json", "tokenizer.json", "model.safetensors", ATTRIBUTION)
SECTIONS = (
    "format",
    "name",
    "version",
    "language",
    "license",
    # The most pieces of a window, [CLS] and [SEP] counted.
    "window",
    "case_types",
    "entity_labels",
    "role_labels",
    # Roles of statements inside of others, and what cues report; not every model has them.
    "inner_role_labels",
    "act_labels",
    # How much a name's tag follows the tags of the same word elsewhere in the text.
    "name_agreement",
    # Channels of the hidden states with the bytes that each is spread over.
    "wide_channels",
    # The inputs of the scorers, in order.
    "antecedent_features",
    "link_features",
    # The digest of the word lists that the scorers' features were computed with.
    "lexicon",
    # [slope, intercept] by kind of score.
    "calibration",
    "files",
)


def read(directory: Path):
    return json.loads((directory / NAME).read_text(encoding="utf-8"))


def copy(source: Path, directory: Path):
    """A model directory's files, those of them that are there."""
    for name in (*FILES, NAME):
        if (source / name).exists():
            shutil.copyfile(source / name, directory / name)


def update(directory: Path, **sections):
    """Sets sections; `None` takes one out."""
    path = directory / NAME
    manifest = read(directory) if path.exists() else {"format": FORMAT}
    manifest.update(sections, files=records(directory))
    unknown = sorted(set(manifest) - set(SECTIONS))
    if unknown:
        raise TrainingError(f"a manifest has no section {', '.join(unknown)}")
    written = {name: manifest[name] for name in SECTIONS if manifest.get(name) is not None}
    path.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def records(directory: Path):
    return {name: record(directory / name) for name in FILES if (directory / name).exists()}


def record(path: Path):
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
