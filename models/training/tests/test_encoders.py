"""The encoders against those of transformers, where it is installed."""

import json

import pytest
import torch

from dixit_training.networks import bert, mpnet

PIECES = 40


@pytest.fixture
def batch():
    """Ids and a mask; the second text is shorter."""
    torch.manual_seed(4)
    ids = torch.randint(1000, 20000, (2, PIECES))
    mask = torch.ones(2, PIECES, dtype=torch.long)
    mask[1, 25:] = 0
    return ids, mask


@torch.no_grad()
def test_bert_says_what_transformers_says(encoders, batch):
    transformers = pytest.importorskip("transformers")
    ids, mask = batch
    types = torch.randint(0, 2, ids.shape)
    directory = encoders / "student"
    theirs = transformers.BertModel(
        transformers.BertConfig(**json.loads((directory / "config.json").read_text())),
        add_pooling_layer=False,
    ).eval()
    theirs.load_state_dict(bert.weights(directory), strict=False)
    ours = bert.Bert(bert.configuration(directory)).eval()
    ours.load_state_dict(bert.weights(directory))
    expected = theirs(ids, attention_mask=mask, token_type_ids=types).last_hidden_state
    found = ours(ids, types, mask)
    assert torch.allclose(found[mask == 1], expected[mask == 1], atol=1e-5)


@torch.no_grad()
def test_mpnet_says_what_transformers_says(encoders, batch):
    transformers = pytest.importorskip("transformers")
    ids, mask = batch
    ids = torch.where(mask == 1, ids, mpnet.PAD)
    directory = encoders / "teacher"
    ours = mpnet.from_pretrained(directory).eval()
    theirs = transformers.MPNetModel(
        transformers.MPNetConfig(**mpnet.configuration(directory)), add_pooling_layer=False
    ).eval()
    theirs.load_state_dict(ours.state_dict(), strict=False)
    expected = theirs(ids, attention_mask=mask).last_hidden_state
    states, bias = ours.embeddings(ids), ours.encoder.bias(mask)
    for layer in ours.encoder.layer:
        states = layer(states, bias)
    assert torch.allclose(states[mask == 1], expected[mask == 1], atol=1e-5)


def test_what_is_padded_changes_nothing(encoders, batch):
    ids, mask = batch
    encoder = bert.Bert(bert.configuration(encoders / "student")).eval()
    types = torch.zeros_like(ids)
    with torch.no_grad():
        padded = encoder(ids, types, mask)
        alone = encoder(ids[1:, :25], types[1:, :25], mask[1:, :25])
    assert torch.allclose(padded[1, :25], alone[0], atol=1e-5)
