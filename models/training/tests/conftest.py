"""What several tests need: the released tokenizer, and small encoders in place of large ones."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from dixit_training.networks import bert, mpnet, pretrained

MODEL = Path(__file__).resolve().parents[2] / "news-en"
SIZES = {
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 512,
    "intermediate_size": 128,
}


@pytest.fixture(scope="session")
def model_directory():
    """The released model."""
    return MODEL


@pytest.fixture(scope="session")
def tokenizer():
    return pretrained.load_tokenizer(MODEL)[0]


@pytest.fixture(scope="session")
def special():
    return pretrained.load_tokenizer(MODEL)[1]


@pytest.fixture(scope="session")
def encoders(tmp_path_factory, tokenizer):
    """Folders with random weights: a student of two layers, and a wider teacher."""
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("encoders")
    entries = tokenizer.get_vocab_size()
    student = SIZES | {"vocab_size": entries, "hidden_size": 64}
    write_encoder(folder / "student", bert.Bert, bert.DEFAULTS, student)
    Tokenizer.from_file(str(MODEL / "tokenizer.json")).save(str(folder / "student/tokenizer.json"))
    # Its vocabulary begins with symbols of its own.
    teacher = SIZES | {"vocab_size": entries + 5, "hidden_size": 96}
    write_encoder(folder / "teacher", mpnet.Mpnet, mpnet.DEFAULTS, teacher)
    return folder


def write_encoder(folder, kind, defaults, sizes):
    """A folder with a configuration and random weights, as small as pretrained ones are."""
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(sizes))
    encoder = kind(defaults | sizes)
    with torch.no_grad():
        for weights in encoder.parameters():
            if weights.dim() > 1:
                weights.normal_(std=0.02)
    save_file(encoder.state_dict(), folder / "model.safetensors")
