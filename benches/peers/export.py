"""The bundle's encoder for the peers: a PyTorch module, and ONNX files in f32 and int8."""

import json
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers import optimizer
from safetensors.torch import load_file
from transformers import BertConfig, BertModel


class HiddenStates(torch.nn.Module):
    """ids and types to the last layer's hidden states. No attention mask: no window is padded."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, ids, types):
        return self.bert(input_ids=ids, token_type_ids=types).last_hidden_state


def encoder(bundle: Path) -> HiddenStates:
    config = BertConfig(**json.loads((bundle / "config.json").read_text()))
    bert = BertModel(config, add_pooling_layer=False).eval()
    tensors = load_file(bundle / "model.safetensors")
    state = {}
    for name, value in tensors.items():
        if not name.startswith("bert.") or name.endswith(".scale"):
            continue
        if value.dtype == torch.int8:
            value = value.float() * tensors[f"{name}.scale"].unsqueeze(1)
        state[name.removeprefix("bert.")] = value
    missing, unexpected = bert.load_state_dict(state, strict=False)
    assert not unexpected and all("position_ids" in m for m in missing), (missing, unexpected)
    return HiddenStates(bert)


def onnx_files(bundle: Path, out: Path) -> dict[str, Path]:
    """Writes the ONNX files that are not there yet. `fused` ones went through ONNX Runtime's optimizer for BERT first."""
    files = {name: out / f"{name}.onnx" for name in ("f32", "int8", "f32-fused", "int8-fused")}
    if all(path.exists() for path in files.values()):
        return files
    out.mkdir(parents=True, exist_ok=True)
    module = encoder(bundle)
    config = module.bert.config
    example = (torch.ones(2, 16, dtype=torch.long), torch.zeros(2, 16, dtype=torch.long))
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        module,
        example,
        files["f32"],
        input_names=["ids", "types"],
        output_names=["hidden"],
        dynamic_axes={"ids": axes, "types": axes, "hidden": axes},
        opset_version=17,
        dynamo=False,
    )
    fused = optimizer.optimize_model(
        str(files["f32"]), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=1
    )
    fused.save_model_to_file(str(files["f32-fused"]))
    prepared = out / "prepared.onnx"
    for source, target in (("f32", "int8"), ("f32-fused", "int8-fused")):
        path = files[source]
        if source == "f32":
            quant_pre_process(path, prepared, skip_symbolic_shape=True)
            path = prepared
        quantize_dynamic(path, files[target], per_channel=True, weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT})
    return files
