import random

import pytest
import torch

import invented
from dixit_training import loop
from dixit_training.lessons import Shower, batches
from dixit_training.losses import Loss
from dixit_training.networks import student
from dixit_training.text.corpora import Document
from dixit_training.text.labels import HEADS
from dixit_training.text.windows import encode


class Interrupted(Exception):
    pass


class Stops(Loss):
    """Like a machine that is switched off after so many steps."""

    def __init__(self, size, after):
        super().__init__(size)
        self.left = after

    def forward(self, network, batch):
        if self.left == 0:
            raise Interrupted
        self.left -= 1
        return super().forward(network, batch)


@pytest.fixture
def epochs(tokenizer, special):
    rng = random.Random(1)
    articles = [invented.article(n, rng) for n in range(4)]
    documents = [encode(Document(a.text, a.entities, None), tokenizer) for a in articles]
    shower = Shower({"names": documents}, {"names": 0.0}, {}, special, 64, True, {})
    drawn = [batches(shower.epoch({"names": 1.0}, rng), 4, rng) for _ in range(2)]
    return [(1.0, lambda drawn=of_one: drawn) for of_one in drawn]


def trained(encoders, epochs, folder, loss=None, moving=0.0):
    loss = loss or Loss(64)
    torch.manual_seed(7)
    network = student.from_pretrained(encoders / "student", HEADS)
    options = {"rate": 1e-3, "head_rate": 0.0, "bf16": False, "every": 0, "moving": moving}
    figures = loop.train(network, loss, epochs, folder, measure=lambda _: {"asked": 1}, **options)
    return network.state_dict(), figures


@pytest.mark.parametrize("moving", [0.0, 0.9])
def test_an_interrupted_run_ends_as_one_that_was_not(encoders, epochs, tmp_path, moving):
    for name in ("whole", "interrupted"):
        (tmp_path / name).mkdir()
    whole, figures = trained(encoders, epochs, tmp_path / "whole", moving=moving)
    assert figures == {"asked": 1}
    with pytest.raises(Interrupted):
        trained(encoders, epochs, tmp_path / "interrupted", Stops(64, 3), moving)
    assert (tmp_path / "interrupted/resume.pt").exists()
    again, _ = trained(encoders, epochs, tmp_path / "interrupted", moving=moving)
    assert all(torch.equal(whole[name], again[name]) for name in whole)


def test_a_run_ends_with_the_moving_average_of_its_weights(encoders, epochs, tmp_path):
    for name in ("last", "mean"):
        (tmp_path / name).mkdir()
    last, _ = trained(encoders, epochs, tmp_path / "last")
    mean, _ = trained(encoders, epochs, tmp_path / "mean", moving=0.9)
    torch.manual_seed(7)
    first = student.from_pretrained(encoders / "student", HEADS).state_dict()
    # It stays behind: nearer to the beginning than the weights themselves.
    name = "bert.encoder.layer.1.output.dense.weight"
    assert 0 < (mean[name] - first[name]).norm() < (last[name] - first[name]).norm()


def test_a_run_changes_the_encoder_and_the_head_that_it_has_labels_for(encoders, epochs, tmp_path):
    torch.manual_seed(7)
    before = student.from_pretrained(encoders / "student", HEADS).state_dict()
    after, _ = trained(encoders, epochs, tmp_path)
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert {"entity.weight", "bert.encoder.layer.1.output.dense.weight"} <= moved
    assert "bert.embeddings.token_type_embeddings.weight" in moved
    # Matrices decay; of biases only those move that something pulls at.
    biases = {name for name in moved if name.endswith(".bias") and not name.startswith("bert.")}
    assert biases == {"entity.bias"}


def test_all_case_types_begin_as_the_first_token_type(encoders):
    network = student.from_pretrained(encoders / "student", HEADS)
    types = network.bert.embeddings.token_type_embeddings.weight
    assert types.shape[0] == 8 and torch.equal(types, types[:1].expand_as(types))
