"""int8, one scale a row (output channel, word, position): what the encoder's matrices become."""

import torch

SCALE = ".scale"


def is_quantized(name, tensor):
    return name.startswith("bert.") and tensor.dim() == 2 and tensor.is_floating_point()


def quantize(matrix):
    """Symmetric: matrix ~ values * scale."""
    scale = matrix.abs().amax(dim=1).clamp(min=1e-12) / 127
    values = torch.round(matrix / scale.unsqueeze(1)).clamp(-127, 127).to(torch.int8)
    return values, scale


def stored(state, int8=True):
    """The tensors of a model file; with `int8` false as trained, to measure what int8 costs."""
    tensors = {}
    for name, tensor in state.items():
        if name.endswith("position_ids"):
            continue
        if int8 and is_quantized(name, tensor):
            tensors[name], tensors[name + SCALE] = quantize(tensor.float())
        else:
            tensors[name] = tensor.float().contiguous()
    return tensors


def multiplied_out(tensors):
    """The state dict as the crate sees a model file."""
    return {
        name: t.float() * tensors[name + SCALE].unsqueeze(1) if name + SCALE in tensors else t
        for name, t in tensors.items()
        if not name.endswith(SCALE)
    }
