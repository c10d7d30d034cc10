"""Train the scorer of links: python links.py --data DIR --traces DIR --model ../news-en

The traces (polnear.jsonl) are what `traces.rs` prints for polnear.train. A piece of a statement asks for its cue, a cue for its source. Right
is whatever overlaps what gold gives the attribution whose content (or cue) holds half of what asks; where nothing does, none is.
"""

import argparse
import json
from pathlib import Path

import torch

import attribution
import scorers

# What is asked for, and the part of an attribution that asks for it.
ASKS = {"cue": "content", "source": "cue"}


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pairs(gold, trace):
    for link in trace["links"]:
        span = (link["start"], link["end"])

        def share(quoted):
            return sum(shared(span, part) for part in quoted[ASKS[link["asked"]]]) / max(1, span[1] - span[0])

        quoted = max(gold["attributions"], key=share, default=None)
        if quoted is None or share(quoted) < 0.5:
            continue
        wanted = quoted[link["asked"]]
        places = [a["span"] and (a["span"]["start"], a["span"]["end"]) for a in link["answers"]]
        yield link, [p is not None and any(shared(p, w) for w in wanted) for p in places], bool(wanted)


def read(gold_path, trace_path):
    golds = {g["doc"]: g for g in map(json.loads, open(gold_path, encoding="utf-8"))}
    features, out = None, []
    for line in open(trace_path, encoding="utf-8"):
        trace = json.loads(line)
        features = trace["features"]["link"]
        for link, right, wanted in pairs(golds[trace["doc"]], trace):
            rows = torch.tensor([a["features"] for a in link["answers"]])
            weight = 1.0
            if not any(right):
                # What gold names was not tagged, or stands too far away: none is right, but less surely so.
                weight = 0.3 if wanted else 1.0
                right = [a["span"] is None for a in link["answers"]]
            out.append((trace["doc"], rows, torch.tensor(right), weight))
    return features, out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--traces", type=Path, required=True, help="a folder with polnear.jsonl")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()
    torch.set_num_threads(1)
    features, examples = read(args.data / "quotes/polnear.train.jsonl", args.traces / "polnear.jsonl")
    print(f"{len(examples)} questions; held out: {scorers.held_out(examples, args.epochs):.4f}", flush=True)
    scorer = scorers.train(examples, args.epochs)
    attribution.write(args.model, "link", scorer.state_dict(), features)


if __name__ == "__main__":
    main()
