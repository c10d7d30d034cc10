"""Writes the seeds: python3 seeds.py. A folder for each target, from this repository's own texts and models and a few lines written here."""

import json
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ARTICLES = [*sorted((ROOT / "tests/data").glob("*.*")), ROOT / "examples/bridge.md"]
TAGGERS = ["bert", "bert-vocabulary", "distilbert", "roberta", "xlm-roberta"]
OF_TAGGERS = ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "model.safetensors"]
LINES = [
    "“We will rebuild,” said Mayor Ana Kovic. “Soon,” she added.",
    "KOVIC: We will rebuild.\n\nQ: When?\n\nA: Soon.",
    "> “Deep,”\n> > said @kovic\n\n- RT @brandt: “Never.”\n",
    "<p>&ldquo;<b>No</b>,&rdquo; said <a href='x'>Zoë Blanc</a>.</p><blockquote>Yes.<cite>Ben Brandt</cite></blockquote>",
    "According to the ministry, the “so-called” bridge of ’97 is 6'2\" high, ‘it says’.",
    "＂Yes,＂ said Kovic. ＂Soon&ampsquo; she said: ‟No.” ‛Never’ ＂",
    "„Nein“, sagte er. « Non », dit-elle. 「いいえ」 ‚x‘ ›y‹",
    "She said that “he told us: ‘never again’ and left",
    "# A heading\n\n| “a” | b |\n|---|---|\n| said | Ana |\n\n```\n“code”\n```\n[“x”](y \"z\") ![i](j)",
]

RECORD = {
    "schema": "dixit/1",
    "model": "news-en/1",
    "offset_unit": "utf16",
    "attribution": "rules",
    "mentions": [{"start": 12, "end": 21, "text": "Ana Kovic", "kind": "person", "score": 0.98, "entity": 0}],
    "entities": [{"id": 0, "name": "Ana Kovic", "kind": "person", "mentions": [0]}],
    "statements": [
        {
            "kind": "direct",
            "spans": [{"start": 1, "end": 4}],
            "text": "No,",
            "score": 1e-3,
            "cue": {"start": 6, "end": 10, "text": "said"},
            "speaker": {
                "mention": {"start": 12, "end": 21, "text": "Ana Kovic"},
                "form": "name",
                "kind": "person",
                "entity": 0,
                "name": "Ana Kovic",
                "score": 0.5,
                "candidates": [{"entity": 0, "name": "Ana Kovic", "score": 0.5}],
            },
            "parent": None,
        }
    ],
    "marked_phrases": [{"start": 30, "end": 33, "text": "so", "reason": "scare_quote"}],
}


def write(target, seeds):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"{number:03}").write_bytes(seed)


def main():
    texts = [line.encode() for line in LINES] + [path.read_bytes() for path in ARTICLES if path.suffix != ".json"]
    write("extract", [bytes([number % 4]) + text for number, text in enumerate(texts)] + [b"\x01\xff\xfe"])
    write("pipeline", texts)
    write("marks", [bytes((number * step) % 256 for number in range(length)) for length, step in ((8, 1), (48, 1), (60, 7), (90, 11))])
    files = []
    for number, (tagger, name) in enumerate((tagger, name) for tagger in TAGGERS for name in OF_TAGGERS):
        path = ROOT / "tests/data/huggingface" / tagger / name
        # Weights are large, and what matters of them is the beginning.
        if path.exists() and path.suffix != ".safetensors":
            files.append(bytes([number]) + path.read_bytes())
    for number, name in ((75, "manifest.json"), (76, "config.json"), (77, "attribution.safetensors")):
        files.append(bytes([number]) + (ROOT / "models/news-en" / name).read_bytes())
    write("model", files)
    write("record", [json.dumps(RECORD).encode()])


if __name__ == "__main__":
    main()
