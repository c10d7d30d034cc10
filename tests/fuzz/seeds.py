"""Writes the seeds: python3 seeds.py. A folder for each target, from this repository's own texts and models and a few lines written here."""

import json
import tomllib
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


def replace(pattern, content):
    return {"type": "Replace", "pattern": pattern, "content": content}


# What a tagger's `tokenizer.json` held that took gigabytes, minutes or the process to load.
DEAR = [
    ("bert", ("normalizer",), {"type": "Sequence", "normalizers": [replace({"Regex": ""}, "x" * 32)] * 5}),
    ("bert", ("normalizer",), {"type": "Sequence", "normalizers": [replace({"String": "a"}, "a" * 32)] * 4}),
    ("bert", ("normalizer",), {"type": "Sequence", "normalizers": [{"type": "NFKD"}] * 3}),
    ("bert", ("normalizer",), replace({"Regex": r"((\w{9}){9}){9}|\s+(?!\S)|b"}, "x")),
    (
        "bert",
        ("pre_tokenizer",),
        {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Metaspace", "replacement": sign, "prepend_scheme": "always", "split": True} for sign in "abab"
            ],
        },
    ),
    ("bert", ("model", "continuing_subword_prefix"), "#" * 1000),
    ("xlm-roberta", ("model", "vocab", 10), ["x" * 2000, -1.0]),
    ("roberta", ("model", "end_of_word_suffix"), "#" * 1000),
    ("bert", ("added_tokens", 0, "content"), "a" * 1000),
    ("xlm-roberta", ("added_tokens", 0, "normalized"), True),
]


def with_part(tagger, path, value):
    """The seed with a tagger's tokenizer of which one part is another."""
    whole = json.loads((ROOT / "tests/data/huggingface" / tagger / "tokenizer.json").read_text(encoding="utf-8"))
    part = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    number = TAGGERS.index(tagger) * len(OF_TAGGERS) + OF_TAGGERS.index("tokenizer.json")
    return bytes([number]) + json.dumps(whole, ensure_ascii=False).encode()


def write(target, seeds):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"{number:03}").write_bytes(seed)


def main():
    texts = [line.encode() for line in LINES] + [path.read_bytes() for path in ARTICLES if path.suffix != ".json"]
    write("extract", [bytes([number % 5]) + text for number, text in enumerate(texts)] + [b"\x01\xff\xfe"])
    write("pipeline", texts)
    pages = tomllib.loads((ROOT / "tests/data/pages.toml").read_text(encoding="utf-8"))["case"]
    write("page", [b"\0" + page["input"].encode() for page in pages] + [b"\x03" + pages[0]["input"].encode("utf-16le")])
    write("marks", [bytes((number * step) % 256 for number in range(length)) for length, step in ((8, 1), (48, 1), (60, 7), (90, 11))])
    files = []
    for number, (tagger, name) in enumerate((tagger, name) for tagger in TAGGERS for name in OF_TAGGERS):
        path = ROOT / "tests/data/huggingface" / tagger / name
        # Weights are large, and what matters of them is the beginning.
        if path.exists() and path.suffix != ".safetensors":
            files.append(bytes([number]) + path.read_bytes())
    for number, name in ((75, "manifest.json"), (76, "config.json"), (77, "attribution.safetensors")):
        files.append(bytes([number]) + (ROOT / "models/news-en" / name).read_bytes())
    files.extend(with_part(*part) for part in DEAR)
    tensors = {str(number): {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for number in range(1000)}
    listed = json.dumps(tensors).encode()
    files.append(bytes([OF_TAGGERS.index("model.safetensors")]) + len(listed).to_bytes(8, "little") + listed)
    write("model", files)
    shapes = ((0, 0, 0, 0), (31, 31, 127, 1), (32, 64, 62, 0), (99, 99, 255, 1), (7, 33, 3, 2))
    write("products", [bytes(shape) + fill for shape in shapes for fill in (b"", b"\x7f\x80", bytes(range(251)))])
    write("record", [json.dumps(RECORD).encode()])


if __name__ == "__main__":
    main()
