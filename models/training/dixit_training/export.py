"""Weights to a model directory, and back."""

import json
from pathlib import Path

from safetensors.torch import load_file, save_file

from . import manifest
from .networks import bert
from .quantization import multiplied_out, stored
from .text import shapes
from .text.labels import ACT_LABELS, ENTITY_LABELS, ROLE_LABELS

MODEL = "model.safetensors"
VARIANT = "variant."
LANGUAGE = "en"
LICENSE = "MIT OR Apache-2.0"
# What the crate reads of a configuration, and what Hugging Face's and rust-bert's want to see.
FIELDS = (
    "model_type",
    "hidden_act",
    "hidden_size",
    "intermediate_size",
    "num_attention_heads",
    "num_hidden_layers",
    "max_position_embeddings",
    "vocab_size",
    "layer_norm_eps",
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
    "initializer_range",
    "pad_token_id",
)


def write(directory: Path, state, pretrained: Path, recipe, version, int8, variant_share=0.0):
    """Writes the encoder with its heads; scorers and curves come later.

    `pretrained` is where the student came from: its sizes and its tokenizer. The role head moves
    by `variant_share` towards the other definition of a statement that it was shown.
    """
    directory.mkdir(parents=True, exist_ok=True)
    state = with_variant(state, variant_share)
    save_file(stored(state, int8), directory / MODEL)

    config = bert.configuration(pretrained)
    fields = {name: config[name] for name in FIELDS} | {"type_vocab_size": shapes.COUNT}
    (directory / "config.json").write_text(json.dumps(fields, indent=2) + "\n")

    tokenizer = json.loads((pretrained / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    written = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n"
    (directory / "tokenizer.json").write_text(written, encoding="utf-8")

    manifest.update(
        directory,
        name=recipe.name,
        version=version,
        language=LANGUAGE,
        license=LICENSE,
        window=recipe.window,
        case_types=shapes.COUNT,
        entity_labels=ENTITY_LABELS,
        role_labels=ROLE_LABELS,
        inner_role_labels=ROLE_LABELS if "inner.weight" in state else None,
        act_labels=ACT_LABELS if "act.weight" in state else None,
        name_agreement=recipe.name_agreement,
    )


def with_variant(state, share):
    """The state as a model has it: one definition of a statement."""
    out = {name: tensor for name, tensor in state.items() if not name.startswith(VARIANT)}
    for part in ("weight", "bias"):
        if share:
            out[f"role.{part}"] = out[f"role.{part}"] + share * state[VARIANT + part]
    return out


def read(directory: Path):
    """The state dict of a model directory, int8 multiplied out."""
    return multiplied_out(load_file(directory / MODEL))
