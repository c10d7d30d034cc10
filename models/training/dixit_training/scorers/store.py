"""Scorers into a model directory: `attribution.safetensors`, and their features' names."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .. import manifest
from ..errors import TrainingError
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


def join(directory: Path, other: Path, scorer):
    """Another model directory's scorer beside the own one: the mean of their scores."""
    both = [load_file(d / manifest.ATTRIBUTION) for d in (other, directory)]
    features = manifest.read(directory)[f"{scorer}_features"]
    if features != manifest.read(other)[f"{scorer}_features"]:
        raise TrainingError(f"the scorers of {scorer}s see other features")
    names = ("hidden.weight", "hidden.bias", "output.weight")
    theirs, ours = ([of[f"{scorer}.{name}"] for name in names] for of in both)
    hidden = {name: torch.cat([t, o]) for name, t, o in zip(names[:2], theirs, ours)}
    output = torch.cat([theirs[2], ours[2]], 1) / len(both)
    write(directory, scorer, hidden | {names[2]: output}, features)


def keep(directory: Path, folder: Path):
    """The scorers as they are now, for `copy`."""
    for name in (manifest.ATTRIBUTION, manifest.NAME):
        (folder / name).write_bytes((directory / name).read_bytes())
