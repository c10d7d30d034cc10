"""Curves that turn raw scores into shares of right answers.

Two numbers a curve, slope and intercept over the log odds, by Newton's method on the log loss, with
a prior that keeps a curve with few answers near the identity.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

import numpy as np

EDGE = 1e-4
# Standard deviation of slope and intercept around 1 and 0.
PRIOR = 1.0
IDENTITY = np.array([1.0, 0.0])
STEPS = 50
BINS = 10
# The curves of what is measured together.
KINDS = {
    "mention": ("mention",),
    "quoted": ("quoted",),
    "reported": ("reported",),
    "statement": ("quoted", "reported"),
    "speaker": ("name", "nominal", "pronoun", "implicit"),
}


@dataclass
class Answers:
    """Scores of one curve: whether what each was given to is right, and where it is from."""

    scores: np.ndarray
    right: np.ndarray
    # Scores of one document are not independent.
    document: np.ndarray
    corpus: np.ndarray


def by_curve(rows):
    """{curve: Answers}. A row has `curve`, `score`, `right`, `document` and `corpus`."""
    of_each = defaultdict(list)
    for row in rows:
        of_each[row["curve"]].append(row)
    return {
        curve: Answers(
            *(np.array([row[c] for row in of], float) for c in ("score", "right", "document")),
            np.array([row["corpus"] for row in of]),
        )
        for curve, of in of_each.items()
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


def curves(answers):
    """What stands in the manifest."""
    return {
        name: [round(float(v), 4) for v in fit(of_one.scores, of_one.right)]
        for name, of_one in answers.items()
    }


def by_curves(answers, curves):
    """{curve: calibrated scores}; what has no curve stays as it is."""
    return {
        name: apply(curves.get(name, IDENTITY), of_one.scores) for name, of_one in answers.items()
    }


def held_out(answers):
    """{curve: calibrated scores}, each half of the documents with curves of the other half."""
    out = {}
    for name, of_one in answers.items():
        out[name] = np.empty_like(of_one.scores)
        for side in (0, 1):
            here = of_one.document % 2 == side
            curve = fit(of_one.scores[~here], of_one.right[~here])
            out[name][here] = apply(curve, of_one.scores[here])
    return out


def expected_error(scores, right):
    at = np.minimum((scores * BINS).astype(int), BINS - 1)
    off = sum(abs(scores[at == b].sum() - right[at == b].sum()) for b in range(BINS))
    return off / max(1, len(scores))


def of_kind(kind, answers, calibrated, corpus=None):
    """Calibrated scores and whether each is right, of one corpus or of all."""
    scores, right = [np.empty(0)], [np.empty(0)]
    for name in KINDS[kind]:
        if name in answers:
            here = answers[name].corpus == corpus if corpus else slice(None)
            scores.append(calibrated[name][here])
            right.append(answers[name].right[here])
    return np.concatenate(scores), np.concatenate(right)


def errors(answers, calibrated):
    """{corpus: {kind: calibration error}}."""
    corpora = dict.fromkeys(chain.from_iterable(of_one.corpus for of_one in answers.values()))
    out = {}
    for corpus in map(str, corpora):
        for kind in KINDS:
            scores, right = of_kind(kind, answers, calibrated, corpus)
            if len(scores):
                error = round(float(expected_error(scores, right)), 4)
                out.setdefault(corpus, {})[kind] = error
    return out
