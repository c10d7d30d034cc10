"""Stages that make the weights of the encoder and its heads."""

import random
from dataclasses import dataclass, field

import torch

from .. import average, loop, soft_labels
from ..checkpoints import WEIGHTS, save
from ..errors import TrainingError
from ..lessons import Shower, batches, pieces_of, whole_first
from ..losses import Loss
from ..quantization import multiplied_out, stored
from .base import Stage, known, save_figures

PRETRAINED = "pretrained"


@dataclass(frozen=True)
class Train(Stage):
    """A run of the training loop."""

    # "student" or "teacher".
    network: str
    seed: int
    batch: int
    rate: float
    # Of a teacher's heads and case vectors.
    head_rate: float = 0.0
    # The weights to begin with: a stage's, or the pretrained encoder's.
    start: str = PRETRAINED
    # How often each corpus is seen: in each of so many epochs, or in the whole run.
    epochs: int = 0
    shares: dict = field(default_factory=dict)
    passes: dict = field(default_factory=dict)
    # Some windows as if written in another case (`text/noise.py`).
    case_noise: bool = True
    # The stage that wrote down what teachers say, of some of the corpora or of all, and the weight of
    # their states.
    soft: str = ""
    states_weight: float = 0.0
    # What the losses of heads count, where it is not what `losses.py` has.
    head_weights: dict = field(default_factory=dict)
    # How many of a teacher's layers stay as pretrained.
    frozen: int = 0
    # bfloat16, for processors that have it.
    bf16: bool = True
    # The decay a step of the moving average of the weights that the run ends with; 0: the last.
    moving: float = 0.0

    GIVES = ("weights",)

    def check(self, recipe):
        known(self.often(), recipe.corpora)
        if self.network not in recipe.pretrained:
            raise TrainingError(f"no network {self.network!r}")
        if bool(self.passes) == bool(self.epochs and self.shares):
            raise TrainingError("say passes, or epochs and shares")
        if unknown := sorted(set(self.head_weights) - set(recipe.heads)):
            raise TrainingError(f"no head {', '.join(unknown)}")
        if self.states_weight and not self.soft:
            raise TrainingError("states_weight without soft")

    def often(self):
        return self.passes or self.shares

    def needs(self):
        start = [] if self.start == PRETRAINED else [(self.start, "weights")]
        return [*start, *([(self.soft, "soft labels")] if self.soft else [])]

    def texts(self, recipe):
        return [recipe.corpora[name] for name in self.often()]

    def plan(self, workshop, soft):
        """For each epoch its weight, by pieces, and what draws its batches."""
        rng = random.Random(self.seed)
        corpora = workshop.recipe.corpora
        shower = Shower(
            {name: workshop.corpus(name) for name in self.often()},
            {name: corpora[name].straight_quotes for name in self.often()},
            workshop.marks,
            workshop.special,
            workshop.recipe.window,
            self.case_noise,
            soft,
        )
        epochs = whole_first(self.passes) if self.passes else [self.shares] * self.epochs
        sizes = {name: pieces_of(workshop.corpus(name)) for name in self.often()}

        def drawn(shares):
            return lambda: batches(shower.epoch(shares, rng), self.batch, rng)

        weights = [sum(sizes[name] * share for name, share in e.items()) for e in epochs]
        return [(weight, drawn(shares)) for weight, shares in zip(weights, epochs) if weight]

    def run(self, workshop, folder):
        soft = {}
        if self.soft:
            taught = workshop.folder(self.soft)
            # What the teachers were not asked about, its labels alone teach.
            asked = [name for name in self.often() if soft_labels.is_done(taught, name)]
            soft = {name: soft_labels.read(taught, name) for name in asked}
        if self.states_weight and any(states is None for _, states in soft.values()):
            raise TrainingError(f"stage {self.soft!r} kept no states to learn from")
        torch.manual_seed(self.seed)
        if self.start == PRETRAINED:
            network = workshop.fresh(self.network, self.frozen)
        else:
            network = workshop.network(self.start)
        teacher_size = next(iter(soft.values()))[1].shape[1] if self.states_weight else 0
        figures = loop.train(
            network,
            Loss(
                network.entity.in_features,
                teacher_size,
                self.states_weight,
                self.head_weights,
            ),
            self.plan(workshop, soft),
            folder,
            rate=self.rate,
            head_rate=self.head_rate,
            bf16=self.bf16,
            measure=workshop.figures,
            moving=self.moving,
        )
        save_figures(folder, figures)
        save(network.state_dict(), folder / WEIGHTS)
        (folder / "resume.pt").unlink(missing_ok=True)


@dataclass(frozen=True)
class SoftLabels(Stage):
    """What teachers say of the words of some corpora."""

    # The stages whose networks are asked, by corpus; of several of them the mean is taken.
    names: dict
    roles: dict
    # Whose hidden states are kept.
    states: str = ""
    bf16: bool = True

    GIVES = ("soft labels",)

    def check(self, recipe):
        known(self.names, recipe.corpora)
        if set(self.names) != set(self.roles):
            raise TrainingError("names and roles must be said of the same corpora")
        if not all((*self.names.values(), *self.roles.values())):
            raise TrainingError("somebody must be asked for names, and for roles, in each corpus")

    def needs(self):
        asked = [who for of in (self.names, self.roles) for whos in of.values() for who in whos]
        asked += [self.states] if self.states else []
        return [(who, "weights") for who in dict.fromkeys(asked)]

    def texts(self, recipe):
        return [recipe.corpora[name] for name in self.names]

    def run(self, workshop, folder):
        for name in self.names:
            if not soft_labels.is_done(folder, name):
                soft_labels.write(
                    folder,
                    name,
                    workshop.corpus(name),
                    workshop.network,
                    self.names[name],
                    self.roles[name],
                    self.states,
                    special=workshop.special,
                    window=workshop.recipe.window,
                    bf16=self.bf16,
                )


@dataclass(frozen=True)
class Average(Stage):
    """The weighted mean of students; what some of them lack is the mean of those that have it."""

    # Shares by stage.
    of: dict

    GIVES = ("weights",)
    network = "student"
    frozen = 0

    def check(self, _recipe):
        if abs(sum(self.of.values()) - 1) > 1e-6:
            raise TrainingError("the shares must add up to 1")

    def needs(self):
        return [(name, "weights") for name in self.of]

    def run(self, workshop, folder):
        states = [(share, workshop.state(name)) for name, share in self.of.items()]
        save(average.mean(states), folder / WEIGHTS)


@dataclass(frozen=True)
class Int8Cost(Stage):
    """Span F1 with the weights as trained and as a model directory holds them."""

    weights: str

    def needs(self):
        return [(self.weights, "weights")]

    def texts(self, recipe):
        return list(recipe.dev.values())

    def run(self, workshop, folder):
        network = workshop.network(self.weights)
        figures = {"f32": workshop.figures(network)}
        network.load_state_dict(multiplied_out(stored(network.state_dict())))
        figures["int8"] = workshop.figures(network)
        print(figures, flush=True)
        save_figures(folder, figures)
