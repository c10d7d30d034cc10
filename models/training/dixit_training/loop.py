"""The training loop. What differs between runs comes from outside: network, loss, lessons."""

import json
import time
from pathlib import Path

import torch

from .average import Moving
from .checkpoints import EVERY_SECONDS, Checkpoints
from .optimization import groups, warm_then_linear
from .text.collate import collate_lessons

REPORT_STEPS = 50
MOST_GRADIENT = 1.0


def device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(
    network,
    loss,
    epochs,
    folder: Path,
    *,
    rate,
    head_rate,
    bf16,
    measure,
    moving=0.0,
    every=EVERY_SECONDS,
):
    """Trains `network` in place and returns its figures after the last epoch.

    `epochs`: for each its weight among them, and what gives its batches of lessons. With `moving`
    the network ends as the moving average of its weights, with this decay a step.
    `measure(network)` gives figures; it is asked after each epoch. A run that was interrupted goes
    on at its last checkpoint in `folder`.
    """
    place = device()
    network.to(place)
    loss.to(place)
    trained = [*network.groups(rate, head_rate), *groups(loss.parameters(), lr=rate)]
    optimizer = torch.optim.AdamW(trained, fused=True)
    course = warm_then_linear(optimizer)
    average = Moving(network, moving)
    parts = {"network": network, "loss": loss, "optimizer": optimizer, "average": average}
    checkpoints = Checkpoints(folder / "resume.pt", parts, every)
    done = checkpoints.resume()
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    weights = [weight for weight, _ in epochs]

    network.train()
    figures, step, seen, began = {}, 0, 0, time.time()
    for number, (weight, draw) in enumerate(epochs, 1):
        batches = draw()
        before = sum(weights[: number - 1]) / sum(weights)
        for k, lessons in enumerate(batches):
            step += 1
            if step <= done:
                continue
            course(before + weight / sum(weights) * k / len(batches))
            batch = collate_lessons(lessons, network.names).to(place)
            with torch.autocast(place.type, torch.bfloat16, enabled=bf16):
                total, shown = loss(network, batch)
            total.backward()
            torch.nn.utils.clip_grad_norm_(parameters, MOST_GRADIENT)
            optimizer.step()
            average.step(network)
            optimizer.zero_grad()
            seen += sum(lesson.pieces for lesson in lessons)
            if step % REPORT_STEPS == 0:
                speed = seen / (time.time() - began)
                said = " ".join(f"{name} {value.item():.4f}" for name, value in shown.items())
                print(f"epoch {number} step {step} {said} {speed:.0f} pieces/s", flush=True)
            checkpoints.step(step)
        if step > done or number == len(epochs):
            with torch.autocast(place.type, torch.bfloat16, enabled=bf16), average.shown(network):
                figures = measure(network)
            said = f"epoch {number} {time.time() - began:.0f} s {json.dumps(figures)}"
            print(said, flush=True)
    average.leave(network)
    return figures
