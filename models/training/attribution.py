"""Write the scorers of attribution into a model directory: attribution.safetensors, and the manifest's record of it.

As a program, scorers without an opinion, to start from: traces | python attribution.py --model ../news-en
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

FILE = "attribution.safetensors"


def write(model: Path, scorer: str, tensors, features):
    """`scorer`: "antecedent" or "link"; `tensors`: {hidden.weight, hidden.bias, output.weight}; `features`: the names of its inputs.

    What the file holds of the other scorer stays as it is.
    """
    path = model / FILE
    kept = {name: t for name, t in load_file(path).items() if not name.startswith(scorer + ".")} if path.exists() else {}
    save_file({**kept, **{f"{scorer}.{name}": t.detach().float().contiguous() for name, t in tensors.items()}}, path)
    content = path.read_bytes()
    path = model / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest[f"{scorer}_features"] = list(features)
    manifest["files"][FILE] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    path.write_text(json.dumps(manifest, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    for scorer, features in json.load(sys.stdin).items():
        zeros = {"hidden.weight": torch.zeros(1, len(features)), "hidden.bias": torch.zeros(1), "output.weight": torch.zeros(1, 1)}
        write(args.model, scorer, zeros, features)


if __name__ == "__main__":
    main()
