"""The reference that the crate's encoder is held to (`tests/data/reference`).

For each text: piece ids, case types, the last layer's hidden states of PyTorch over the weights as
the model directory holds them, and the likeliest label of each head on every piece. The texts are
made up; between them they hold every case type, accents, a long word and an emoji.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from .text.corpora import Document
from .text.labels import ENTITY_LABELS, ROLE_LABELS
from .text.windows import cut, encode

TEXTS = [
    "“The bridge stays shut,” Mayor Ana Kovic told reporters in Port Alder on 14 May 2024.",
    "According to NATO, McBride's 3 iPhones cost $4,500. "
    "A spokesman for the E.U. declined to comment!",
    "Zoë Brûlé-Ångström 😀 said: « Non ». Supercalifragilisticexpialidocious 漢字 text",
    "x",
    " ".join(
        f"Reyl said the board had met {n} times, but Danso, who keeps the minutes, "
        f"counted only {n // 2}."
        for n in range(2, 13)
    ),
]
# The last text is longer than a window.
PIECES = 512


@torch.no_grad()
def write(folder: Path, student, tokenizer, special):
    student.eval()
    cases, tensors = [], {}
    for k, text in enumerate(TEXTS):
        (window,) = cut(encode(Document(text, None, None), tokenizer), PIECES, special)
        ids, shapes = torch.from_numpy(window.ids)[None], torch.from_numpy(window.shapes)[None]
        hidden = student.hidden(ids, shapes, torch.ones_like(ids))
        tensors[f"hidden.{k}"] = hidden[0].contiguous()
        entity, role = (
            head(hidden)[0].argmax(-1).tolist() for head in (student.entity, student.role)
        )
        cases.append(
            {
                "text": text,
                "ids": window.ids.tolist(),
                "types": window.shapes.tolist(),
                "entity": [ENTITY_LABELS[i] for i in entity],
                "role": [ROLE_LABELS[i] for i in role],
            }
        )
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps(cases, ensure_ascii=False, indent=1) + "\n"
    (folder / "cases.json").write_text(written, encoding="utf-8")
    save_file(tensors, folder / "hidden.safetensors")
