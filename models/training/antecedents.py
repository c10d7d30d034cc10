"""Train the ranker of antecedents: python antecedents.py --data DIR --traces DIR --model ../news-en

The traces (polnear.jsonl, gum.jsonl) are what `traces.rs` prints for polnear.train and gum.train. A reference of PolNeAR is the source of a quoted statement
whose speaker was read and decided; one of GUM is a pronoun of a chain. Right is every entity that has a name of the speaker, or a
mention at a name of the chain; where there is none, "nobody" is.
"""

import argparse
import json
import re
from pathlib import Path

import torch

import attribution
import scorers


def normal(name):
    name = re.sub(r"[’']s$", "", (name or "").strip())
    name = re.sub(r"^(mr|mrs|ms|dr|sen|rep|gov|president|senator|the)\.?\s+", "", name, flags=re.I)
    return re.sub(r"[^\w ]", "", name).casefold().strip()


def is_speaker(name, speaker):
    forms = {normal(n) for n in speaker.get("names", []) + speaker.get("aliases", [])}
    found = normal(name)
    if found in forms:
        return True
    last = found.split()[-1:]
    if speaker.get("kind") == "person":
        return bool(last) and any(normal(n).split()[-1:] == last for n in speaker.get("names", []))
    return any(found and (found in f or f in found) for f in forms if f)


def overlap(a, b, c, d):
    return a < d and c < b


def of_polnear(gold, trace):
    """(reference, answers that are right) for every reference whose answer gold knows."""
    entities = trace["record"]["entities"]
    for reference in trace["references"]:
        for quoted in gold["attributions"]:
            speaker = quoted.get("speaker")
            if speaker and any(overlap(reference["start"], reference["end"], s, e) for s, e in quoted["source"]):
                right = [
                    a["entity"] is not None and is_speaker(entities[a["entity"]]["name"], speaker) for a in reference["answers"]
                ]
                yield reference, right, speaker.get("kind")
                break


def of_gum(gold, trace):
    mentions = trace["record"]["mentions"]
    entities = trace["record"]["entities"]
    by_start = {(m["start"], m["end"]): m for m in gold["mentions"] if m["head_pos"].startswith("PRP")}
    names = {}
    for m in gold["mentions"]:
        if m["head_pos"].startswith("NNP"):
            names.setdefault(m["cluster"], []).append((m["start"], m["end"]))
    for reference in trace["references"]:
        mention = by_start.get((reference["start"], reference["end"]))
        if mention is None or mention["type"] != "person":
            continue
        named = names.get(mention["cluster"], [])

        def holds(entity):
            own = [mentions[i] for i in entities[entity]["mentions"]]
            return any(s <= m["start"] and m["end"] <= e and m["kind"] == entities[entity]["kind"] and 3 * (m["end"] - m["start"]) > e - s for m in own for s, e in named)

        yield reference, [a["entity"] is not None and holds(a["entity"]) for a in reference["answers"]], "person"


def read(gold_path, trace_path, pairs):
    golds = {g["doc"]: g for g in map(json.loads, open(gold_path, encoding="utf-8"))}
    features, out = None, []
    for line in open(trace_path, encoding="utf-8"):
        trace = json.loads(line)
        features = trace["features"]["antecedent"]
        for reference, right, kind in pairs(golds[trace["doc"]], trace):
            rows = torch.tensor([a["features"] for a in reference["answers"]])
            target = torch.tensor(right)
            weight = 1.0
            if not target.any():
                # The speaker is somebody whom the reader does not have in mind: nobody is right, but less surely so.
                weight = 0.3 if kind in ("person", "organization") else 1.0
                target = torch.tensor([a["entity"] is None for a in reference["answers"]])
            if not target.any():
                continue
            out.append((trace["doc"], rows, target, weight))
    return features, out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--traces", type=Path, required=True, help="a folder with polnear.jsonl and gum.jsonl")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    torch.set_num_threads(1)
    features, polnear = read(args.data / "quotes/polnear.train.jsonl", args.traces / "polnear.jsonl", of_polnear)
    _, gum = read(args.data / "coref/gum.train.jsonl", args.traces / "gum.jsonl", of_gum)
    print(f"{len(polnear)} references of PolNeAR, {len(gum)} of GUM", flush=True)
    print(f"held out: PolNeAR alone {scorers.held_out(polnear, args.epochs):.4f}", flush=True)
    ranker = scorers.train(polnear + gum, args.epochs)
    attribution.write(args.model, "antecedent", ranker.state_dict(), features)


if __name__ == "__main__":
    main()
