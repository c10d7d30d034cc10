"""What all kinds of stages have; see the package's own words."""

import json
from pathlib import Path

from ..errors import TrainingError

# What a stage gives that makes a model directory.
MODEL = ("weights", "model")


class Stage:
    GIVES = ()
    ASKS_CRATE = False

    def check(self, recipe):
        pass

    def needs(self):
        return []

    def texts(self, recipe):
        return []

    def recipes(self):
        return []

    def run(self, workshop, folder: Path):
        raise NotImplementedError


def known(names, corpora):
    """Refuses corpora that the recipe does not have."""
    if isinstance(names, str):
        raise TrainingError(f"{names!r} is to be a list")
    unknown = sorted(set(names) - set(corpora))
    if unknown:
        raise TrainingError(f"no corpus {', '.join(unknown)}")


def save_figures(folder: Path, figures):
    (folder / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")
