"""Which channels of the hidden states are far larger than the others.

They would take most of the range of 8 bits, so each is spread over several bytes. A channel is wide
where its largest number, over the inputs of all layers on some windows of text, is more than the
limit: the 98th percentile of the channels' largest numbers. It gets as many bytes as the limit fits
into it, rounded up.
"""

import torch

from .text.windows import cut

PERCENTILE = 0.98
WINDOWS = 200
# Every eighth document, so that the windows are of many.
STRIDE = 8


def find(student, documents, special, size):
    """{channel: bytes} of the wide ones; `student` has the weights as the crate sees them."""
    largest = torch.zeros(student.entity.in_features)

    def watch(_module, inputs):
        torch.maximum(largest, inputs[0].abs().amax(dim=(0, 1)), out=largest)

    hooks = [
        module.register_forward_pre_hook(watch)
        for layer in student.bert.encoder.layer
        for module in (layer.attention.self.query, layer.intermediate.dense)
    ]
    student.eval()
    windows = [w for document in documents[::STRIDE] for w in cut(document, size, special)]
    with torch.inference_mode():
        for w in windows[:WINDOWS]:
            ids, shapes = torch.from_numpy(w.ids)[None], torch.from_numpy(w.shapes)[None]
            student.hidden(ids, shapes, torch.ones_like(ids))
    for hook in hooks:
        hook.remove()
    return spread(largest)


def spread(largest):
    limit = largest.quantile(PERCENTILE)
    wide = {str(c): n for c, n in enumerate((largest / limit).ceil().int().tolist()) if n > 1}
    shown = [(c, round(largest[int(c)].item(), 1), n) for c, n in wide.items()]
    print("limit", round(limit.item(), 2), "wide", shown, flush=True)
    return wide
