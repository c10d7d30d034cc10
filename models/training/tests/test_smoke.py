"""The whole chain, from encoders that know nothing to a model that the crate reads a text with."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import torch

import invented
from dixit_training import manifest, recipe, run
from dixit_training.rust import REPOSITORY, Rust
from dixit_training.workshop import Workshop

ARTICLE = (
    "Mara Lind of the Rail Union came to Norhaven on Friday.\n\n“The ferry runs again on Monday,” "
    "said Mara Lind.\n\nShe said the road needs new lamps.\n"
)
PROFILE = "dev"


@pytest.fixture(scope="module")
def small(tmp_path_factory, encoders):
    folder = tmp_path_factory.mktemp("small")
    invented.write(folder / "data")
    for name in ("former.toml", "small.toml"):
        written = Path(__file__).with_name(name).read_text()
        (folder / name).write_text(written.replace("ENCODERS", str(encoders)))
    return folder, recipe.read(folder / "small.toml")


def workshop(small, **changes):
    folder, read = small
    made = Workshop(replace(read, **changes), folder / "data", folder / "work", Rust(PROFILE))
    made.check_data()
    return made


@pytest.fixture(scope="module")
def encoder(small):
    """The stages that need no Rust."""
    torch.set_num_threads(2)
    made = workshop(small)
    run.run(made, "version-2")
    return made


@pytest.fixture(scope="module")
def finished(encoder):
    if not shutil.which("cargo"):
        pytest.skip("the scorers need cargo")
    run.run(encoder)
    return encoder


def figures(made, stage):
    return json.loads((made.folder(stage) / "figures.json").read_text())


def test_networks_learn_all_tasks(encoder):
    for stage in ("gold", "teacher", "student"):
        learned = figures(encoder, stage)
        assert learned["names"]["all"] > 90, stage
        assert learned["statements"]["all"] > 75, stage
        assert learned["statements"]["act"] > 90, stage
        assert learned["statements"]["inner cue"] > 75, stage


def test_another_recipe_is_worked_off_in_a_folder_of_its_own(encoder):
    model = encoder.folder("former")
    assert manifest.read(model)["name"] == "former"
    assert manifest.read(model)["files"] == manifest.records(model)
    assert (encoder.work / "former.stages/gold/stage.json").exists()
    # A model of two heads, and of four: the mean has what either has.
    mixed, student = encoder.state("mixed"), encoder.state("student")
    assert mixed.keys() == student.keys()
    assert mixed["act.weight"].equal(student["act.weight"])
    assert not mixed["role.weight"].equal(student["role.weight"])


def test_int8_and_the_mean_cost_little(encoder):
    cost = figures(encoder, "cost")
    assert cost["int8"]["quotes"]["all"] > cost["f32"]["quotes"]["all"] - 3
    assert encoder.figures(encoder.network("version-2"))["names"]["all"] > 90


def test_what_is_done_is_not_done_again(small, encoder):
    assert run.run(workshop(small), "version-2") == []


def test_what_changed_is_done_again_and_nothing_before_it(small, encoder, tmp_path):
    work = tmp_path / "work"
    shutil.copytree(encoder.work, work)
    (work / "mean/left over").touch()
    was = encoder.recipe.stages["mean"]
    stages = encoder.recipe.stages | {"mean": replace(was, of={"student": 0.5, "version-1": 0.5})}
    changed = workshop(small, stages=stages)
    changed.work = work
    assert run.run(changed, "version-2") == ["mean", "version-2"]
    assert not (work / "mean/left over").exists()
    assert run.run(changed, "version-2") == []
    # What is taken away is done again, and so is what was made of it.
    shutil.rmtree(work / "mean")
    assert run.run(changed, "version-2") == ["mean", "version-2"]


def test_other_texts_make_another_run(small, encoder):
    folder, _ = small
    other = folder / "other"
    invented.write(other, seed=2)
    changed = Workshop(encoder.recipe, other, encoder.work, encoder.rust)
    assert changed.key("gold") != encoder.key("gold")


def test_scorers_learn_from_what_the_crate_makes_of_the_texts(finished):
    rounds = figures(finished, "scorers")
    assert [of_one["round"] for of_one in rounds] == [1, 2]
    for of_one in rounds:
        assert of_one["link"]["questions"] > 100 and of_one["link"]["held_out"] > 0.9
        assert of_one["antecedent"]["questions"] > 100 and of_one["antecedent"]["held_out"] > 0.9


def test_the_manifest_has_all_that_the_released_one_has(finished, model_directory):
    made, released = manifest.read(finished.folder("small")), manifest.read(model_directory)
    assert set(made) >= set(released)
    assert len(made["act_labels"]) == 3 and made["inner_role_labels"] == made["role_labels"]
    assert list(made) == [name for name in manifest.SECTIONS if name in made]
    assert made["files"] == manifest.records(finished.folder("small"))
    for section in ("antecedent_features", "link_features"):
        assert made[section] == released[section]
    assert {"mention", "quoted", "reported", "name", "pronoun"} <= set(made["calibration"])
    assert (finished.folder("small") / "reliability.svg").read_text().count("<circle") > 2
    assert (finished.folder("reference") / "cases.json").exists()


def test_another_encoder_takes_over_scorers_and_curves(finished):
    made, theirs = (manifest.read(finished.folder(name)) for name in ("version-4", "small"))
    for section in ("antecedent_features", "link_features", "lexicon", "calibration"):
        assert made[section] == theirs[section]
    assert made["files"][manifest.ATTRIBUTION] == theirs["files"][manifest.ATTRIBUTION]
    assert made["files"]["model.safetensors"] != theirs["files"]["model.safetensors"]


def test_the_curves_are_measured_by_corpus_beside_those_of_before(finished):
    measured = figures(finished, "small")
    for curves in ("curves of the other half", "curves of before"):
        assert set(measured[curves]) == {"names", "quotes", "statements"}
        assert {"mention", "quoted", "reported", "speaker"} <= set(measured[curves]["statements"])
        # Of the others' definition what is quoted counts.
        assert "reported" not in measured[curves]["quotes"]
    table = measured["minimum of indirect statements"]["all"]
    assert table[0]["recall"] > 50 and table[-1]["recall"] <= table[0]["recall"]


def test_the_crate_says_who_said_what_with_the_model(finished, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    command = f"cargo run --quiet --profile {PROFILE} --example annotate -- --format json {article}"
    environment = os.environ | {"DIXIT_MODEL_DIR": str(finished.folder("small"))}
    done = subprocess.run(
        command.split(), cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, check=True
    )
    told = json.loads(done.stdout)
    assert told["model"] == "small/3"
    kinds = {(mention["text"], mention["kind"]) for mention in told["mentions"]}
    assert {
        ("Mara Lind", "person"),
        ("Norhaven", "location"),
        ("Rail Union", "organization"),
    } <= kinds
    said = {s["text"]: s["speaker"] and s["speaker"]["name"] for s in told["statements"]}
    assert said["The ferry runs again on Monday,"] == "Mara Lind"
    # "She": the ranker chose.
    assert set(said.values()) == {"Mara Lind"} and len(said) == 2
