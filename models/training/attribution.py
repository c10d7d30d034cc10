"""Write the scorers of attribution into a model directory: attribution.safetensors, and the manifest's record of it.

As a program, a ranker without an opinion, to start from: traces | python attribution.py --model ../news-en
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

FILE = "attribution.safetensors"


def write(model: Path, tensors, features):
    """`tensors`: antecedent.{hidden.weight, hidden.bias, output.weight}; `features`: the names of the antecedent scorer's inputs."""
    save_file({name: t.detach().float().contiguous() for name, t in tensors.items()}, model / FILE)
    content = (model / FILE).read_bytes()
    path = model / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["antecedent_features"] = list(features)
    manifest["files"][FILE] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    path.write_text(json.dumps(manifest, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    features = json.load(sys.stdin)
    zeros = {"hidden.weight": torch.zeros(1, len(features)), "hidden.bias": torch.zeros(1), "output.weight": torch.zeros(1, 1)}
    write(args.model, {"antecedent." + name: value for name, value in zeros.items()}, features)


if __name__ == "__main__":
    main()
