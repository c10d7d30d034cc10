"""Write a model directory from a checkpoint: python export.py --checkpoint DIR/last.pt --out ../news-en --version 1

Every matrix of the encoder becomes int8 with one scale a row (output channel, word, position); the rest stays f32. The manifest
names the sha256 of each file; the crate's loader checks them.
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig

from labels import ENTITY_LABELS, ROLE_LABELS
from pretrained import DIRECTORY
from tagger import CASE_TYPES
from train import WINDOW


# How much a name's tag follows the tags of the same word elsewhere in the text; see RESULTS.md.
NAME_AGREEMENT = 0.85


def quantize(matrix):
    """Symmetric int8, one scale a row: matrix ~ values * scale."""
    scale = matrix.abs().amax(dim=1).clamp(min=1e-12) / 127
    values = torch.round(matrix / scale.unsqueeze(1)).clamp(-127, 127).to(torch.int8)
    return values, scale


def dequantized(state):
    """The state dict as the crate sees it: every quantized matrix multiplied out again."""
    out = {}
    for name, tensor in state.items():
        if is_quantized(name, tensor):
            values, scale = quantize(tensor.float())
            tensor = values.float() * scale.unsqueeze(1)
        out[name] = tensor
    return out


def is_quantized(name, tensor):
    return name.startswith("bert.") and tensor.dim() == 2 and tensor.is_floating_point()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--f32", action="store_true", help="leave the weights as trained, to measure what int8 costs")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    tensors = {}
    for name, tensor in torch.load(args.checkpoint, map_location="cpu", weights_only=True).items():
        if name.endswith("position_ids"):
            continue
        if is_quantized(name, tensor) and not args.f32:
            values, scale = quantize(tensor.float())
            tensors[name], tensors[name + ".scale"] = values, scale
        else:
            tensors[name] = tensor.float().contiguous()
    save_file(tensors, args.out / "model.safetensors")

    config = BertConfig.from_pretrained(DIRECTORY)
    fields = (
        "model_type hidden_act hidden_size intermediate_size num_attention_heads num_hidden_layers max_position_embeddings "
        "vocab_size layer_norm_eps hidden_dropout_prob attention_probs_dropout_prob initializer_range pad_token_id"
    ).split()
    written = {name: getattr(config, name) for name in fields}
    written["type_vocab_size"] = CASE_TYPES
    (args.out / "config.json").write_text(json.dumps(written, indent=2) + "\n")

    tokenizer = json.loads((DIRECTORY / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n")

    files = {}
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        content = (args.out / name).read_bytes()
        files[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    manifest = {
        "format": "dixit-model/2",
        "name": args.out.resolve().name,
        "version": args.version,
        "language": "en",
        "license": "MIT OR Apache-2.0",
        "window": WINDOW,
        "case_types": CASE_TYPES,
        "entity_labels": ENTITY_LABELS,
        "role_labels": ROLE_LABELS,
        "name_agreement": NAME_AGREEMENT,
        "files": files,
    }
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
