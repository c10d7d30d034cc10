"""The command line, over a recipe that goes on from the released model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dixit_training import manifest

PACKAGE = Path(__file__).resolve().parents[1]
RECIPE = """
name = "again"
window = 256
name_agreement = 0.5
heads = ["entity", "role", "inner", "act"]
corpora = {}
dev = {}

[pretrained]
student = "MODEL"
teacher = "MODEL"

[stages.again]
kind = "released"
path = "MODEL"
sha256 = "DIGEST"
version = "7"

[stages.reference]
kind = "reference"
model = "again"
"""


@pytest.fixture
def written(tmp_path, model_directory):
    """Writes the recipe with a digest."""

    def write(digest):
        path = tmp_path / "again.toml"
        path.write_text(RECIPE.replace("MODEL", str(model_directory)).replace("DIGEST", digest))
        return path

    return write


def run(recipe, *options):
    command = [sys.executable, "-m", "dixit_training", "run", recipe, *options]
    places = ["--data", recipe.parent, "--work", recipe.parent / "work"]
    return subprocess.run([*command, *places], cwd=PACKAGE, capture_output=True, text=True)


def test_a_run_goes_on_from_a_released_model_and_says_what_it_did(written, model_directory):
    digest = manifest.record(model_directory / "model.safetensors")["sha256"]
    recipe = written(digest)
    first, second = run(recipe, "--until", "again"), run(recipe)
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "reference" not in first.stdout
    assert "== again: as it is" in second.stdout and "== reference: done" in second.stdout
    made = manifest.read(recipe.parent / "work/again")
    assert made == manifest.read(model_directory) | {"version": "7"}
    cases = json.loads((recipe.parent / "work/reference/cases.json").read_text())
    assert len(cases) == 5


def test_another_model_than_the_recipe_means_is_refused_in_one_line(written):
    wrong = run(written("1f" * 32))
    assert wrong.returncode == 1
    (line,) = [line for line in wrong.stderr.splitlines() if line.startswith("error: ")]
    assert "model.safetensors has sha256" in line and "Traceback" not in wrong.stderr


def test_texts_that_are_not_there_are_missed_by_the_stages_that_need_them(written, model_directory):
    recipe = written(manifest.record(model_directory / "model.safetensors")["sha256"])
    corpora = '[corpora]\nlamps = { form = "texts", path = "lamps.jsonl" }\n\n[pretrained]'
    text = recipe.read_text().replace("corpora = {}\n", "").replace("[pretrained]", corpora)
    soft = 'kind = "soft_labels"\nnames = { lamps = ["again"] }\nroles = { lamps = ["again"] }'
    recipe.write_text(f"{text}\n[stages.soft]\n{soft}\n")
    wrong = run(recipe)
    assert wrong.returncode == 1 and "lacks lamps.jsonl" in wrong.stderr
    done = run(recipe, "--only", "again")
    assert done.returncode == 0 and "== again: done" in done.stdout, done.stderr
    assert "reference" not in done.stdout


def test_a_stage_that_is_not_there_is_named(written):
    wrong = run(written("1f" * 32), "--until", "gold")
    assert wrong.returncode == 1 and wrong.stderr.strip() == "error: no stage 'gold'"
