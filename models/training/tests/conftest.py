"""What several tests need: the released tokenizer, and small encoders in place of large ones."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from dixit_training.networks import pretrained

MODEL = Path(__file__).resolve().parents[2] / "news-en"
POSITIONS = 512


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
    common = {
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": POSITIONS,
    }
    entries = tokenizer.get_vocab_size()
    student = BertConfig(vocab_size=entries, hidden_size=64, intermediate_size=128, **common)
    BertModel(student, add_pooling_layer=False).save_pretrained(folder / "student")
    Tokenizer.from_file(str(MODEL / "tokenizer.json")).save(str(folder / "student/tokenizer.json"))
    # Its vocabulary begins with symbols of its own.
    teacher = MPNetConfig(vocab_size=entries + 5, hidden_size=96, intermediate_size=128, **common)
    MPNetModel(teacher, add_pooling_layer=False).save_pretrained(folder / "teacher")
    return folder
