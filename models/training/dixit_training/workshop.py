"""What the stages of a run share: folders, texts, networks, the crate's programs."""

import hashlib
import json
from dataclasses import asdict
from functools import cache, cached_property
from pathlib import Path

import torch

from . import export, run, stamps
from .checkpoints import WEIGHTS
from .errors import TrainingError
from .evaluate import span_f1
from .networks import pretrained, student, teacher
from .text.noise import straight_marks
from .text.windows import encode


class Workshop:
    def __init__(self, recipe, data: Path, work: Path, rust):
        self.recipe, self.data, self.work, self.rust = recipe, data, work, rust

    def folder(self, stage: str) -> Path:
        return self.work / stage

    def folders(self, stages):
        return tuple(self.folder(stage) for stage in stages)

    # Texts

    @cached_property
    def _tokenizer(self):
        return pretrained.load_tokenizer(self.pretrained("student"))

    @property
    def tokenizer(self):
        return self._tokenizer[0]

    @property
    def special(self):
        return self._tokenizer[1]

    @cached_property
    def marks(self):
        return straight_marks(self.tokenizer)

    @cache
    def corpus(self, name):
        """The encoded documents of a corpus."""
        return self._encoded(self.recipe.corpora[name])

    @cache
    def dev(self, name):
        return self._encoded(self.recipe.dev[name])

    def _encoded(self, corpus):
        documents = [encode(document, self.tokenizer) for document in corpus.read(self.data)]
        # A text of nothing but spaces has no words.
        return [document for document in documents if document.words]

    def check_data(self, only=None):
        """That every text is there that the stages need, or `only` one of them, before hours are
        spent on the first."""
        stages = [self.recipe.stages[only]] if only else self.recipe.stages.values()
        wanted = [*self.recipe.dev.values()]
        wanted += [corpus for stage in stages for corpus in stage.texts(self.recipe)]
        missing = sorted({path for corpus in wanted for path in corpus.missing(self.data)})
        if missing:
            raise TrainingError(
                f"{self.data} lacks {', '.join(missing)}; README.md says what these are"
            )

    def work_off(self, path, work: Path) -> Path:
        """Works off the recipe of another file; the folder of its model."""
        work.mkdir(parents=True, exist_ok=True)
        other = Workshop(self.recipe.other(path), self.data, work, self.rust)
        run.run(other)
        return other.folder(other.recipe.name)

    # Networks

    @cache
    def pretrained(self, network):
        return pretrained.directory(self.recipe.pretrained[network], self.work)

    def fresh(self, network, frozen=0):
        """A network as it comes, with heads that know nothing yet."""
        if network == "teacher":
            path = self.pretrained("teacher")
            return teacher.from_pretrained(path, self.tokenizer, self.recipe.heads, frozen)
        return student.from_pretrained(self.pretrained("student"), self.recipe.heads)

    def state(self, stage: str):
        """The weights that a stage gave, by name; a model's as the crate sees them."""
        folder = self.folder(stage)
        if (folder / export.MODEL).exists():
            return export.read(folder)
        return torch.load(folder / WEIGHTS, map_location="cpu", weights_only=True)

    def network(self, stage: str):
        """The network with the weights that a stage gave."""
        folder = self.folder(stage)
        if (folder / export.MODEL).exists():
            network = student.blank(folder, self.recipe.heads)
        else:
            made_by = self.recipe.stages[stage]
            network = self.fresh(made_by.network, made_by.frozen)
        # A model may have fewer heads than the recipe; what it lacks knows nothing yet.
        network.load_state_dict(network.state_dict() | self.state(stage))
        return network

    def figures(self, network):
        """Span F1 by development set."""
        return {
            name: span_f1(network, self.dev(name), self.recipe.window, self.special)
            for name in self.recipe.dev
        }

    # What a stage's result depends on

    def key(self, name) -> str:
        """A digest of all that the stage's result depends on but the code: options, texts, the
        results of stages before it. Where it is another one, the stage is done again."""
        stage = self.recipe.stages[name]
        recipe = self.recipe
        depends = {
            "stage": [type(stage).__name__, asdict(stage)],
            "recipe": [
                recipe.name,
                recipe.window,
                recipe.name_agreement,
                recipe.pretrained,
                recipe.heads,
            ],
            "before": {other: stamps.read(self.folder(other)) for other, _ in stage.needs()},
            "texts": [self.digest(corpus) for corpus in stage.texts(recipe)],
            "recipes": [sha256(recipe.folder / path) for path in stage.recipes()],
            "crate": self.features if stage.ASKS_CRATE else None,
        }
        return hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()

    @cached_property
    def features(self):
        return self.rust.features()

    @cache
    def digest(self, corpus):
        options = {name: of for name, of in asdict(corpus).items() if name != "folder"}
        digest = hashlib.sha256(json.dumps(options, sort_keys=True).encode())
        for path in corpus.files(self.data):
            digest.update(bytes.fromhex(sha256(path)))
        return digest.hexdigest()


def sha256(path: Path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
