"""Draw the share of right answers by score: python reliability.py --answers FILE --out ../news-en/reliability.svg

FILE is what `cargo bench --bench accuracy -- --answers FILE` writes, with calibrated scores. A circle is a tenth of the scale; the more
answers it stands for, the larger it is.
"""

import argparse
import json
from pathlib import Path

from calibrate import KINDS

PANELS = {"mention": "mention, CoNLL-2003", "statement": "statement, PolNeAR", "speaker": "speaker, PolNeAR"}
BINS = 10
LEFT, TOP, SIDE, STEP = 50, 60, 180, 250


def panel(left, title, answers):
    bottom, right = TOP + SIDE, left + SIDE
    yield f'<text x="{left}" y="30" font-weight="bold">{title}</text>'
    yield f'<rect x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>'
    yield f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{TOP}" stroke="#bbb" stroke-dasharray="4 3"/>'
    for tick in (0, 0.5, 1):
        yield f'<text x="{left + SIDE * tick}" y="{bottom + 16}" text-anchor="middle" fill="#444">{tick}</text>'
        yield f'<text x="{left - 6}" y="{bottom - SIDE * tick + 4}" text-anchor="end" fill="#444">{tick}</text>'
    bins = [[] for _ in range(BINS)]
    for score, is_right in answers:
        bins[min(int(score * BINS), BINS - 1)].append((score, is_right))
    for inside in filter(None, bins):
        score, share = (sum(column) / len(inside) for column in zip(*inside))
        x, y, r = left + SIDE * score, bottom - SIDE * share, 2 + 6 * (len(inside) / len(answers)) ** 0.5
        title = f"{len(inside)} answers, score {score:.3g}, {share:.3g} right"
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#1f6fb2" fill-opacity="0.75"><title>{title}</title></circle>'
    yield f'<text x="{left + SIDE / 2}" y="{bottom + 36}" text-anchor="middle" fill="#444">score</text>'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    answers = {kind: [] for kind in PANELS}
    for line in args.answers.read_text().splitlines():
        answer = json.loads(line)
        answers[KINDS.get(answer["curve"], "speaker")].append((answer["score"], answer["right"]))
    label = "The share of right answers by score, for mentions, statements and speakers"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="780" height="300" font-family="sans-serif" font-size="12" role="img" aria-label="{label}">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for k, (kind, title) in enumerate(PANELS.items()):
        lines += panel(LEFT + k * STEP, title, answers[kind])
    lines += ['<text x="14" y="150" transform="rotate(-90 14 150)" text-anchor="middle" fill="#444">right</text>', "</svg>"]
    args.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
