"""Weights on their way into a model directory."""

import json
import shutil

import pytest
import torch

from dixit_training import average, export, fixtures, manifest, wide_channels
from dixit_training.errors import TrainingError
from dixit_training.networks import student
from dixit_training.quantization import multiplied_out, quantize, stored
from dixit_training.text.labels import HEADS


def test_a_quantized_matrix_is_half_a_step_off_at_most():
    torch.manual_seed(3)
    matrix = torch.randn(20, 31) * torch.logspace(-3, 3, 20).unsqueeze(1)
    matrix[4] = 0
    values, scale = quantize(matrix)
    assert values.dtype == torch.int8
    off = (values.float() * scale.unsqueeze(1) - matrix).abs()
    assert (off <= scale.unsqueeze(1) * 0.5 + 1e-9).all()
    # The largest of a row uses all of the range; a row of nothing stays nothing.
    assert values.abs().amax(1).tolist() == [127 if k != 4 else 0 for k in range(20)]


def test_only_the_encoders_matrices_are_quantized_and_names_come_back(encoders):
    state = student.from_pretrained(encoders / "student", HEADS).state_dict()
    tensors = stored(state)
    for name in ("entity.weight", "bert.embeddings.LayerNorm.weight"):
        assert torch.equal(tensors[name], state[name])
    assert tensors["bert.embeddings.word_embeddings.weight"].dtype == torch.int8
    back = multiplied_out(tensors)
    assert set(back) == set(state)
    assert multiplied_out(stored(back)).keys() == back.keys()
    again = multiplied_out(stored(back))
    assert all(torch.allclose(back[name], again[name], atol=1e-7) for name in back)


def test_without_int8_weights_stay_as_trained(encoders):
    state = student.from_pretrained(encoders / "student", HEADS).state_dict()
    tensors = stored(state, int8=False)
    assert all(torch.equal(tensors[name], state[name]) for name in state)


def test_a_mean_weighs_by_shares_and_leaves_whole_numbers():
    first = {"weight": torch.tensor([1.0, 2.0]), "count": torch.tensor(3)}
    second = {"weight": torch.tensor([5.0, 0.0]), "count": torch.tensor(9)}
    mean = average.mean([(0.25, first), (0.75, second)])
    assert mean["weight"].tolist() == [4.0, 0.5] and mean["count"].item() == 3


def test_what_some_lack_is_the_mean_of_those_that_have_it():
    old = {"entity": torch.tensor([8.0])}
    new = [{"entity": torch.tensor([4.0]), "act": torch.tensor([float(n)])} for n in (1, 3)]
    mean = average.mean([(0.5, old), (0.125, new[0]), (0.375, new[1])])
    assert mean["entity"].tolist() == [6.0] and mean["act"].tolist() == [2.5]


def test_the_moving_average_begins_quickly_and_is_shown_for_a_while():
    network = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(network.weight)
    moving = average.Moving(network, 0.99)
    torch.nn.init.ones_(network.weight)
    for _ in range(3):
        moving.step(network)
    # The first steps weigh more than a hundredth each.
    with moving.shown(network):
        assert 0.97 < network.weight.item() < 1
    assert network.weight.item() == 1
    moving.leave(network)
    assert network.weight.item() < 1


def test_roles_move_towards_the_other_definition_by_a_share(encoders):
    state = student.from_pretrained(encoders / "student", HEADS).state_dict()
    state["variant.weight"] += 2.0
    moved = export.with_variant(state, 0.25)
    assert torch.allclose(moved["role.weight"], state["role.weight"] + 0.5)
    assert torch.equal(moved["inner.weight"], state["inner.weight"])
    assert not any(name.startswith("variant.") for name in moved)
    assert torch.equal(export.with_variant(state, 0.0)["role.weight"], state["role.weight"])


def test_a_channel_gets_as_many_bytes_as_the_limit_fits_into_it():
    largest = torch.ones(100)
    largest[7], largest[30] = 2.0, 4.5
    # The limit stands between the 98th and the 99th of them.
    limit = largest.quantile(0.98).item()
    assert wide_channels.spread(largest) == {
        "7": -(-2 // limit),
        "30": -(-4.5 // limit),
    }


def test_the_released_manifest_is_written_as_it_stands(model_directory, tmp_path):
    for name in (*manifest.FILES, manifest.NAME):
        shutil.copyfile(model_directory / name, tmp_path / name)
    before = (tmp_path / manifest.NAME).read_text()
    manifest.update(tmp_path, calibration=manifest.read(tmp_path)["calibration"])
    assert (tmp_path / manifest.NAME).read_text() == before


def test_the_manifest_follows_its_files_and_forgets_what_is_taken_out(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    manifest.update(tmp_path, name="small", lexicon="1f", calibration={"mention": [1, 0]})
    before = manifest.read(tmp_path)
    assert list(before) == ["format", "name", "lexicon", "calibration", "files"]
    (tmp_path / "config.json").write_text("{ }")
    manifest.update(tmp_path, calibration=None)
    after = manifest.read(tmp_path)
    assert "calibration" not in after and after["lexicon"] == "1f"
    assert after["files"]["config.json"]["bytes"] == 3
    assert after["files"] != before["files"]


def test_a_section_that_nobody_reads_is_refused(tmp_path):
    with pytest.raises(TrainingError, match="no section lexikon"):
        manifest.update(tmp_path, lexikon="1f")


def test_the_reference_of_the_released_model_is_the_one_of_the_crates_tests(
    model_directory, tokenizer, special, tmp_path
):
    read = export.read(model_directory)
    network = student.blank(model_directory, [head for head in HEADS if f"{head}.weight" in read])
    network.load_state_dict(network.state_dict() | read)
    fixtures.write(tmp_path, network, tokenizer, special)
    reference = model_directory.parents[1] / "tests/data/reference/cases.json"
    assert json.loads((tmp_path / "cases.json").read_text()) == json.loads(reference.read_text())
