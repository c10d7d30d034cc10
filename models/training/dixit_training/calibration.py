"""Curves that turn raw scores into shares of right answers.

Two numbers a curve, slope and intercept over the log odds, by Newton's method on the log loss, with
a prior that keeps a curve with few answers near the identity.
"""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np

EDGE = 1e-4
# Standard deviation of slope and intercept around 1 and 0.
PRIOR = 1.0
IDENTITY = np.array([1.0, 0.0])
STEPS = 50
BINS = 10
# What the curve of that name calibrates; all others are of speakers.
KINDS = {"mention": "mention", "quoted": "statement", "reported": "statement"}


def kind_of(curve):
    return KINDS.get(curve, "speaker")


def read_answers(path: Path):
    """{curve: (scores, right, document)} of a file with an answer a line."""
    rows = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        rows[answer["curve"]].append((answer["score"], answer["right"], answer["document"]))
    return {
        name: tuple(np.array(column, dtype=float) for column in zip(*of_one))
        for name, of_one in rows.items()
    }


def log_odds(scores):
    scores = np.clip(scores, EDGE, 1 - EDGE)
    return np.log(scores / (1 - scores))


def fit(scores, right):
    """[slope, intercept]; one that would fall is flat, since the crate takes none that falls."""
    odds = np.stack([log_odds(scores), np.ones(len(scores))], axis=1)
    curve = newton(odds, right, free=[0, 1], start=IDENTITY)
    if curve[0] < 0:
        curve = newton(odds, right, free=[1], start=np.zeros(2))
    return curve


def newton(odds, right, free, start):
    """The curve whose numbers `free` are the best; the others stay as in `start`."""
    curve = start.copy()
    x = odds[:, free]
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-odds @ curve))
        slope = x.T @ (p - right) + (curve - IDENTITY)[free] / PRIOR**2
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.eye(len(free)) / PRIOR**2
        curve[free] -= np.linalg.solve(hessian, slope)
    return curve


def apply(curve, scores):
    return 1 / (1 + np.exp(-(curve[0] * log_odds(scores) + curve[1])))


def expected_error(scores, right):
    at = np.minimum((scores * BINS).astype(int), BINS - 1)
    off = sum(abs(scores[at == b].sum() - right[at == b].sum()) for b in range(BINS))
    return off / max(1, len(scores))


def curves(answers):
    """What stands in the manifest."""
    return {
        name: [round(float(v), 4) for v in fit(scores, right)]
        for name, (scores, right, _) in answers.items()
    }


def held_out_errors(answers):
    """Calibration error by kind, each half of the documents with curves of the other half."""
    parts = defaultdict(list)
    for name, (scores, right, document) in answers.items():
        for side in (0, 1):
            here = document % 2 == side
            calibrated = apply(fit(scores[~here], right[~here]), scores[here])
            parts[kind_of(name)].append((calibrated, right[here]))
    errors = {}
    for kind, of_one in parts.items():
        scores, right = (np.concatenate(column) for column in zip(*of_one))
        errors[kind] = round(float(expected_error(scores, right)), 4)
    return errors
