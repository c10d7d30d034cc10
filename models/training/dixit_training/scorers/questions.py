"""Questions to a scorer: traces of the crate beside the gold of the same documents.

A trace is what `traces.rs` prints for a document: each question with the features of every answer,
"none" or "nobody" among them. Gold says which answers are right; what it says differs between links
and antecedents (`links.py`, `antecedents.py`), the reading does not.
"""

from dataclasses import dataclass

import torch

from ..text.corpora import json_lines

# Where gold has an answer that is not among those that there are, none of them is right, but less
# surely so.
UNSURE = 0.3


@dataclass
class Question:
    document: str
    # The features of each answer, and which answers are right.
    rows: torch.Tensor
    right: torch.Tensor
    weight: float


@dataclass
class Judged:
    """A question of a trace and gold's word on it."""

    answers: list
    right: list
    # Which answer says that there is none.
    none: list
    # Whether gold has an answer, be it among these or not.
    exists: bool

    def question(self, document):
        """`None` where nothing can be learned: no answer is right, nor is none on offer."""
        rows = torch.tensor([a["features"] for a in self.answers])
        right, weight = torch.tensor(self.right), 1.0
        if not right.any():
            right, weight = torch.tensor(self.none), UNSURE if self.exists else 1.0
        return Question(document, rows, right, weight) if right.any() else None


def read(gold_path, trace_path, judge):
    """The questions that `judge(gold, trace)` can judge, in the trace's order."""
    golds = {gold["doc"]: gold for gold in json_lines(gold_path)}
    questions = []
    for trace in json_lines(trace_path):
        for judged in judge(golds[trace["doc"]], trace):
            question = judged.question(trace["doc"])
            if question is not None:
                questions.append(question)
    return questions


def overlap(a, b):
    """How many characters two spans (start, end) share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
