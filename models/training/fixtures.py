"""Write the reference that the crate's encoder is held to: python fixtures.py --checkpoint DIR/last.pt --out ../../tests/data/reference

For each text: piece ids, case types, the last layer's hidden states of PyTorch over the dequantized weights, and the label of each
head on every piece by argmax. The texts are made up; between them they hold every case type, accents, a long word and an emoji.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from corpora import Document
from export import dequantized
from labels import ENTITY_LABELS, ROLE_LABELS
from pretrained import DIRECTORY, load_tokenizer
from tagger import from_minilm
from windows import cut, encode

TEXTS = [
    "“The bridge stays shut,” Mayor Ana Kovic told reporters in Port Alder on 14 May 2024.",
    "According to NATO, McBride's 3 iPhones cost $4,500. A spokesman for the E.U. declined to comment!",
    "Zoë Brûlé-Ångström 😀 said: « Non ». Supercalifragilisticexpialidocious 漢字 text",
    "x",
    " ".join(f"Reyl said the board had met {n} times, but Danso, who keeps the minutes, counted only {n // 2}." for n in range(2, 13)),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tokenizer, special = load_tokenizer()
    tagger = from_minilm(DIRECTORY)
    tagger.load_state_dict(dequantized(torch.load(args.checkpoint, map_location="cpu", weights_only=True)))
    tagger.eval()

    cases, tensors = [], {}
    for k, text in enumerate(TEXTS):
        encoded = encode(Document(text, None, None), tokenizer)
        (window,) = cut(encoded, 512, special)
        ids, shapes = torch.tensor([window.ids]), torch.tensor([window.shapes])
        with torch.no_grad():
            hidden = tagger.bert(input_ids=ids, token_type_ids=shapes, attention_mask=torch.ones_like(ids)).last_hidden_state
            entity, role = tagger.entity(hidden), tagger.role(hidden)
        tensors[f"hidden.{k}"] = hidden[0].contiguous()
        cases.append(
            {
                "text": text,
                "ids": window.ids,
                "types": window.shapes,
                "entity": [ENTITY_LABELS[i] for i in entity[0].argmax(-1).tolist()],
                "role": [ROLE_LABELS[i] for i in role[0].argmax(-1).tolist()],
            }
        )
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    save_file(tensors, args.out / "hidden.safetensors")


if __name__ == "__main__":
    main()
