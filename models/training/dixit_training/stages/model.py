"""Stages that make a model directory, and what belongs to it."""

from dataclasses import dataclass, field

from .. import export, fixtures, manifest, wide_channels
from ..errors import TrainingError
from ..scorers import novels, rounds, store
from .base import MODEL, Stage, known, save_figures


@dataclass(frozen=True)
class Export(Stage):
    """Weights as a model directory."""

    weights: str
    version: str
    # The corpus on whose windows wide channels are found; without it the manifest names none.
    wide_channels: str = ""
    # The stage whose scorers it gets; without it, it has none, and the crate does not load it.
    scorers: str = ""
    # Whether it gets the curves of their scores too, where the encoders are near enough.
    curves: bool = False
    # False: matrices as trained, to measure what int8 costs.
    int8: bool = True
    # How far roles follow the other definition of a statement that the run was shown; in 0..=1.
    variant_share: float = 0.0

    GIVES = MODEL

    def check(self, recipe):
        known([self.wide_channels] if self.wide_channels else [], recipe.corpora)
        if self.curves and not self.scorers:
            raise TrainingError("curves without scorers")

    def needs(self):
        scorers = [(self.scorers, "model")] if self.scorers else []
        return [(self.weights, "weights"), *scorers]

    def texts(self, recipe):
        return [recipe.corpora[self.wide_channels]] if self.wide_channels else []

    def run(self, workshop, folder):
        state = workshop.network(self.weights).state_dict()
        pretrained = workshop.pretrained("student")
        options = {"int8": self.int8, "variant_share": self.variant_share}
        export.write(folder, state, pretrained, workshop.recipe, self.version, **options)
        if self.wide_channels:
            # Of the weights as they are stored.
            student = workshop.network(folder.name)
            documents = workshop.corpus(self.wide_channels)
            size = workshop.recipe.window
            wide = wide_channels.find(student, documents, workshop.special, size)
            manifest.update(folder, wide_channels=wide)
        if self.scorers:
            store.copy(workshop.folder(self.scorers), folder)
        if self.curves:
            theirs = manifest.read(workshop.folder(self.scorers))
            manifest.update(folder, calibration=theirs["calibration"])


@dataclass(frozen=True)
class Released(Stage):
    """A model directory that is there already, to go on from under another version's name."""

    # From the recipe's folder on.
    path: str
    # Of its model.safetensors: going on from whatever lies there could not be repeated.
    sha256: str
    version: str

    GIVES = MODEL

    def run(self, workshop, folder):
        source = workshop.recipe.folder / self.path
        found = manifest.record(source / export.MODEL)["sha256"]
        if found != self.sha256:
            raise TrainingError(f"{source / export.MODEL} has sha256 {found}, not {self.sha256}")
        manifest.copy(source, folder)
        manifest.update(folder, version=self.version)


@dataclass(frozen=True)
class Scorers(Stage):
    """The scorers of links and of antecedents, learned from what a model makes of texts."""

    model: str
    # Corpora of the forms "attributions" and "texts"; of the latter the chains are read here.
    attributions: list
    chains: str
    rounds: int
    # 0: links stay what the model has, and so does the ranker that the first round begins with.
    link_epochs: int
    antecedent_epochs: int
    # Folds to measure with, on documents that a scorer has not seen, each of which takes as long
    # as the training; 0 measures nothing.
    folds: int = 0
    # Models of which the k-th was trained without every n-th of the documents of attributions: it
    # reads these in place of `model`.
    held_out: list = field(default_factory=list)
    # Corpora of the form "novels".
    turns: list = field(default_factory=list)
    # Whether the ranker that is learned stands beside the model's own: the mean of both.
    with_own: bool = False

    GIVES = MODEL
    ASKS_CRATE = True

    def check(self, recipe):
        known(self.attributions, recipe.corpora)
        known([*self.turns, self.chains], recipe.corpora)
        if wrong := [name for name in self.turns if recipe.corpora[name].form != "novels"]:
            raise TrainingError(f"turns: {', '.join(wrong)} has another form than novels")
        if self.with_own and self.link_epochs:
            raise TrainingError("with_own goes with link_epochs = 0: the own ranker begins")

    def needs(self):
        return [(name, "model") for name in (self.model, *self.held_out)]

    def texts(self, recipe):
        names = (*self.attributions, *self.turns, self.chains)
        return [recipe.corpora[name] for name in names]

    def run(self, workshop, folder):
        manifest.copy(workshop.folder(self.model), folder)
        *paths, chains = (c.path_in(workshop.data) for c in self.texts(workshop.recipe))
        attributions, novels_of = paths[: len(self.attributions)], paths[len(self.attributions) :]
        turns = tuple(folder / f"{name}.jsonl" for name in self.turns)
        for path, turn in zip(novels_of, turns):
            novels.write(path, turn)
        figures = rounds.train(
            folder,
            folder,
            rounds.Gold(tuple(attributions), chains, turns, workshop.folders(self.held_out)),
            workshop.rust,
            rounds=self.rounds,
            link_epochs=self.link_epochs,
            epochs=self.antecedent_epochs,
            folds=self.folds,
        )
        if self.with_own:
            store.join(folder, workshop.folder(self.model), "antecedent")
        save_figures(folder, figures)


@dataclass(frozen=True)
class Reference(Stage):
    """What the crate's encoder is held to in its tests."""

    model: str

    def needs(self):
        return [(self.model, "model")]

    def run(self, workshop, folder):
        network = workshop.network(self.model)
        fixtures.write(folder, network, workshop.tokenizer, workshop.special)
