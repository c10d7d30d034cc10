"""Fit the curves that turn raw scores into shares of right answers: python calibrate.py --answers FILE --model ../news-en

FILE is what `cargo bench --bench accuracy -- --answers FILE` writes, with raw scores: `python calibrate.py --model DIR` alone takes the
curves out of a manifest first. Two numbers a curve, by Newton's method on the log loss, with a prior that keeps a curve
with few answers near the identity. The calibration error that is printed is of curves fitted on other documents (two halves).
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

EDGE = 1e-4
# Standard deviation of slope and intercept around 1 and 0.
PRIOR = 1.0
KINDS = {"mention": "mention", "quoted": "statement", "reported": "statement"}


def log_odds(scores):
    scores = np.clip(scores, EDGE, 1 - EDGE)
    return np.log(scores / (1 - scores))


def fit(scores, right, steps=50):
    """[slope, intercept]."""
    x = np.stack([log_odds(scores), np.ones(len(scores))], axis=1)
    start = np.array([1.0, 0.0])
    curve = start.copy()
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ curve))
        slope = x.T @ (p - right) + (curve - start) / PRIOR**2
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.eye(2) / PRIOR**2
        curve -= np.linalg.solve(hessian, slope)
    return curve


def apply(curve, scores):
    return 1 / (1 + np.exp(-(curve[0] * log_odds(scores) + curve[1])))


def expected_error(scores, right, bins=10):
    at = np.minimum((scores * bins).astype(int), bins - 1)
    return sum(abs(scores[at == b].sum() - right[at == b].sum()) for b in range(bins)) / max(1, len(scores))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest.pop("calibration", None)
    if args.answers:
        answers = defaultdict(list)
        for line in args.answers.read_text().splitlines():
            answer = json.loads(line)
            answers[answer["curve"]].append((answer["score"], answer["right"], answer["document"] % 2))
        curves, held_out = {}, defaultdict(list)
        for name, rows in answers.items():
            scores, right, half = (np.array(column, dtype=float) for column in zip(*rows))
            curves[name] = [round(float(v), 4) for v in fit(scores, right)]
            for side in (0, 1):
                here, other = half == side, half != side
                held_out[KINDS.get(name, "speaker")].append((apply(fit(scores[other], right[other]), scores[here]), right[here]))
            print(f"{name:10} {len(rows):5} answers, {100 * right.mean():.1f} % right, curve {curves[name]}")
        for kind, parts in held_out.items():
            scores, right = (np.concatenate(column) for column in zip(*parts))
            print(f"{kind:10} calibration error {expected_error(scores, right):.4f} with curves of the other half")
        manifest["calibration"] = curves
    files = manifest.pop("files")
    manifest["files"] = files
    path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
