"""The weighted mean of students: python average.py --of 0.7 ../news-en --of 0.3 student/last.pt --out mean.pt

Each is a checkpoint or a model directory, with its share.
"""

import argparse
from pathlib import Path

import torch

from tagger import start_from


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--of", nargs=2, action="append", metavar=("SHARE", "STUDENT"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    shares = [float(share) for share, _ in args.of]
    if abs(sum(shares) - 1) > 1e-6:
        parser.error("the shares must add up to 1")
    students = [start_from(Path(student)).state_dict() for _, student in args.of]
    mean = {
        name: sum(share * student[name] for share, student in zip(shares, students)) if tensor.is_floating_point() else tensor
        for name, tensor in students[0].items()
    }
    torch.save(mean, args.out)


if __name__ == "__main__":
    main()
