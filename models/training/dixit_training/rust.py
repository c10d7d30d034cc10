"""The crate's own programs: what the scorers see of texts, and how right a model's answers are."""

import json
import os
import subprocess
from pathlib import Path

from .errors import TrainingError

REPOSITORY = Path(__file__).resolve().parents[3]
TRACES = "cargo run --quiet --features training --example traces".split()
ACCURACY = "cargo bench --quiet --features training --bench accuracy".split()


class Rust:
    """Builds with `profile` ("release"; "dev" compiles sooner), in a checkout of the crate."""

    def __init__(self, profile="release", repository=REPOSITORY):
        self.profile, self.repository = profile, repository

    def features(self):
        """{"antecedent": names, "link": names}, and "lexicon", where the crate gives a digest."""
        return json.loads(self.run(TRACES, []))

    def traces(self, model: Path, texts: Path, out: Path):
        """What `model` reads of the documents of `texts`, and every question of its scorers."""
        part = out.with_suffix(".part")
        with part.open("wb") as file:
            self.run(TRACES, [texts], file, DIXIT_MODEL_DIR=str(model.resolve()))
        part.replace(out)

    def answers(self, model: Path, out: Path, *, names: Path, quotes: Path | None = None):
        """Every score on the gold files with whether it is right; returns the figures."""
        options = ["--model", model, "--names", names, "--answers", out]
        return self.run(ACCURACY, options + (["--quotes", quotes] if quotes else []))

    def run(self, command, arguments, out=subprocess.PIPE, **environment):
        # Absolute, since cargo runs a benchmark in the package's folder.
        absolute = [str(a.resolve()) if isinstance(a, Path) else a for a in arguments]
        line = [*command, "--profile", self.profile, "--", *absolute]
        try:
            done = subprocess.run(
                line, cwd=self.repository, env=os.environ | environment, stdout=out, check=True
            )
        except FileNotFoundError as missing:
            raise TrainingError("there is no cargo: the scorers need a Rust toolchain") from missing
        except subprocess.CalledProcessError as failed:
            message = f"{' '.join(line)} failed with status {failed.returncode}"
            raise TrainingError(message) from failed
        return done.stdout.decode() if done.stdout else ""
