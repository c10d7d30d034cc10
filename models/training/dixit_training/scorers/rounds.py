"""The scorers in rounds.

What is in mind of a text depends on what was resolved before, so a scorer learns from what the one
before it makes of the texts; the first round starts with scorers without an opinion, or, where
links are not trained, with those that the model has. Where the encoder was trained on the texts
with attributions, others that were not read these.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from .. import manifest
from ..errors import TrainingError
from . import antecedents, links, network, questions, readers, store


@dataclass(frozen=True)
class Gold:
    """The files that the scorers learn from: attributions with speakers, and chains."""

    attributions: tuple
    chains: Path
    # Those that tell of turns without a source, and of nothing else (`novels.py`).
    turns: tuple = ()
    # The models that read the former (`readers.py`); without any, the trained one does.
    readers: tuple = ()


def train(model: Path, work: Path, gold: Gold, rust, *, rounds, link_epochs, epochs, folds):
    """Trains the scorers of `model` in place; returns the figures of each round."""
    features = rust.features()
    done = finished(work)
    if done:
        store.copy(work / f"round-{done[-1]['round']}", model)
    elif link_epochs:
        store.write_without_opinion(model, features)
    elif manifest.read(model).get("lexicon") != features.get("lexicon"):
        raise TrainingError("the links were learned with other words: train them, too")
    for number in range(len(done) + 1, rounds + 1):
        folder = work / f"round-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        asked = trace(model, folder, gold, rust)
        figures = {"round": number}
        for scorer, (known, rest, times) in {
            "link": (asked["links"], [], link_epochs),
            "antecedent": (asked["references"], asked["chains"], epochs),
        }.items():
            if not times:
                continue
            if not known:
                raise TrainingError(f"round {number}: the traces hold no question for {scorer}s")
            figures[scorer] = {
                "questions": len(known) + len(rest),
                "held_out": network.held_out(known, times, folds) if folds else None,
            }
            trained = network.train(known + rest, times)
            store.write(model, scorer, trained.state_dict(), features[scorer])
        store.keep(model, folder)
        (folder / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")
        print(f"round {number} {json.dumps(figures)}", flush=True)
        done.append(figures)
    return done


def trace(model: Path, folder: Path, gold: Gold, rust):
    """What the crate asks of the texts with this model, as far as gold can judge it."""
    links_asked, references = [], []
    asked = readers.with_scorers(gold.readers, model, folder.parent) or [model]
    for path in gold.attributions:
        traced = folder / f"{path.stem}.jsonl"
        readers.trace(rust, asked, path, traced)
        links_asked += questions.read(path, traced, links.judge)
        references += questions.read(path, traced, antecedents.judge_by_attributions)
    for path in gold.turns:
        traced = folder / f"{path.stem}.traces.jsonl"
        rust.traces(model, path, traced)
        references += questions.read(path, traced, antecedents.judge_by_attributions)
    traced = folder / "chains.jsonl"
    rust.traces(model, gold.chains, traced)
    return {
        "links": links_asked,
        "references": references,
        "chains": questions.read(gold.chains, traced, antecedents.judge_by_chains),
    }


def finished(work: Path):
    """The figures of the rounds that an interrupted run has done."""
    found = [json.loads(path.read_text()) for path in work.glob("round-*/figures.json")]
    return sorted(found, key=lambda figures: figures["round"])
