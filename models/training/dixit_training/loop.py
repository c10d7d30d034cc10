"""The training loop. What differs between runs comes from outside: network, loss, lessons."""

import json
import time
from pathlib import Path

import torch

from .checkpoints import Checkpoints
from .optimization import groups, warm_then_linear
from .text.collate import collate_lessons

REPORT_STEPS = 50
MOST_GRADIENT = 1.0


def train(network, loss, epochs, folder: Path, *, rate, head_rate, bf16, measure, every=100):
    """Trains `network` in place and returns its figures after the last epoch.

    `epochs`: batches of lessons, a list an epoch. `measure(network)` gives figures; it is asked
    after each epoch. A run that was interrupted goes on at its last checkpoint in `folder`.
    """
    steps = sum(map(len, epochs))
    pieces = sum(lesson.pieces for batches in epochs for batch in batches for lesson in batch)
    print(f"{steps} steps, {pieces} pieces", flush=True)
    trained = [*network.groups(rate, head_rate), *groups(loss.parameters(), lr=rate)]
    optimizer = torch.optim.AdamW(trained, fused=True)
    course = warm_then_linear(optimizer, steps)
    parts = {"network": network, "loss": loss, "optimizer": optimizer, "course": course}
    checkpoints = Checkpoints(folder / "resume.pt", parts, every)
    done = checkpoints.resume()
    parameters = [p for group in optimizer.param_groups for p in group["params"]]

    network.train()
    figures, step, seen, began = {}, 0, 0, time.time()
    for number, batches in enumerate(epochs, 1):
        for lessons in batches:
            step += 1
            if step <= done:
                continue
            batch = collate_lessons(lessons)
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                total, shown = loss(network, batch)
            total.backward()
            torch.nn.utils.clip_grad_norm_(parameters, MOST_GRADIENT)
            optimizer.step()
            course.step()
            optimizer.zero_grad()
            seen += int(batch.mask.sum())
            if step % REPORT_STEPS == 0:
                speed = seen / (time.time() - began)
                said = " ".join(f"{name} {value:.4f}" for name, value in shown.items())
                print(f"step {step}/{steps} {said} {speed:.0f} pieces/s", flush=True)
            checkpoints.step(step)
        if step > done or number == len(epochs):
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                figures = measure(network)
            said = f"epoch {number} {time.time() - began:.0f} s {json.dumps(figures)}"
            print(said, flush=True)
    return figures
