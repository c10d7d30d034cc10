"""Train the student on gold and on what teachers say: python distill.py --data DIR --snippets DIR --soft DIR --start MODEL --out DIR

MODEL is a checkpoint of train.py or a model directory: the student starts there. An interrupted run goes on where it was.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import train
from case_noise import recase
from collate import collate
from evaluate import span_f1
from optimization import Checkpoints, groups, warm_then_linear
from labels import ENTITY_LABELS
from pretrained import load_tokenizer
from soft_labels import corpora_to_label, files
from tagger import entity_loss, role_loss, start_from
from windows import Window, batches, cut

SHARES = {"conll2003": 1.0, "wikigold": 1.0, "wnut17": 1.0, "btc": 0.5, "polnear": 0.5, "gum": 1.0, "snippets": 1.0, "tweets": 1.0, "news": 0.7}
# Of the teacher's hidden states.
TEACHER_SIZE = 768


@dataclass
class Lesson:
    """A window, and the teachers' rows for its words; `states` is `None` where nobody learns from them."""

    window: Window
    at: list
    labels: np.ndarray
    states: np.ndarray | None

    @property
    def ids(self):
        return self.window.ids


def epoch_lessons(corpora, soft, special, quotes, rng):
    out = []
    for name, documents in corpora.items():
        labels, states = soft[name]
        row = 0
        for document in documents:
            straight = name == "polnear" and rng.random() < train.STRAIGHT_QUOTES
            for window in cut(document, train.WINDOW, special, rng.randrange(8)):
                at = window.first_pieces(document)
                rows = slice(row, row + len(at))
                row += len(at)
                copies = int(SHARES[name] + rng.random())
                if not copies:
                    continue
                if straight:
                    window.ids = [quotes.get(i, i) for i in window.ids]
                recase(window, rng)
                out += [Lesson(window, at, labels[rows], None if states is None else states[rows])] * copies
        assert row == len(labels), f"{name}: soft labels of another corpus"
    return out


def lesson_loss(hidden, tagger, project, lessons, batch, states_weight):
    """Gold, the teachers' labels (KL divergence a word) and, with a weight, a teacher's states (one minus the cosine)."""
    entity, role = tagger.entity(hidden), tagger.role(hidden)
    e, en = entity_loss(entity, batch.entity, batch.has_misc)
    r, rn = role_loss(role, batch.role)
    gold = (train.ENTITY_WEIGHT * e + r) / (en + rn).clamp(min=1)

    rows = torch.tensor([b for b, lesson in enumerate(lessons) for _ in lesson.at])
    columns = torch.tensor([a for lesson in lessons for a in lesson.at])
    labels = torch.from_numpy(np.concatenate([lesson.labels for lesson in lessons]).astype(np.float32))
    split = len(ENTITY_LABELS)
    soft = 0
    for weight, logits, target in ((train.ENTITY_WEIGHT, entity, labels[:, :split]), (1.0, role, labels[:, split:])):
        ours = F.log_softmax(logits[rows, columns].float(), dim=-1)
        soft = soft + weight * F.kl_div(ours, target, reduction="sum", log_target=True) / len(rows)
    if not states_weight:
        return gold + soft, (gold.item(), soft.item(), 0.0)
    states = torch.from_numpy(np.concatenate([lesson.states for lesson in lessons]).astype(np.float32))
    apart = (1 - F.cosine_similarity(project(hidden[rows, columns]).float(), states, dim=-1)).mean()
    return gold + soft + states_weight * apart, (gold.item(), soft.item(), apart.item())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--snippets", type=Path, required=True)
    parser.add_argument("--soft", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=4e-4)
    parser.add_argument("--states-weight", type=float, default=0.0, help="of a teacher's states, beside one for the labels")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer, special = load_tokenizer()
    quotes = {tokenizer.token_to_id(a): tokenizer.token_to_id(b) for a, b in zip("“”‘’", "\"\"''")}
    corpora = corpora_to_label(args.data, args.snippets, tokenizer)
    _, dev = train.load(args.data, tokenizer)
    soft = {name: [np.load(file, mmap_mode="r") if file.exists() else None for file in files(args.soft, name)] for name in corpora}
    if args.states_weight and any(states is None for _, states in soft.values()):
        parser.error("there are no states to learn from")
    schedule = [batches(epoch_lessons(corpora, soft, special, quotes, rng), args.batch, rng) for _ in range(args.epochs)]
    steps = sum(map(len, schedule))
    print(f"{steps} steps, {sum(len(l.ids) for epoch in schedule for b in epoch for l in b)} pieces", flush=True)

    tagger = start_from(args.start)
    project = torch.nn.Linear(tagger.bert.config.hidden_size, TEACHER_SIZE)
    parameters = [*tagger.parameters(), *project.parameters()]
    optimizer = torch.optim.AdamW(groups(parameters), lr=args.lr, fused=True)
    rate = warm_then_linear(optimizer, steps)
    parts = {"tagger": tagger, "project": project, "optimizer": optimizer, "rate": rate}
    checkpoints = Checkpoints(args.out / "resume.pt", parts)
    done = checkpoints.resume()
    tagger.train()
    step, seen, began = 0, 0, time.time()
    for epoch, epoch_batches in enumerate(schedule, 1):
        for lessons in epoch_batches:
            step += 1
            if step <= done:
                continue
            batch = collate([lesson.window for lesson in lessons])
            with torch.autocast("cpu", torch.bfloat16):
                hidden = tagger.dropout(tagger.hidden(batch.ids, batch.shapes, batch.mask))
                loss, parts_of_loss = lesson_loss(hidden, tagger, project, lessons, batch, args.states_weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad()
            seen += int(batch.mask.sum())
            if step % 50 == 0:
                gold, labels, states = parts_of_loss
                speed = seen / (time.time() - began)
                print(f"step {step}/{steps} gold {gold:.4f} labels {labels:.4f} states {states:.4f} {speed:.0f} pieces/s", flush=True)
            checkpoints.step(step)
        if step > done and (epoch % 3 == 0 or epoch == args.epochs):
            torch.save(tagger.state_dict(), args.out / f"epoch{epoch}.pt")
            figures = {name: span_f1(tagger, documents, train.WINDOW, special) for name, documents in dev.items()}
            print(f"epoch {epoch} {time.time() - began:.0f} s {json.dumps(figures)}", flush=True)
    torch.save(tagger.state_dict(), args.out / "last.pt")


if __name__ == "__main__":
    main()
