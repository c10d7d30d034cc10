"""The stage that works off another recipe."""

from dataclasses import dataclass

from .. import manifest
from .base import MODEL, Stage


@dataclass(frozen=True)
class Former(Stage):
    """The model of another recipe, made from its beginnings in a folder beside this stage's own.

    It is the stage that has the recipe's name.
    """

    # From the recipe's folder on.
    path: str

    GIVES = MODEL

    def check(self, recipe):
        recipe.other(self.path)

    def texts(self, recipe):
        other = recipe.other(self.path)
        return [*other.corpora.values(), *other.dev.values()]

    def recipes(self):
        return [self.path]

    def run(self, workshop, folder):
        made = workshop.work_off(self.path, folder.with_name(f"{folder.name}.stages"))
        manifest.copy(made, folder)
