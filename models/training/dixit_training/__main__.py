"""The command line: `python -m dixit_training run RECIPE --data DATA --work WORK`."""

import argparse
import sys
from pathlib import Path

import torch

from . import memory, recipe, run
from .errors import TrainingError
from .rust import Rust
from .stages import Train
from .workshop import Workshop


def options():
    parser = argparse.ArgumentParser(prog="dixit_training", description="Train a model of dixit.")
    parser.add_argument("command", choices=("run", "plan"), help="plan: what a run would be shown")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--work", type=Path, required=True, help="a folder for each stage's result")
    parser.add_argument("--until", metavar="STAGE", help="the last stage to run")
    parser.add_argument("--only", metavar="STAGE", help="one stage; those before it are done")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--profile", default="release", help="cargo's, for the crate's programs")
    return parser.parse_args()


def plan(workshop):
    for name, stage in workshop.recipe.stages.items():
        after = ", ".join(other for other, _ in stage.needs())
        print(f"{name}: {type(stage).__name__}" + (f" after {after}" if after else ""))
        if isinstance(stage, Train):
            epochs = [draw() for _, draw in stage.plan(workshop, {})]
            steps = sum(map(len, epochs))
            pieces = sum(lesson.pieces for epoch in epochs for batch in epoch for lesson in batch)
            print(f"  {steps} steps, {pieces / 1e6:.2f}M pieces")


def main():
    args = options()
    memory.keep()
    torch.set_num_threads(args.threads)
    try:
        read = recipe.read(args.recipe)
        for stage in filter(None, (args.until, args.only)):
            if stage not in read.stages:
                raise TrainingError(f"no stage {stage!r}")
        args.work.mkdir(parents=True, exist_ok=True)
        workshop = Workshop(read, args.data, args.work, Rust(args.profile))
        workshop.check_data(args.only)
        if args.command == "plan":
            plan(workshop)
        else:
            run.run(workshop, args.until, args.only)
    except TrainingError as wrong:
        sys.exit(f"error: {wrong}")


if __name__ == "__main__":
    main()
