"""Which channels of the hidden states are far larger than the others: python wide_channels.py --model ../news-en --data DIR

Writes them into the model's manifest, with the number of bytes that each should be spread over where hidden states are quantized to
8 bits. A channel is wide where its largest number, over the inputs of all layers on some windows of PolNeAR's training part, is more
than the limit: the 98th percentile of the channels' largest numbers. It gets as many bytes as the limit fits into it, rounded up.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from corpora import read_polnear
from train import WINDOW
from windows import cut, encode

PERCENTILE = 0.98
WINDOWS = 200


def load(model):
    """The encoder as the crate sees it: int8 weights multiplied out."""
    bert = BertModel(BertConfig(**json.loads((model / "config.json").read_text())), add_pooling_layer=False).eval()
    tensors = load_file(model / "model.safetensors")
    state = {
        name.removeprefix("bert."): value.float() * tensors[name + ".scale"].unsqueeze(1) if value.dtype == torch.int8 else value
        for name, value in tensors.items()
        if name.startswith("bert.") and not name.endswith(".scale")
    }
    bert.load_state_dict(state, strict=False)
    return bert


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    bert = load(args.model)
    largest = torch.zeros(bert.config.hidden_size)

    def watch(_module, inputs):
        torch.maximum(largest, inputs[0].abs().amax(dim=(0, 1)), out=largest)

    for layer in bert.encoder.layer:
        layer.attention.self.query.register_forward_pre_hook(watch)
        layer.intermediate.dense.register_forward_pre_hook(watch)

    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    special = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    documents = read_polnear(args.data / "quotes/polnear.train.jsonl")
    windows = [w for d in documents[::8] for w in cut(encode(d, tokenizer), WINDOW, special)][:WINDOWS]
    with torch.inference_mode():
        for w in windows:
            bert(input_ids=torch.tensor([w.ids]), token_type_ids=torch.tensor([w.shapes]))

    limit = largest.quantile(PERCENTILE)
    bytes_of = (largest / limit).ceil().int()
    wide = {str(c): n for c, n in enumerate(bytes_of.tolist()) if n > 1}
    print("limit", round(limit.item(), 2), "wide", [(c, round(largest[int(c)].item(), 1), n) for c, n in wide.items()])

    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["wide_channels"] = wide
    manifest["files"] = manifest.pop("files")
    path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
