"""Scorers into a model directory: `attribution.safetensors`, and their features' names."""

from pathlib import Path

from safetensors.torch import load_file, save_file

from .. import manifest
from . import network

SCORERS = ("antecedent", "link")


def write(directory: Path, scorer, tensors, features):
    """`scorer`: "antecedent" or "link"; `features`: the names of its inputs.

    What the file holds of the other scorer stays as it is.
    """
    path = directory / manifest.ATTRIBUTION
    stored = load_file(path) if path.exists() else {}
    kept = {name: t for name, t in stored.items() if not name.startswith(scorer + ".")}
    ours = {f"{scorer}.{name}": t.detach().float().contiguous() for name, t in tensors.items()}
    save_file({**kept, **ours}, path)
    manifest.update(directory, **{f"{scorer}_features": list(features)})


def write_without_opinion(directory: Path, features):
    """Both, to start from. `features` is what `Rust.features` says, a digest of words included."""
    for scorer in SCORERS:
        write(directory, scorer, network.without_opinion(len(features[scorer])), features[scorer])
    manifest.update(directory, lexicon=features.get("lexicon"))


def copy(source: Path, directory: Path):
    """The scorers of another model directory, with what they were trained on."""
    (directory / manifest.ATTRIBUTION).write_bytes((source / manifest.ATTRIBUTION).read_bytes())
    theirs = manifest.read(source)
    sections = (*(f"{scorer}_features" for scorer in SCORERS), "lexicon")
    manifest.update(directory, **{name: theirs.get(name) for name in sections})


def keep(directory: Path, folder: Path):
    """The scorers as they are now, for `copy`."""
    for name in (manifest.ATTRIBUTION, manifest.NAME):
        (folder / name).write_bytes((directory / name).read_bytes())
