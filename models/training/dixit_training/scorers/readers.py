"""Models that read the texts that they were not trained on.

Of n models the k-th was trained without every n-th document from the k-th on (`Corpus.without`):
these it reads here. A model knows the texts that it was trained on, so what it makes of them is
better than what it makes of others, and nothing of its errors can be learned there.
"""

from pathlib import Path

from .. import manifest
from . import store


def with_scorers(models, scorers: Path, folder: Path):
    """Copies of `models` with the scorers of another model directory, and with raw scores."""
    copies = []
    for k, model in enumerate(models):
        copy = folder / f"held-out-{k}"
        copy.mkdir(parents=True, exist_ok=True)
        manifest.copy(model, copy)
        store.copy(scorers, copy)
        manifest.update(copy, calibration=None)
        copies.append(copy)
    return copies


def trace(rust, models, texts: Path, out: Path):
    """The traces of a file's documents, in order; the i-th is read by `models[i % len(models)]`."""
    with texts.open(encoding="utf-8") as lines:
        documents = list(lines)
    traced = [""] * len(documents)
    for k, model in enumerate(models):
        part, of_part = out.with_suffix(f".{k}.texts"), out.with_suffix(f".{k}.traces")
        part.write_text("".join(documents[k :: len(models)]), encoding="utf-8")
        rust.traces(model, part, of_part)
        with of_part.open(encoding="utf-8") as lines:
            traced[k :: len(models)] = list(lines)
        part.unlink()
        of_part.unlink()
    out.write_text("".join(traced), encoding="utf-8")
