"""The plot of the model card: the share of right answers by score.

A circle is a tenth of the scale; the more answers it stands for, the larger it is.
"""

from pathlib import Path

import numpy as np

from .calibration import BINS, of_kind

PANELS = ("mention", "statement", "speaker")
LABEL = "The share of right answers by score, for mentions, statements and speakers"
WIDTH, HEIGHT = 780, 300
LEFT, TOP, SIDE, STEP = 50, 60, 180, 250
LEAST_RADIUS, RADIUS = 2, 6
GREY = 'text-anchor="middle" fill="#444"'


def draw(path: Path, answers, calibrated):
    """`answers` by curve, and the calibrated scores of each curve's answers."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="{LABEL}">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for k, kind in enumerate(PANELS):
        lines += frame(LEFT + k * STEP, kind)
        lines += circles(LEFT + k * STEP, *of_kind(kind, answers, calibrated))
        lines.append(
            f'<text x="{LEFT + k * STEP + SIDE / 2}" y="{TOP + SIDE + 36}" {GREY}>score</text>'
        )
    lines += [f'<text x="14" y="150" transform="rotate(-90 14 150)" {GREY}>right</text>', "</svg>"]
    path.write_text("\n".join(lines) + "\n")


def frame(left, title):
    bottom, right = TOP + SIDE, left + SIDE
    box = f'x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}"'
    diagonal = f'x1="{left}" y1="{bottom}" x2="{right}" y2="{TOP}"'
    yield f'<text x="{left}" y="30" font-weight="bold">{title}</text>'
    yield f'<rect {box} fill="none" stroke="#888"/>'
    yield f'<line {diagonal} stroke="#bbb" stroke-dasharray="4 3"/>'
    for tick in (0, 0.5, 1):
        yield f'<text x="{left + SIDE * tick}" y="{bottom + 16}" {GREY}>{tick}</text>'
        at = f'x="{left - 6}" y="{bottom - SIDE * tick + 4}"'
        yield f'<text {at} text-anchor="end" fill="#444">{tick}</text>'


def circles(left, scores, right):
    at = np.minimum((scores * BINS).astype(int), BINS - 1)
    for b in range(BINS):
        count = int((at == b).sum())
        if not count:
            continue
        score, share = scores[at == b].mean(), right[at == b].mean()
        x, y = left + SIDE * score, TOP + SIDE - SIDE * share
        r = LEAST_RADIUS + RADIUS * (count / len(scores)) ** 0.5
        title = f"{count} answers, score {score:.3g}, {share:.3g} right"
        place = f'cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"'
        yield f'<circle {place} fill="#1f6fb2" fill-opacity="0.75"><title>{title}</title></circle>'
