"""The stage that makes scores mean what they say."""

import json
from dataclasses import dataclass, field

from .. import calibration, manifest, minimum_scores, reliability, statement_answers
from ..errors import TrainingError
from ..scorers import readers
from ..text.corpora import json_lines
from .base import MODEL, Stage, known, save_figures

STATEMENTS = ("quoted", "reported")


@dataclass(frozen=True)
class Calibration(Stage):
    """The curves of scores into the manifest, the plot of what they do, and their errors."""

    model: str
    # Development sets: of the first mentions count, of the second, with `statements`, what is found
    # between quotation marks, and else all.
    names: str
    quotes: str
    # Corpora of the form "statements" whose answers count too, and the models that read these; see
    # `Scorers.held_out`.
    statements: list = field(default_factory=list)
    held_out: list = field(default_factory=list)
    # A model whose curves are measured beside, on the same answers.
    former: str = ""

    GIVES = MODEL
    ASKS_CRATE = True

    def check(self, recipe):
        known([self.names, self.quotes], recipe.dev)
        known(self.statements, recipe.corpora)
        if bool(self.statements) != bool(self.held_out):
            raise TrainingError("statements need models that were not trained on them: held_out")

    def needs(self):
        former = [self.former] if self.former else []
        return [(name, "model") for name in (self.model, *self.held_out, *former)]

    def texts(self, recipe):
        dev = [recipe.dev[self.names], recipe.dev[self.quotes]]
        return [*dev, *(recipe.corpora[name] for name in self.statements)]

    def run(self, workshop, folder):
        manifest.copy(workshop.folder(self.model), folder)
        # The curves are fitted on raw scores, so those of before are taken out first.
        manifest.update(folder, calibration=None)
        rows = self._of_bench(workshop, folder)
        if self.statements:
            rows += self._of_traces(workshop, folder)
        written = (json.dumps(row) + "\n" for row in rows)
        (folder / "answers.jsonl").write_text("".join(written), encoding="utf-8")

        answers = calibration.by_curve(rows)
        manifest.update(folder, calibration=calibration.curves(answers))
        held_out = calibration.held_out(answers)
        reliability.draw(folder / "reliability.svg", answers, held_out)
        figures = {"curves of the other half": calibration.errors(answers, held_out)}
        if self.former:
            former = manifest.read(workshop.folder(self.former))["calibration"]
            scores = calibration.by_curves(answers, former)
            figures["curves of before"] = calibration.errors(answers, scores)
        if self.statements:
            figures["minimum of indirect statements"] = self._minimum(workshop, rows, answers)
        for what, of_each in figures.items():
            for name, measured in of_each.items():
                print(f"{what}, {name}: {json.dumps(measured)}", flush=True)
        save_figures(folder, figures)

    def _of_bench(self, workshop, folder):
        names, quotes = (
            c.path_in(workshop.data) for c in self.texts(workshop.recipe)[:2]
        )
        out = folder / "bench.jsonl"
        workshop.rust.answers(folder, out, names=names, quotes=None if self.statements else quotes)
        return [
            answer | {"corpus": self.names if answer["curve"] == "mention" else self.quotes}
            for answer in json_lines(out)
        ]

    def _of_traces(self, workshop, folder):
        models = readers.with_scorers(workshop.folders(self.held_out), folder, folder)
        rows = []
        for name in self.statements:
            path = workshop.recipe.corpora[name].path_in(workshop.data)
            out = folder / f"{name}.jsonl"
            readers.trace(workshop.rust, models, path, out)
            rows += statement_answers.read(name, path, out)
        path = workshop.recipe.dev[self.quotes].path_in(workshop.data)
        out = folder / "quotes.jsonl"
        workshop.rust.traces(folder, path, out)
        return rows + list(statement_answers.read(self.quotes, path, out, quoted_only=True))

    def _minimum(self, workshop, rows, answers):
        """By corpus, and of all, with curves of the other half of its documents."""
        held_out = calibration.held_out(answers)
        left = {name: iter(scores) for name, scores in held_out.items()}
        scored = [(row, float(next(left[row["curve"]]))) for row in rows]
        wanted = {
            name: sum(
                of["kind"] == statement_answers.INDIRECT
                for document in json_lines(workshop.recipe.corpora[name].path_in(workshop.data))
                for of in document["attributions"]
            )
            for name in self.statements
        }
        tables = {}
        for name in (*self.statements, "all"):
            corpora = self.statements if name == "all" else [name]
            chosen = [
                (row, score)
                for row, score in scored
                if row["curve"] in STATEMENTS and row["corpus"] in corpora
            ]
            tables[name] = minimum_scores.table(*zip(*chosen), sum(wanted[c] for c in corpora))
        return tables
