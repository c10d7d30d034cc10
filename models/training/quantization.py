"""What int8 costs: python quantization.py --checkpoint DIR/last.pt --data DIR

Span F1 on the dev sets with the trained f32 weights and with the weights as the bundle holds them, both by a plain argmax.
"""

import argparse
import json
from pathlib import Path

import torch

from corpora import read_iob2, read_polnear
from evaluate import span_f1
from export import dequantized
from pretrained import DIRECTORY, load_tokenizer
from tagger import from_minilm
from train import WINDOW
from windows import encode


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    tokenizer, special = load_tokenizer()
    dev = {
        "conll2003": read_iob2(args.data / "ner/conll2003.dev.iob2", True),
        "uner_ewt": read_iob2(args.data / "ner/uner_ewt.dev.iob2", False),
        "polnear": read_polnear(args.data / "quotes/polnear.dev.jsonl"),
    }
    dev = {name: [encode(d, tokenizer) for d in documents] for name, documents in dev.items()}
    trained = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    tagger = from_minilm(DIRECTORY)
    for name, state in (("f32", trained), ("int8", dequantized(trained))):
        tagger.load_state_dict(state)
        print(name, json.dumps({k: span_f1(tagger, v, WINDOW, special) for k, v in dev.items()}), flush=True)


if __name__ == "__main__":
    main()
